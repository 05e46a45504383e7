"""Answers are read in two ways, the careful one and the fast one; nobody can tell which."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from perfectgym_next import models, readers
from perfectgym_next.codec import decode, encode
from perfectgym_next.errors import NotFoundError, ResponseFormatError
from perfectgym_next.model import Model
from perfectgym_next.readers import Reader, compiled, uncollected
from perfectgym_next.testing.description import Description
from perfectgym_next.testing.examples import Examples
from tests.scripted import Service, answer

MODELS = {
    model._schema_: model
    for model in (getattr(models, name) for name in models.__all__)
    if issubclass(model, Model) and model._schema_ in Description.shipped().schemas
}
BOOKING: dict[str, Any] = {
    "id": 7,
    "dueDate": "2025-06-02",
    "installmentPlan": False,
    "amount": {"amount": Decimal("12.30"), "currency": "EUR"},
}


def shown(value: Any) -> Any:
    """A value with the types of all that is in it: 1 and True, or text and an enum, are equal but not the same."""
    if isinstance(value, Model):
        fields = type(value).__attrs_attrs__  # type: ignore[attr-defined]
        return type(value), {field.name: shown(getattr(value, field.name)) for field in fields}
    if isinstance(value, list):
        return [shown(item) for item in value]
    return type(value), str(value)


def bookings(*entries: dict[str, Any], **more: Any) -> bytes:
    return encode({"result": entries, "hasNext": False, **more})


@pytest.fixture(name="at_once")
def _at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The fast way from the first answer on."""
    monkeypatch.setattr(readers, "PAYS_AFTER", 0)
    readers.reader.cache_clear()
    yield
    readers.reader.cache_clear()


class TestBothWays:
    @pytest.mark.parametrize("schema", sorted(MODELS))
    @pytest.mark.parametrize("optional", ["present", "absent", "null"])
    @pytest.mark.parametrize("enums", ["known", "unknown"])
    def test_read_the_same_of_an_example(self, schema: str, optional: Any, enums: Any) -> None:
        model = MODELS[schema]
        example = Examples(Description.shipped()).named(schema, optional=optional, enums=enums)
        data = encode(example)
        assert shown(compiled(model)(data)) == shown(model.from_dict(decode(data)))

    def test_read_a_list_of_models(self) -> None:
        entries = [BOOKING, {**BOOKING, "id": 8}]
        expected = [models.BookingEntry.from_dict(entry) for entry in entries]
        assert compiled(list[models.BookingEntry])(encode(entries)) == expected

    def test_give_what_is_mutable_to_one_model_only(self) -> None:
        first, second = compiled(list[models.BookingEntry])(encode([BOOKING, BOOKING]))
        first.additional_properties["note"] = "mine"
        assert second.additional_properties == {}

    @pytest.mark.parametrize(
        "digits", ["20", "20.00", "0.1", "1E+2", "-0.0", '"20.10"', "12345678901234567890.123456789"]
    )
    def test_keep_every_digit_of_a_number(self, digits: str) -> None:
        data = b'{"amount": %s, "currency": "EUR"}' % digits.encode()
        money = compiled(models.Money)(data)
        assert str(money.amount) == str(models.Money.from_dict(decode(data)).amount) == str(Decimal(digits.strip('"')))


class TestTheFastWay:
    @pytest.mark.parametrize(
        "misfit",
        [
            {"notYetDescribed": 1},
            {"id": "7"},
            {"id": None},
            {"id": Decimal("7.0")},
            {"dueDate": "20250602"},
            {"dueDate": "tomorrow"},
            {"description": 5},
            {"amount": {"amount": "NaN", "currency": "EUR"}},
            {"amount": {"amount": True, "currency": "EUR"}},
            {"amount": {"amount": 1}},
            {"amount": []},
        ],
        ids=str,
    )
    def test_leaves_to_the_careful_one_what_does_not_fit_exactly(self, misfit: dict[str, Any]) -> None:
        with pytest.raises((ValueError, TypeError)):
            compiled(models.BookingEntry)(encode({**BOOKING, **misfit}))

    def test_is_made_when_enough_was_read(self) -> None:
        reader = Reader(models.Money)
        small = b" " * 1000
        assert reader.ready(small) is None
        assert reader.ready(b" " * readers.PAYS_AFTER) is not None
        assert reader.ready(small) is not None

    @pytest.mark.parametrize("operation", ["list_transactions", "get_balances"])
    def test_is_the_way_of_a_client(self, at_once: None, monkeypatch: pytest.MonkeyPatch, operation: str) -> None:
        def refused(*_: Any) -> Any:
            raise AssertionError("read the careful way")

        for model in (models.BookingEntrySlicedResult, models.CustomerAccountBalance):
            monkeypatch.setattr(model, "_decode", refused)
        schema = {"list_transactions": "BookingEntrySlicedResult", "get_balances": "CustomerAccountBalance"}[operation]
        with Service(answer(raw=encode(Examples(Description.shipped()).named(schema)))).client() as gym:
            result = getattr(gym.customers_account, operation)(1001)
            assert isinstance(result, models.CustomerAccountBalance) or result.collect()


class TestAClientThatReadsFast:
    def test_keeps_unknown_members(self, at_once: None) -> None:
        entry = {**BOOKING, "notYetDescribed": [1]}
        with Service(answer(raw=bookings(BOOKING, entry))).client() as gym:
            known, unknown = gym.customers_account.list_transactions(1001)
        assert known.additional_properties == {}
        assert unknown.additional_properties == {"notYetDescribed": [1]}

    def test_passes_a_leaf_of_another_type(self, at_once: None) -> None:
        with Service(answer(raw=bookings({**BOOKING, "description": 5}))).client() as gym:
            assert gym.customers_account.list_transactions(1001).collect()[0].to_dict()["description"] == 5

    def test_names_the_member_that_does_not_fit(self, at_once: None) -> None:
        with (
            Service(answer(raw=bookings(BOOKING, {**BOOKING, "dueDate": "tomorrow"}))).client() as gym,
            pytest.raises(ResponseFormatError) as caught,
        ):
            gym.customers_account.list_transactions(1001).collect()
        assert caught.value.member == "result[1].dueDate"

    def test_says_that_an_answer_is_no_json(self, at_once: None) -> None:
        with (
            Service(answer(raw=bookings(BOOKING)[:-5])).client() as gym,
            pytest.raises(ResponseFormatError, match="not JSON"),
        ):
            gym.customers_account.list_transactions(1001).collect()

    def test_raises_what_a_refusal_says(self, at_once: None) -> None:
        body = json.dumps({"errorCode": "gone", "errorMessage": "no such customer"}).encode()
        with Service(answer(404, raw=body)).client() as gym, pytest.raises(NotFoundError) as caught:
            gym.customers_account.get_balances(1001)
        assert caught.value.code == "gone"

    async def test_reads_alike_in_asyncio(self, at_once: None) -> None:
        async with Service(answer(raw=bookings(BOOKING))).async_client() as gym:
            entries = await gym.customers_account.list_transactions(1001).collect()
        assert entries == [models.BookingEntry.from_dict(BOOKING)]


class TestTheCollector:
    @pytest.fixture(autouse=True)
    def _restored(self) -> Iterator[None]:
        enabled = gc.isenabled()
        yield
        (gc.enable if enabled else gc.disable)()

    @pytest.mark.parametrize("switch", [gc.enable, gc.disable])
    def test_is_off_while_an_answer_is_read_and_then_as_before(self, switch: Callable[[], None]) -> None:
        switch()
        before = gc.isenabled()
        assert uncollected(gc.isenabled)() is False
        assert gc.isenabled() is before

    def test_is_on_again_after_an_error(self) -> None:
        gc.enable()
        with pytest.raises(ZeroDivisionError):
            uncollected(lambda: 1 // 0)()
        assert gc.isenabled()
