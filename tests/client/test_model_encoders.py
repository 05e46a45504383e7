"""Every model encoded by msgspec, attrs and cattrs: all values are right, or an error is raised."""

from __future__ import annotations

import copy
import importlib
import inspect
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from enum import Enum
from importlib.metadata import version
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import attrs
import msgspec
import pytest

from perfectgym_next._core import json
from perfectgym_next._core.model import Model
from perfectgym_next.enums import OpenEnum
from perfectgym_next.models import BookingEntry, DebtUpdate, Money
from tests.support.money_sample import SampleMoney
from tests.support.shipped import EXAMPLES, MODELS

cattrs: Any = None
if tuple(map(int, version("attrs").split(".")[:2])) >= (25, 4):  # cattrs takes no older one; `make test-lowest` has one
    cattrs = importlib.import_module("cattrs")

Encode = Callable[[Any], Any]

VARIANTS: dict[str, dict[str, Any]] = {
    "as-described": {},
    "optional-fields-absent": {"optional": "absent"},
    "enum-values-unknown": {"enums": "unknown"},
    "fields-unknown": {"extra_fields": True},
}

_json = msgspec.json.Encoder(decimal_format="number")
_msgpack = msgspec.msgpack.Encoder()


def as_text(value: Any) -> Any:
    """A leaf as msgspec writes it where there is only text for it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat().replace("+00:00", "Z")
    return str(value) if isinstance(value, Decimal | UUID) else value


def as_json(value: Any) -> Any:
    return value if isinstance(value, Decimal) else as_text(value)


def as_msgpack(value: Any) -> Any:
    """MessagePack has a type for instants, without their offset."""
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC)
    return as_text(value)


def unchanged(value: Any) -> Any:
    return value


ENCODERS: dict[str, tuple[Encode, Encode]] = {
    "msgspec.json": (lambda model: json.decode(_json.encode(model)), as_json),
    "msgspec.json, decimals as text": (lambda model: json.decode(msgspec.json.encode(model)), as_text),
    "msgspec.msgpack": (lambda model: msgspec.msgpack.decode(_msgpack.encode(model)), as_msgpack),
    "msgspec.to_builtins": (msgspec.to_builtins, as_text),
    "attrs.asdict": (attrs.asdict, unchanged),
    **({"cattrs.unstructure": (cattrs.unstructure, unchanged)} if cattrs else {}),
}
"""An encoder, and what it makes of a value that is neither a model nor a container."""


def models(variant: str) -> dict[str, Model]:
    """Every model with values, read from JSON."""
    examples = {schema: EXAMPLES.named(schema, **VARIANTS[variant]) for schema in MODELS}
    return {schema: MODELS[schema].from_dict(json.decode(json.encode(examples[schema]))) for schema in MODELS}


def fields(model: Model) -> dict[str, Any]:
    """The values of a model by the names of its constructor."""
    return {name: getattr(model, name) for name in inspect.signature(type(model)).parameters}


def expected(value: Any, leaf: Encode) -> Any:
    if isinstance(value, Model):
        value = fields(value)
    if isinstance(value, dict):
        return {name: expected(item, leaf) for name, item in value.items()}
    return [expected(item, leaf) for item in value] if isinstance(value, list) else leaf(value)


def exact(value: Any) -> Any:
    """A value with its type, and the digits of a number, which equality does not see."""
    if isinstance(value, dict):
        return {name: exact(item) for name, item in value.items()}
    if isinstance(value, list):
        return [exact(item) for item in value]
    return type(value), str(value)


@pytest.mark.parametrize("variant", VARIANTS)
class TestEveryModel:
    @pytest.mark.parametrize("encoder", ENCODERS)
    def test_is_encoded_with_all_its_values(self, encoder: str, variant: str) -> None:
        encode, leaf = ENCODERS[encoder]
        wrong = [
            schema for schema, model in models(variant).items() if exact(encode(model)) != exact(expected(model, leaf))
        ]
        assert wrong == []

    @pytest.mark.parametrize(
        "again",
        [
            copy.copy,
            copy.deepcopy,
            lambda model: pickle.loads(pickle.dumps(model)),
            attrs.evolve,
            lambda model: model.__replace__(),
        ],
        ids=["copy", "deepcopy", "pickle", "evolve", "replace"],
    )
    def test_is_copied_with_all_its_values(self, again: Encode, variant: str) -> None:
        wrong = []
        for schema, model in models(variant).items():
            copied = again(model)
            if type(copied) is not type(model) or exact(copied.to_dict()) != exact(model.to_dict()):
                wrong.append(schema)
        assert wrong == []

    def test_is_converted_back_by_msgspec(self, variant: str) -> None:
        wrong = [
            schema
            for schema, model in models(variant).items()
            if without_zones(msgspec.convert(msgspec.to_builtins(model), type(model))) != without_zones(model)
        ]
        assert wrong == []

    @pytest.mark.skipif(cattrs is None, reason="attrs is older than cattrs takes")
    def test_is_structured_back_by_cattrs(self, variant: str) -> None:
        converter = cattrs.Converter()
        for kind in (Decimal, date, datetime, UUID):
            converter.register_structure_hook(kind, lambda value, _: value)
        wrong = []
        for schema, model in models(variant).items():
            structured: Any = converter.structure(converter.unstructure(model), type(model))
            if exact(structured.to_dict()) != exact(model.to_dict()):
                wrong.append(schema)
        assert wrong == []


def without_zones(model: Model) -> Any:
    """What msgspec keeps of a model: RFC 3339 has no names of time zones, and what has no type stays text."""
    return exact(expected({**fields(model), "additional_properties": {}}, as_text) | {"type": type(model)})


class TestExamples:
    """The examples have all kinds of values; else the tests above would show nothing."""

    def test_hold_every_kind_of_value(self) -> None:
        kinds: set[type] = set()
        zones: set[tzinfo | None] = set()

        def collect(value: Any) -> None:
            kinds.add(OpenEnum if isinstance(value, OpenEnum) else type(value))
            if isinstance(value, datetime):
                zones.add(value.tzinfo)
            for item in value if isinstance(value, list) else ():
                collect(item)
            for item in fields(value).values() if isinstance(value, Model) else ():
                collect(item)

        for model in models("as-described").values():
            collect(model)
        assert {Decimal, date, datetime, UUID, bool, int, str, list, dict, Money, OpenEnum} <= kinds
        assert ZoneInfo("Europe/Berlin") in zones
        assert None in zones


ENTRY = {
    "id": 5,
    "dueDate": "2024-02-29",
    "installmentPlan": False,
    "amount": {"amount": Decimal("-19.90"), "currency": "EUR"},
    "openAmount": {"amount": Decimal("0.00"), "currency": "EUR"},
}


class TestMoney:
    def test_an_entry_in_json(self) -> None:
        assert _json.encode(BookingEntry.from_dict(ENTRY)) == (
            b'{"additional_properties":{},'
            b'"amount":{"additional_properties":{},"amount":-19.90,"currency":"EUR"},'
            b'"description":null,"due_date":"2024-02-29","id":5,"installment_plan":false,'
            b'"open_amount":{"additional_properties":{},"amount":0.00,"currency":"EUR"}}'
        )

    @pytest.mark.parametrize(
        "made", [Money("19.90", "EUR"), Money("9.95", "EUR") * 2, Money("19.90", "EUR") + 0 * Money(1, "EUR")]
    )
    def test_is_encoded_however_it_was_made(self, made: Money) -> None:
        assert msgspec.to_builtins(made) == {"amount": "19.90", "currency": "EUR", "additional_properties": {}}
        assert attrs.asdict(made) == {"amount": Decimal("19.90"), "currency": "EUR", "additional_properties": {}}

    def test_a_view_is_encoded_like_any_money(self) -> None:
        update = DebtUpdate(
            debt_id="1",
            original_amount=Decimal("3.00"),
            canceled_amount=Decimal(1),
            paid_amount=Decimal(2),
            currency="EUR",
        )
        assert msgspec.to_builtins(update.original_amount_money)["amount"] == "3.00"

    def test_fields_that_the_vendor_added(self) -> None:
        money = SampleMoney("1.50", "EUR", tax_code="A")
        encoded = {"amount": "1.50", "currency": "EUR", "tax_code": "A", "additional_properties": {}}
        assert msgspec.to_builtins(money) == encoded
        assert msgspec.convert(encoded, SampleMoney).to_dict() == money.to_dict()
        assert attrs.asdict(money + money)["tax_code"] is None
        assert attrs.evolve(money, amount=2).tax_code == "A"

    def test_has_fields_of_these_names(self) -> None:
        assert [field.name for field in attrs.fields(Money)] == ["amount", "currency", "additional_properties"]

    @pytest.mark.parametrize("name", ["amount", "currency", "additional_properties", "anything"])
    @pytest.mark.parametrize(
        "money",
        [
            Money("20.00", "EUR"),
            Money("20.00", "EUR") + Money("20.00", "EUR"),
            Money("20.00", "EUR") * 2,
            Money.from_dict({"amount": 1, "currency": "EUR"}),
            msgspec.convert({"amount": "1", "currency": "EUR"}, Money),
        ],
        ids=["made", "added", "multiplied", "read", "converted"],
    )
    def test_is_frozen(self, money: Money, name: str) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(money, name, 1)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(money, name)

    def test_evolving_checks_like_the_constructor(self) -> None:
        assert attrs.evolve(Money("1.00", "EUR"), amount="2.50") == Money("2.50", "EUR")
        with pytest.raises(TypeError, match="float"):
            attrs.evolve(Money("1.00", "EUR"), amount=2.5)  # type: ignore[arg-type]

    def test_msgspec_converts_no_amount_that_is_not_finite(self) -> None:
        with pytest.raises(msgspec.ValidationError, match="finite"):
            msgspec.convert({"amount": "NaN", "currency": "EUR"}, Money)

    @pytest.mark.parametrize("encode", [msgspec.json.encode, msgspec.to_builtins])
    def test_msgspec_refuses_a_subclass_of_a_users_own(self, encode: Encode) -> None:
        class Price(Money):
            pass

        with pytest.raises(TypeError, match="Price"):
            encode(Price("1.00", "EUR"))
