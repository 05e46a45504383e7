"""Every model as a type of pydantic's: read, written and described as JSON, amounts to the last digit."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import jsonschema_rs
import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from perfectgym_next._core import json
from perfectgym_next.models import BankAccount, BookingEntry, ClassSlot, Customer, CustomerStatus, Money
from tests.client.test_model_encoders import VARIANTS, exact
from tests.client.test_model_encoders import models as make_models
from tests.support.shipped import MODELS

models = cache(make_models)  # no test changes them


class Invoice(BaseModel):
    number: str
    total: Money
    entries: list[BookingEntry] = []
    member: Customer | None = None


ENTRY = {"id": 5, "dueDate": "2024-02-29", "installmentPlan": False, "amount": {"amount": "1.10", "currency": "EUR"}}


@pytest.mark.parametrize("schema", MODELS)
class TestEveryModel:
    def test_is_written_as_json_and_read_again(self, schema: str) -> None:
        adapter = TypeAdapter(MODELS[schema])
        for variant in VARIANTS:
            model = models(variant)[schema]
            written = adapter.dump_json(model)
            again: Any = adapter.validate_json(written)
            assert type(again) is type(model)
            assert exact(json.decode(written)) == exact(as_text(model.to_dict()))
            if variant != "fields-unknown":  # an unknown number is text now, and stays it
                assert exact(again.to_dict()) == exact(model.to_dict())

    def test_fits_its_json_schema(self, schema: str) -> None:
        adapter = TypeAdapter(MODELS[schema])
        reads = jsonschema_rs.validator_for(adapter.json_schema(mode="validation"))
        writes = jsonschema_rs.validator_for(adapter.json_schema(mode="serialization"))
        for variant in VARIANTS:
            model = models(variant)[schema]
            writes.validate(json.decode(adapter.dump_json(model)))
            reads.validate(json.decode(adapter.dump_json(model)))
            reads.validate(as_float(json.decode(model.to_json())))


def as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: as_text(item) for name, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


def as_float(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: as_float(item) for name, item in value.items()}
    if isinstance(value, list):
        return [as_float(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


class TestWriting:
    def test_json_has_amounts_as_text(self) -> None:
        invoice = Invoice(number="7", total=Money("12345678901234567.80", "EUR"))
        assert invoice.model_dump_json(exclude_unset=True) == (
            '{"number":"7","total":{"amount":"12345678901234567.80","currency":"EUR"}}'
        )
        assert invoice.model_dump(mode="json")["total"] == {"amount": "12345678901234567.80", "currency": "EUR"}

    def test_python_keeps_the_models(self) -> None:
        total = Money("20.00", "EUR")
        assert Invoice(number="7", total=total).model_dump()["total"] is total

    def test_a_model_that_cannot_be_written_is_named(self) -> None:
        entry = BookingEntry(id=5, due_date=date(2024, 2, 29), installment_plan=False)
        entry.amount = Decimal(1)  # type: ignore[assignment]
        with pytest.raises(Exception, match=r"BookingEntry\.amount must be a Money, not Decimal"):
            Invoice(number="7", total=Money(1, "EUR"), entries=[entry]).model_dump_json()


class TestReading:
    def test_text_numbers_and_exact_floats(self) -> None:
        for amount in ("20.10", 20.1, Decimal("20.10")):
            invoice = Invoice.model_validate({"number": "7", "total": {"amount": amount, "currency": "EUR"}})
            assert invoice.total == Money("20.10", "EUR")
        assert Invoice.model_validate_json(
            '{"number":"7","total":{"amount":-1234567890123.45,"currency":"EUR"}}'
        ).total == Money("-1234567890123.45", "EUR")

    @pytest.mark.parametrize(
        "amount",
        [
            "12345678901234567.80",
            "-12345678901234567.80",
            "1234567890123456.7",
            "0.1234567890123456",
            "1000000000000000.25",  # its float is a round number
            "1e300",
        ],
    )
    def test_a_float_that_may_have_lost_digits_is_refused(self, amount: str) -> None:
        with pytest.raises(ValidationError) as caught:
            Invoice.model_validate_json(f'{{"number":"7","total":{{"amount":{amount},"currency":"EUR"}}}}')
        [error] = caught.value.errors()
        assert error["loc"] == ("total", "amount")
        assert error["msg"].startswith("expected a Decimal, text or a float of at most 15 digits, not the number ")

    @pytest.mark.parametrize("amount", ["Infinity", "NaN", '"x"', "true", "null", "[]", "{}"])
    def test_what_is_not_a_number_is_refused(self, amount: str) -> None:
        with pytest.raises(ValidationError) as caught:
            Invoice.model_validate_json(f'{{"number":"7","total":{{"amount":{amount},"currency":"EUR"}}}}')
        [error] = caught.value.errors()
        assert error["loc"] == ("total", "amount")

    def test_an_error_says_where(self) -> None:
        entries = [ENTRY, {**ENTRY, "dueDate": "never"}]
        with pytest.raises(ValidationError) as caught:
            Invoice.model_validate({"number": "7", "total": {"amount": 1, "currency": "EUR"}, "entries": entries})
        [error] = caught.value.errors()
        assert (error["type"], error["loc"]) == ("schema_mismatch", ("entries", 1, "dueDate"))
        assert error["msg"] == "expected a date, not the text 'never'"
        assert error["input"] == "never"

    def test_a_missing_field_is_named(self) -> None:
        with pytest.raises(ValidationError) as caught:
            Invoice.model_validate({"number": "7", "total": {"amount": "1.00"}})
        [error] = caught.value.errors()
        assert (error["loc"], error["msg"]) == (("total", "currency"), "it is required, but missing")

    def test_an_error_shows_no_more_than_its_field(self) -> None:
        value = {"iban": "DE91100000000123456789", "bic": []}
        with pytest.raises(ValidationError) as caught:
            TypeAdapter(BankAccount).validate_python(value)
        assert "DE91" not in str(caught.value)

    def test_an_error_inside_a_list_of_the_model_says_where(self) -> None:
        member = {**models("as-described")["Customer"].to_dict(), "cardNumbers": ["1", {}]}
        with pytest.raises(ValidationError) as caught:
            TypeAdapter(Customer).validate_python(member)
        assert caught.value.errors()[0]["loc"] == ("cardNumbers", 1)

    @pytest.mark.parametrize("value", [None, 5, "20.00 EUR", [], True])
    def test_what_is_not_an_object_is_refused(self, value: Any) -> None:
        with pytest.raises(ValidationError, match="expected an object, or an instance of Money"):
            TypeAdapter(Money).validate_python(value)

    def test_braces_in_a_value_are_shown_as_they_are(self) -> None:
        with pytest.raises(ValidationError, match=r"not the text '\{reason\} \{0\}'"):
            TypeAdapter(BookingEntry).validate_python({**ENTRY, "dueDate": "{reason} {0}"})

    def test_an_instance_stays_itself(self) -> None:
        class Price(Money):
            pass

        price = Price("1.00", "EUR")
        assert Invoice(number="7", total=price).total is price

    def test_a_subclass_of_a_users_own_is_a_type_too(self) -> None:
        class Price(Money):
            def with_tax(self) -> Price:
                return self * Decimal("1.19")

        price = TypeAdapter(Price).validate_python({"amount": "1.00", "currency": "EUR"})
        assert str(price.with_tax()) == "1.1900 EUR"

    def test_an_input_is_not_changed(self) -> None:
        entry = {**ENTRY, "amount": {**ENTRY["amount"]}}  # type: ignore[dict-item]
        TypeAdapter(BookingEntry).validate_python(entry)
        assert entry == ENTRY


class TestJsonSchema:
    def test_says_that_amounts_are_text(self) -> None:
        written = TypeAdapter(Money).json_schema(mode="serialization")
        assert written["properties"]["amount"]["type"] == "string"
        read = TypeAdapter(Money).json_schema()
        assert {one["type"] for one in read["properties"]["amount"]["anyOf"]} == {"number", "string"}
        assert read["required"] == ["amount", "currency"]
        assert read["title"] == "Money"
        assert read["description"] == "An amount of money together with its currency."

    def test_names_models_once(self) -> None:
        schema = Invoice.model_json_schema()
        assert {"Money", "BookingEntry", "Customer", "BankAccount", "CustomerStatus"} <= schema["$defs"].keys()
        assert schema["$defs"]["BookingEntry"]["properties"]["amount"] == {"$ref": "#/$defs/Money"}
        assert schema["properties"]["total"] == {"$ref": "#/$defs/Money"}

    def test_leaves_enums_open(self) -> None:
        schema = Invoice.model_json_schema()["$defs"]["CustomerStatus"]
        assert schema["type"] == "string"
        assert schema["examples"] == [status.value for status in CustomerStatus]
        assert "enum" not in schema

    def test_does_not_call_text_with_a_zone_a_date_time(self) -> None:
        """`2022-06-22T08:00:00.000+02:00[Europe/Berlin]` is not one of JSON Schema's."""
        schema = TypeAdapter(ClassSlot).json_schema(mode="serialization")
        assert schema["properties"]["startDateTime"]["type"] == "string"
        assert "format" not in schema["properties"]["startDateTime"]


class TestEnums:
    def test_an_unknown_value_is_read_and_written(self) -> None:
        adapter = TypeAdapter(CustomerStatus)
        status = adapter.validate_json('"ALUMNUS"')
        assert status == "ALUMNUS"
        assert not status.is_known
        assert adapter.dump_json(status) == b'"ALUMNUS"'


def test_a_model_loads_no_pydantic() -> None:
    code = (
        "import sys\nfrom perfectgym_next.models import Customer, Money\n"
        "Money(1, 'EUR').to_json(), Customer.row_schema()\nprint([name for name in sys.modules if 'pydantic' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
