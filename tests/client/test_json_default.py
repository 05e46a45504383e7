"""`json_default` for JSON libraries that do not know models: names of the API, and numbers to the last digit."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import pytest

from perfectgym_next import json_default
from perfectgym_next._core.json import decode
from perfectgym_next.models import BookingEntry, Money
from tests.client.test_model_encoders import VARIANTS, exact, models
from tests.client.test_pydantic import as_text

ENTRY = BookingEntry(
    id=5, due_date=date(2024, 2, 29), installment_plan=False, amount=Money("12345678901234567.80", "EUR")
)
WRITTEN = (
    '{"id": 5, "dueDate": "2024-02-29", "installmentPlan": false, '
    '"amount": {"amount": "12345678901234567.80", "currency": "EUR"}}'
)


def test_json_writes_models() -> None:
    assert json.dumps(ENTRY, default=json_default) == WRITTEN
    assert json.dumps({"entries": [ENTRY]}, default=json_default) == f'{{"entries": [{WRITTEN}]}}'


@pytest.mark.parametrize("variant", VARIANTS)
def test_json_writes_every_model(variant: str) -> None:
    for schema, model in models(variant).items():
        written = decode(json.dumps(model, default=json_default))
        assert exact(written) == exact(as_text(model.to_dict())), schema


def test_json_writes_rows() -> None:
    row = {
        "amount": Decimal("1.10"),
        "day": date(2024, 2, 29),
        "moment": datetime(2024, 2, 29, 12, tzinfo=UTC),
        "id": UUID(int=7),
    }
    assert json.dumps(row, default=json_default) == (
        '{"amount": "1.10", "day": "2024-02-29", "moment": "2024-02-29T12:00:00+00:00", '
        '"id": "00000000-0000-0000-0000-000000000007"}'
    )


def test_msgspec_writes_what_it_converts() -> None:
    assert json.loads(msgspec.json.encode(json_default(ENTRY))) == json.loads(WRITTEN)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_json_has_no_form_for_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="cannot be written as JSON"):
        json.dumps({"amount": Decimal(number)}, default=json_default)


@pytest.mark.parametrize("value", [object(), b"bytes", {1}, Money])
def test_any_other_class_is_refused_by_name(value: Any) -> None:
    with pytest.raises(TypeError, match=f"cannot write a {type(value).__name__} as JSON"):
        json.dumps({"value": value}, default=json_default)


def test_a_model_that_cannot_be_written_is_named() -> None:
    entry = BookingEntry(id=5, due_date=date(2024, 2, 29), installment_plan=False, amount=5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"BookingEntry\.amount must be a Money"):
        json.dumps(entry, default=json_default)
