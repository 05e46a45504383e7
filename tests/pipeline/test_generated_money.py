"""Money as the templates write it, with fields that the vendor added; and what stops the generation."""

from __future__ import annotations

import copy
import importlib
import pickle
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, get_type_hints

import attrs
import cattrs
import msgspec
import pytest

from openapi.pipeline.description import DescriptionError
from openapi.pipeline.generate import Sources, generate, main
from openapi.pipeline.generation.normalising import normalise
from openapi.pipeline.generation.template_facts import build_facts
from tests.support.samples import checkout, description, operation, reference

Schema = dict[str, Any]

MONEY: Schema = {
    "type": "object",
    "x-python-base": "perfectgym_next.money.MoneyBase",
    "x-python-frozen": True,
    "required": ["amount", "currency", "taxCode"],
    "properties": {
        "amount": {"type": "number", "x-python-reader": "perfectgym_next.money.read_amount"},
        "currency": {"type": "string"},
        "taxCode": {"type": "string"},
        "dueDate": {"type": "string", "format": "date"},
    },
}
PRICES: Schema = {
    "type": "object",
    "required": ["price"],
    "properties": {
        "price": reference("Money"),
        "rebates": {"type": "array", "items": reference("Money")},
        "value": {"type": "number"},
        "valueCurrency": {"type": "string"},
    },
    "x-python-money-views": {"value": "valueCurrency"},
}


def document(money: Schema = MONEY, prices: Schema = PRICES) -> dict[str, Any]:
    paths = {"/v1/price": {"get": operation("getPrice", reference("Money"))}}
    return description(paths, {"Money": money, "Prices": prices})


def changed(schema: Schema, field: str, **keys: Any) -> Schema:
    """The schema with another definition of one field, or without it."""
    schema = copy.deepcopy(schema)
    if keys:
        schema["properties"][field] = keys
    else:
        del schema["properties"][field]
        schema["required"].remove(field)
    return schema


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    root = checkout(tmp_path_factory.mktemp("money") / "checkout", document())
    generate(Sources(root), root / "generated" / "extended_money")
    sys.path.insert(0, str(root / "generated"))
    yield importlib.import_module("extended_money.models")
    sys.path.remove(str(root / "generated"))


class TestAddedFields:
    def test_are_keywords_of_the_constructor(self, models: Any) -> None:
        money = models.Money("1.50", "EUR", tax_code="A")
        assert (money.amount, money.currency, money.tax_code, money.due_date) == (Decimal("1.50"), "EUR", "A", None)
        with pytest.raises(TypeError, match="tax_code"):
            models.Money("1.50", "EUR")
        with pytest.raises(TypeError, match="float"):
            models.Money(1.5, "EUR", tax_code="A")

    def test_are_read_written_and_frozen(self, models: Any) -> None:
        wire = {"amount": Decimal("1.50"), "currency": "EUR", "taxCode": "A", "dueDate": "2024-02-29", "new": [1]}
        prices = models.Prices.from_dict({"price": wire, "rebates": [wire, wire]})
        for money in (models.Money.from_dict(wire), prices.price, *prices.rebates):
            assert type(money) is models.Money
            assert money.to_dict() == wire
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                money.tax_code = "B"
        parsed = importlib.import_module("extended_money.api.toys").get_price().parse(dict(wire))
        assert type(parsed) is models.Money
        assert parsed.to_dict() == wire

    def test_are_on_no_result(self, models: Any) -> None:
        money = models.Money("1.50", "EUR", tax_code="A")
        for result in (money + money, money - money, money * 2, models.Money.sum([money])):
            assert type(result) is models.Money
            assert (result.tax_code, result.due_date, result.additional_properties) == (None, None, {})
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                result.amount = 1

    def test_go_through_encoders_and_copies(self, models: Any) -> None:
        money = models.Money("1.50", "EUR", tax_code="A")
        encoded: dict[str, Any] = {
            "amount": "1.50",
            "currency": "EUR",
            "tax_code": "A",
            "due_date": None,
            "additional_properties": {},
        }
        assert msgspec.to_builtins(money) == encoded
        assert attrs.asdict(money) == cattrs.unstructure(money) == {**encoded, "amount": Decimal("1.50")}
        again = [copy.deepcopy(money), pickle.loads(pickle.dumps(money)), attrs.evolve(money), money.__replace__()]
        assert [one.to_dict() for one in again] == [money.to_dict()] * 4

    def test_have_annotations(self, models: Any) -> None:
        assert get_type_hints(models.Money.__init__)["tax_code"] is str
        assert get_type_hints(models.Money)["amount"] is Decimal

    def test_are_none_on_a_view(self, models: Any) -> None:
        price = models.Money(1, "EUR", tax_code="A")
        view = models.Prices(price=price, value=Decimal("-0.00"), value_currency="EUR").value_money
        assert type(view) is models.Money
        assert (str(view), view.tax_code) == ("0.00 EUR", None)
        assert models.Prices(price=price, value_currency="EUR").value_money is None
        with pytest.raises(ValueError, match="no currency"):
            models.Prices(price=price, value=Decimal(2)).value_money  # noqa: B018 - a property that raises


STOPPED: dict[str, tuple[dict[str, Any], str]] = {
    "amount in minor units": (
        document(changed(MONEY, "amount", type="integer")),
        "schema Money: perfectgym_next.money.MoneyBase needs the field 'amount' of type number, here it is integer",
    ),
    "amount as text": (document(changed(MONEY, "amount", type="string")), "needs the field 'amount' of type number"),
    "amount that may be null": (
        document(changed(MONEY, "amount", type=["number", "null"])),
        "needs the field 'amount' to be required",
    ),
    "no currency": (
        document(changed(MONEY, "currency")),
        "needs the field 'currency' of type string, here it is missing",
    ),
    "currency as a number": (document(changed(MONEY, "currency", type="integer")), "here it is integer"),
    "a view's amount": (
        document(prices=changed(PRICES, "value", type="string")),
        "schema Prices: x-python-money-views needs the field 'value' of type number",
    ),
    "a view's currency": (
        document(prices=changed(PRICES, "valueCurrency", type="integer")),
        "schema Prices: x-python-money-views needs the field 'valueCurrency' of type string",
    ),
    "a term's value": (
        description(
            {},
            {
                "Term": {
                    "type": "object",
                    "x-python-base": "perfectgym_next.terms.TermBase",
                    "properties": {"value": {"type": "number"}, "unit": {"type": "string"}},
                }
            },
        ),
        "schema Term: perfectgym_next.terms.TermBase needs the field 'value' of type integer, here it is number",
    ),
}


class TestFieldsThatHandWrittenCodeComputesWith:
    @pytest.mark.parametrize("case", STOPPED)
    def test_stop_the_generation_by_name_where_they_changed(self, case: str) -> None:
        described, message = STOPPED[case]
        with pytest.raises(DescriptionError) as raised:
            build_facts(described, normalise(described))
        assert message in str(raised.value)
        assert "openapi/overlay.yaml" in str(raised.value)

    def test_the_command_says_so(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        root = checkout(tmp_path / "checkout", STOPPED["amount in minor units"][0])
        assert main([], root=root) == 2
        said = capsys.readouterr().err
        assert said.startswith("generated/ is unchanged: hand-written code computes with fields")
        assert STOPPED["amount in minor units"][1] in said
