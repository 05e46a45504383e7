"""Generated models: reading, creating, sending, copying and the lazy index."""

from __future__ import annotations

import copy
import importlib
import json
import pickle
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

import perfectgym_next
import perfectgym_next_generated
from perfectgym_next import models
from perfectgym_next._core.json import decode, encode
from perfectgym_next.errors import ResponseFormatError
from perfectgym_next.models import (
    AppointmentBookingRequest,
    BookingEntry,
    BookingEntrySlicedResult,
    CardNumberFormat,
    ClassSlot,
    Customer,
    CustomerCheckin,
    Money,
    StudioClosingHours,
)

ENTRY: dict[str, Any] = {"id": 5, "dueDate": "2024-02-29", "installmentPlan": False}


class TestReading:
    def test_members_are_snake_case_and_typed(self) -> None:
        entry = BookingEntry.from_dict({**ENTRY, "openAmount": {"amount": 5, "currency": "EUR"}})
        assert (entry.id, entry.due_date, entry.installment_plan) == (5, date(2024, 2, 29), False)
        assert entry.open_amount == Money("5", "EUR")

    def test_what_is_absent_or_null_is_none(self) -> None:
        assert BookingEntry.from_dict(ENTRY) == BookingEntry.from_dict({**ENTRY, "amount": None, "description": None})
        assert BookingEntry.from_dict(ENTRY).amount is None

    def test_null_where_a_date_an_enum_an_object_or_an_array_could_be(self) -> None:
        schema = {"id": 1, "firstName": "Ada", "lastName": "Lovelace"}
        nulls = {"dateOfBirth": None, "gender": None, "alternativeInvoiceRecipient": None, "cardNumbers": None}
        customer = Customer.from_dict({**_required(Customer), **schema, **nulls})
        assert customer.date_of_birth is None
        assert customer.gender is None
        assert customer.card_numbers is None

    def test_what_is_read_stays_as_it_was(self) -> None:
        src = {**ENTRY, "openAmount": {"amount": 5, "currency": "EUR", "new": [1]}, "later": {"a": 1}}
        before = copy.deepcopy(src)
        entry = BookingEntry.from_dict(src)
        assert src == before
        entry.additional_properties["later"]["a"] = 2
        assert src == before

    def test_any_mapping_is_read(self) -> None:
        src = MappingProxyType({**ENTRY, "openAmount": MappingProxyType({"amount": 5, "currency": "EUR"})})
        assert BookingEntry.from_dict(src).open_amount == Money("5", "EUR")

    def test_unknown_members_are_kept_and_written_back(self) -> None:
        data = {**ENTRY, "loyaltyPoints": {"gold": [1, None]}}
        entry = BookingEntry.from_dict(data)
        assert entry.additional_properties == {"loyaltyPoints": {"gold": [1, None]}}
        assert entry.to_dict() == data

    def test_numbers_have_exactly_the_digits_of_the_wire(self) -> None:
        text = b'{"amount": 12345678901234567890.10, "currency": "EUR"}'
        money = Money.from_dict(decode(text))
        assert money.amount == Decimal("12345678901234567890.10")
        assert b"12345678901234567890.10" in encode(money.to_dict())

    def test_zoned_date_times(self) -> None:
        slot = ClassSlot.from_dict(
            {**_required(ClassSlot), "startDateTime": "2022-06-22T08:00:00.000+02:00[Europe/Berlin]"}
        )
        assert slot.start_date_time == datetime(2022, 6, 22, 8, tzinfo=ZoneInfo("Europe/Berlin"))

    def test_closing_hours_are_naive(self) -> None:
        hours = StudioClosingHours.from_dict({"dateTimeFrom": "2025-09-21T00:00:00"})
        assert hours.date_time_from == datetime(2025, 9, 21)
        assert hours.to_dict() == {"dateTimeFrom": "2025-09-21T00:00:00.000"}

    @pytest.mark.parametrize("value", ["seven", 7.5, Decimal("7.5")])
    def test_a_leaf_of_another_primitive_type_passes(self, value: object) -> None:
        entry = BookingEntry.from_dict({**ENTRY, "id": value})
        assert entry.id is value
        assert entry.to_dict()["id"] is value


class TestMismatch:
    @pytest.mark.parametrize(
        ("change", "field", "reason"),
        [
            ({"dueDate": "2024-02-30"}, "dueDate", "expected a date, not the text '2024-02-30'"),
            ({"dueDate": None}, "dueDate", "it is required, but null"),
            ({"id": None}, "id", "it is required, but null"),
            ({"amount": []}, "amount", "expected an object, not an array"),
            ({"amount": "5 EUR"}, "amount", "expected an object, not the text '5 EUR'"),
            ({"amount": {"currency": "EUR"}}, "amount.amount", "it is required, but missing"),
            (
                {"amount": {"amount": "much", "currency": "EUR"}},
                "amount.amount",
                "expected a number, not the text 'much'",
            ),
            ({"amount": {"amount": True, "currency": "EUR"}}, "amount.amount", "expected a number, not a boolean"),
            ({"id": True}, "id", "expected an integer, not a boolean"),
            ({"id": {}}, "id", "expected an integer, not an object"),
            ({"installmentPlan": "false"}, "installmentPlan", "expected a boolean, not the text 'false'"),
            ({"installmentPlan": 0}, "installmentPlan", "expected a boolean, not the number 0"),
            ({"description": []}, "description", "expected text, not an array"),
            ({"description": False}, "description", "expected text, not a boolean"),
            ({"amount": {"amount": 1, "currency": ["EUR"]}}, "amount.currency", "expected text, not an array"),
        ],
    )
    def test_the_first_such_field_is_named(self, change: dict[str, Any], field: str, reason: str) -> None:
        with pytest.raises(ResponseFormatError) as caught:
            BookingEntry.from_dict({**ENTRY, **change})
        assert (caught.value.field, caught.value.reason) == (field, reason)

    def test_a_missing_field(self) -> None:
        with pytest.raises(ResponseFormatError, match="'dueDate'.*required, but missing"):
            BookingEntry.from_dict({"id": 5, "installmentPlan": True})

    def test_deep_in_a_list(self) -> None:
        slice_of_two = {"result": [ENTRY, {**ENTRY, "dueDate": 5}], "hasNext": False}
        with pytest.raises(ResponseFormatError, match=r"result\[1\]\.dueDate"):
            BookingEntrySlicedResult.from_dict(slice_of_two)

    @pytest.mark.parametrize("value", ["abc", {}, 5])
    def test_no_array_where_one_is_wanted(self, value: object) -> None:
        with pytest.raises(ResponseFormatError, match=r"'result'.*expected an array"):
            BookingEntrySlicedResult.from_dict({"result": value, "hasNext": False})

    @pytest.mark.parametrize("value", [None, "text", 5, [], [{}]])
    def test_no_object_at_all(self, value: Any) -> None:
        with pytest.raises(ResponseFormatError, match="expected an object"):
            BookingEntry.from_dict(value)


class TestConstructor:
    def test_models_take_keywords_only(self) -> None:
        with pytest.raises(TypeError):
            BookingEntry(5, date(2024, 2, 29), False)  # type: ignore[call-arg]

    def test_money_takes_amount_and_currency(self) -> None:
        assert Money("20.00", "EUR").amount == Decimal("20.00")

    def test_evolving_keeps_unknown_members(self) -> None:
        entry = BookingEntry.from_dict({**ENTRY, "x": 1})
        assert attrs.evolve(entry, id=6).to_dict() == {**ENTRY, "id": 6, "x": 1}


class TestSending:
    def test_absent_members_are_left_out(self) -> None:
        entry = BookingEntry(id=5, due_date=date(2024, 2, 29), installment_plan=True)
        assert entry.to_dict() == {"id": 5, "dueDate": "2024-02-29", "installmentPlan": True}

    def test_a_required_member_cannot_be_none(self) -> None:
        entry = BookingEntry.from_dict(ENTRY)
        entry.due_date = None  # type: ignore[assignment]
        with pytest.raises(ValueError, match=r"BookingEntry\.due_date is required, but None"):
            entry.to_dict()

    def test_a_naive_date_time_is_refused_where_the_service_writes_offsets(self) -> None:
        naive = AppointmentBookingRequest.from_dict(
            {**_required(AppointmentBookingRequest), "startDateTime": "2022-06-22T08:00:00"}
        )
        with pytest.raises(ValueError, match=r"AppointmentBookingRequest\.start_date_time has no time zone"):
            naive.to_dict()

    def test_a_date_time_is_no_date(self) -> None:
        entry = BookingEntry(id=5, due_date=datetime(2024, 2, 29, tzinfo=UTC), installment_plan=True)
        with pytest.raises(TypeError, match=r"BookingEntry\.due_date must be a date, not datetime"):
            entry.to_dict()

    def test_enums_are_plain_text(self) -> None:
        known, unknown = CardNumberFormat("DECIMAL"), CardNumberFormat("OCTAL")
        assert [type(str(value)) for value in (known, unknown)] == [str, str]
        assert json.dumps([known, unknown]) == '["DECIMAL", "OCTAL"]'

    @pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
    def test_what_is_no_number_is_no_json(self, amount: str) -> None:
        with pytest.raises(ValueError, match="JSON"):
            encode({"a": [Decimal(amount)]})

    def test_text_that_says_nan_is_text(self) -> None:
        assert encode({"name": "NaN Infinity"}) == b'{"name":"NaN Infinity"}'


class TestValues:
    def test_they_compare_pickle_and_copy(self) -> None:
        data = {**ENTRY, "amount": {"amount": 5, "currency": "EUR", "x": 1}, "y": [1]}
        entry = BookingEntry.from_dict(data)
        for twin in (
            BookingEntry.from_dict(data),
            pickle.loads(pickle.dumps(entry)),
            copy.deepcopy(entry),
            copy.copy(entry),
        ):
            assert twin == entry
            assert twin.to_dict() == data
        assert entry != BookingEntry.from_dict({**data, "id": 6})

    def test_a_deep_copy_shares_nothing(self) -> None:
        entry = BookingEntry.from_dict({**ENTRY, "y": [1]})
        copy.deepcopy(entry).additional_properties["y"].append(2)
        assert entry.additional_properties == {"y": [1]}

    def test_the_repr_is_short(self) -> None:
        assert (
            repr(BookingEntry.from_dict(ENTRY))
            == "BookingEntry(id=5, due_date=datetime.date(2024, 2, 29), installment_plan=False)"
        )
        long = BookingEntrySlicedResult.from_dict({"result": [ENTRY] * 50, "hasNext": False})
        assert "… 47 more" in repr(long)
        assert len(repr(BookingEntry.from_dict({**ENTRY, "description": "x" * 5000}))) < 250

    def test_checkins_with_unknown_members_survive(self) -> None:
        data = {**_required(CustomerCheckin), "checkInDateTime": "2023-12-03T10:15:30.000+01:00", "mood": "fine"}
        assert CustomerCheckin.from_dict(data).to_dict() == data


class TestIndex:
    def test_names_every_model_once(self) -> None:
        assert len(models.__all__) == len(set(models.__all__)) > 250
        assert set(models.__all__) <= set(dir(models))

    def test_a_name_that_is_none_of_them(self) -> None:
        with pytest.raises(AttributeError, match="Customr"):
            models.Customr  # type: ignore[attr-defined]  # noqa: B018

    def test_a_model_is_one_class_under_every_public_name(self) -> None:
        generated = importlib.import_module("perfectgym_next_generated.models")
        module = importlib.import_module("perfectgym_next_generated.models.money")
        assert perfectgym_next.Money is models.Money is generated.Money is module.Money

    def test_no_module_can_be_imported_under_a_second_name(self) -> None:
        root = Path(perfectgym_next_generated.__file__).parent
        files = [path.relative_to(root).with_suffix("") for path in root.rglob("*.py") if path.name != "__init__.py"]
        assert len(files) > 300
        names = [".".join(("perfectgym_next", *file.parts)) for file in files]
        ours = {"perfectgym_next.client", "perfectgym_next.webhooks"}  # modules of their own
        assert {name for name in names if not refuses(name)} == ours


def refuses(name: str) -> bool:
    """Return whether a module of this name cannot be imported."""
    try:
        importlib.import_module(name)
    except ImportError:
        return True
    return False


def _required(model: type[Any]) -> dict[str, Any]:
    """Return the smallest JSON that a model can be read from."""
    from perfectgym_next.testing._openapi.description import Description
    from perfectgym_next.testing._openapi.examples import Examples

    example = Examples(Description.shipped()).named(model._schema_, optional="absent")
    assert isinstance(example, dict)
    return example
