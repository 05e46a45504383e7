"""Models as JSON text and as flat rows: every value is there, in a column of its type, or an error names it."""

from __future__ import annotations

import typing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, get_args, get_origin
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from perfectgym_next._core import json
from perfectgym_next._core.model import Model
from perfectgym_next.enums import OpenEnum
from perfectgym_next.models import (
    BookingEntry,
    ClassSlot,
    Customer,
    CustomerStatus,
    Debt,
    Money,
    RateCode,
    StudioClosingHours,
    Term,
)
from tests.client.test_model_encoders import VARIANTS, exact, models
from tests.support.shipped import MODELS


def fits(value: Any, kind: Any) -> bool:
    """Whether a value is of a type as annotations write it; a subclass, such as an enum for text, is another."""
    if kind is Any:
        return True
    if isinstance(kind, UnionType):
        return any(fits(value, one) for one in get_args(kind))
    if get_origin(kind) is list:
        return type(value) is list and all(fits(item, get_args(kind)[0]) for item in value)
    if get_origin(kind) is dict:
        return type(value) is dict and all(fits(item, get_args(kind)[1]) for item in value.values())
    return type(value) is kind


def expected_row(model: Model, prefix: str = "") -> dict[str, Any]:
    """The row of a model by the documented rules, written without regard to speed."""
    row: dict[str, Any] = {}
    hints = typing.get_type_hints(type(model))
    for name in (field.name for field in type(model).__attrs_attrs__):  # type: ignore[attr-defined]
        if name == "additional_properties":
            continue
        value = getattr(model, name)
        kinds = get_args(hints[name]) if isinstance(hints[name], UnionType) else (hints[name],)
        nested = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Model)]
        column = prefix[:-1] if prefix and isinstance(model, Money) and name == "amount" else prefix + name
        if isinstance(value, Model):
            row |= expected_row(value, f"{column}_")
        elif nested:
            row |= dict.fromkeys(columns_of(nested[0], f"{column}_"))
        else:
            row[column] = expected_value(value)
    return row


def columns_of(cls: type[Model], prefix: str) -> list[str]:
    unnamed = f"{prefix}amount" if issubclass(cls, Money) else ""
    columns = [f"{prefix}{name}" for name in cls.row_schema() if name != "additional_properties"]
    return [prefix[:-1] if column == unnamed else column for column in columns]


def expected_value(value: Any) -> Any:
    if isinstance(value, list):
        return [
            {**expected_row(item), "additional_properties": unknown_fields(item) or None}
            if isinstance(item, Model)
            else expected_value(item)
            for item in value
        ]
    if isinstance(value, OpenEnum):
        return value.value
    return str(value) if isinstance(value, UUID) else value


@pytest.mark.parametrize("variant", VARIANTS)
class TestEveryModel:
    def test_is_a_row_with_all_its_values(self, variant: str) -> None:
        wrong = []
        for schema, model in models(variant).items():
            row = model.to_row()
            row.pop("additional_properties")
            if [*exact(row).items()] != [*exact(expected_row(model)).items()]:
                wrong.append(schema)
        assert wrong == []

    def test_has_each_column_of_its_schema_with_a_value_of_its_type(self, variant: str) -> None:
        for schema, model in models(variant).items():
            row, columns = model.to_row(), type(model).row_schema()
            assert list(row) == list(columns), schema
            assert [name for name in row if not fits(row[name], columns[name])] == [], schema

    def test_keeps_every_unknown_field(self, variant: str) -> None:
        for schema, model in models(variant).items():
            unknown = model.to_row()["additional_properties"]
            assert exact(unknown) == exact(unknown_fields(model) or None), schema

    def test_is_json_with_the_digits_of_every_number(self, variant: str) -> None:
        for schema, model in models(variant).items():
            assert exact(json.decode(model.to_json())) == exact(json.decode(json.encode(model.to_dict()))), schema
            assert MODELS[schema].from_dict(json.decode(model.to_json())).to_row() == model.to_row(), schema


def unknown_fields(model: Model, path: str = "") -> dict[str, Any]:
    found = {f"{path}{name}": value for name, value in model.additional_properties.items()}
    for name, wire in zip(wire_names(model), model._names_, strict=True):
        if isinstance(value := getattr(model, name), Model):
            found |= unknown_fields(value, f"{path}{wire}.")
    return found


def wire_names(model: Model) -> list[str]:
    names = [field.name for field in type(model).__attrs_attrs__]  # type: ignore[attr-defined]
    return [name for name in names if name != "additional_properties"]


def booking(**fields: Any) -> BookingEntry:
    given: dict[str, Any] = {"id": 5, "due_date": date(2024, 2, 29), "installment_plan": False}
    return BookingEntry(**given | fields)


class TestRow:
    def test_of_money_is_amount_and_currency(self) -> None:
        assert booking(amount=Money("-19.90", "EUR")).to_row() == {
            "id": 5,
            "due_date": date(2024, 2, 29),
            "installment_plan": False,
            "description": None,
            "amount": Decimal("-19.90"),
            "amount_currency": "EUR",
            "open_amount": None,
            "open_amount_currency": None,
            "additional_properties": None,
        }

    def test_of_money_itself(self) -> None:
        assert Money("1.50", "EUR").to_row() == {
            "amount": Decimal("1.50"),
            "currency": "EUR",
            "additional_properties": None,
        }

    def test_names_unknown_fields_of_nested_objects_by_their_place(self) -> None:
        entry = booking(
            amount=Money("1.00", "EUR", additional_properties={"taxCode": "A"}), additional_properties={"vip": 3}
        )
        assert entry.to_row()["additional_properties"] == {"amount.taxCode": "A", "vip": 3}

    def test_belongs_to_the_caller(self) -> None:
        entry = booking(additional_properties={"tags": ["a"]})
        row = entry.to_row()
        row["additional_properties"]["tags"].append("b")
        row["description"] = "changed"
        BookingEntry.row_schema().clear()
        assert entry.additional_properties == {"tags": ["a"]}
        assert booking().to_row()["description"] is None
        assert BookingEntry.row_schema()["amount"] == Decimal | None

    def test_keeps_instant_and_zone_of_a_date_time(self) -> None:
        text = "2022-06-22T08:00:00.000+02:00[Europe/Berlin]"
        slot = ClassSlot.from_dict({**example(ClassSlot), "startDateTime": text})
        start = slot.to_row()["start_date_time"]
        assert start == datetime(2022, 6, 22, 6, tzinfo=UTC)
        assert start.tzinfo == ZoneInfo("Europe/Berlin")

    def test_of_closing_hours_is_naive(self) -> None:
        hours = StudioClosingHours.from_dict({"dateTimeFrom": "2025-09-21T00:00:00"})
        assert hours.to_row()["date_time_from"] == datetime(2025, 9, 21)

    def test_of_a_subclass_of_a_users_own_has_the_columns_of_the_model(self) -> None:
        class Price(Money):
            pass

        class Entry(BookingEntry):
            pass

        entry = Entry(id=5, due_date=date(2024, 2, 29), installment_plan=False, amount=Price("1.00", "EUR"))
        assert entry.to_row() == booking(amount=Money("1.00", "EUR")).to_row()
        assert Entry.row_schema() == BookingEntry.row_schema()

    def test_text_in_place_of_numbers_fits_the_column(self) -> None:
        """Decoders accept text for numbers and the other way round; a column of a frame does not."""
        entry = BookingEntry.from_dict(
            {
                "id": "5",
                "dueDate": "2024-02-29",
                "installmentPlan": False,
                "description": Decimal("7.10"),
                "amount": {"amount": "1.10", "currency": "EUR"},
            }
        )
        row = entry.to_row()
        assert exact([row["id"], row["description"], row["amount"]]) == exact([5, "7.10", Decimal("1.10")])

    @pytest.mark.parametrize("text", ["5.5", "five", "1e400", "1e999999999", "NaN", "Infinity", ""])
    def test_text_that_is_not_a_whole_number_is_refused_by_name(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"^BookingEntry\.id must be a whole number, not '"):
            booking(id=text).to_row()

    @pytest.mark.parametrize(
        ("model", "message"),
        [
            (booking(id=None), "BookingEntry.id must be text or a number, not None"),
            (booking(id=True), "BookingEntry.id must be text or a number, not bool"),
            (booking(due_date="2024-02-29"), "BookingEntry.due_date must be a date, not str"),
            (booking(due_date=datetime(2024, 2, 29)), "BookingEntry.due_date must be a date, not datetime"),
            (booking(installment_plan="false"), "BookingEntry.installment_plan must be True or False, not str"),
            (booking(amount=5), 'BookingEntry.amount must be a Money, not int; pass Money("10.00", "EUR")'),
            (booking(amount={}), "BookingEntry.amount must be a Money, not dict; pass Money.from_dict(...)"),
            (Term(value=1, unit=None), "Term.unit must be text or a number, not None"),  # type: ignore[arg-type]
            (Customer(id=1, status=CustomerStatus.MEMBER, access_refusal=False, card_numbers="12"), "card_numbers"),  # type: ignore[arg-type]
            (
                Customer(id=1, status=CustomerStatus.MEMBER, access_refusal=False, card_numbers=["1", None]),  # type: ignore[list-item]
                "Customer.card_numbers[1] must be text or a number, not None",
            ),
            (
                Customer(id=1, status=CustomerStatus.MEMBER, access_refusal=False, access_mediums=[{}]),  # type: ignore[list-item]
                "Customer.access_mediums[0] must be a AccessMedium, not dict; pass AccessMedium.from_dict(...)",
            ),
            (booking(additional_properties={"a": object()}), "BookingEntry.additional_properties['a'] must be"),
        ],
    )
    def test_a_value_of_another_class_is_refused_by_name(self, model: Model, message: str) -> None:
        with pytest.raises(TypeError) as caught:
            model.to_row()
        assert message in str(caught.value)

    def test_a_naive_date_time_is_refused_by_name(self) -> None:
        slot = ClassSlot.from_dict(example(ClassSlot))
        slot.start_date_time = datetime(2024, 1, 1)
        with pytest.raises(ValueError, match=r"ClassSlot\.start_date_time has no time zone"):
            slot.to_row()

    def test_an_offset_without_a_zone_is_kept(self) -> None:
        slot = ClassSlot.from_dict({**example(ClassSlot), "startDateTime": "2024-01-01T00:00:00+05:30"})
        assert slot.to_row()["start_date_time"].utcoffset() == timedelta(hours=5, minutes=30)

    @pytest.mark.parametrize("amount", [Decimal("NaN"), float("inf"), "x"])
    def test_an_amount_that_is_not_finite_is_refused_by_name(self, amount: Any) -> None:
        debt = MODELS["Debt"].from_dict(example(Debt))
        debt.amount = amount  # type: ignore[attr-defined]
        with pytest.raises(ValueError, match=r"Debt\.amount must be a finite number"):
            debt.to_row()


class TestRowSchema:
    def test_of_bookings(self) -> None:
        assert BookingEntry.row_schema() == {
            "id": int,
            "due_date": date,
            "installment_plan": bool,
            "description": str | None,
            "amount": Decimal | None,
            "amount_currency": str | None,
            "open_amount": Decimal | None,
            "open_amount_currency": str | None,
            "additional_properties": dict[str, Any] | None,
        }

    def test_knows_lists_and_enums(self) -> None:
        columns = Customer.row_schema()
        assert columns["status"] is str
        assert columns["card_numbers"] == list[str] | None
        assert columns["access_mediums"] == list[dict[str, Any]] | None
        assert columns["bank_account_iban"] == str | None

    def test_has_no_class_of_ours(self) -> None:
        plain = {Any, bool, date, datetime, Decimal, dict, int, list, NoneType, str}

        def leaves(kind: Any) -> set[Any]:
            arguments = get_args(kind)
            return set().union(*map(leaves, arguments)) if arguments else {kind}

        assert set().union(*(leaves(kind) for cls in MODELS.values() for kind in cls.row_schema().values())) <= plain


class TestJson:
    def test_has_the_api_s_names_and_digits(self) -> None:
        entry = booking(amount=Money("12345678901234567.80", "EUR"), description="Größe")
        assert entry.to_json() == (
            '{"id":5,"dueDate":"2024-02-29","installmentPlan":false,"description":"Größe",'
            '"amount":{"amount":12345678901234567.80,"currency":"EUR"}}'
        )

    def test_half_of_a_surrogate_pair_is_refused(self) -> None:
        with pytest.raises(ValueError, match="surrogate"):
            RateCode(name="\ud800", identifier="a").to_json()


def example(cls: Any) -> dict[str, Any]:
    return models("as-described")[cls._schema_].to_dict()
