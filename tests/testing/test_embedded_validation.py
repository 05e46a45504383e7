"""Validation of values against schemas."""

from __future__ import annotations

import pytest

from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._openapi.validation import ValidationError, validate


class TestFormats:
    @pytest.mark.parametrize(
        ("form", "good", "bad"),
        [
            ("date", "2024-02-29", "2023-02-29"),
            ("date", "2024-02-29", "20240229"),
            ("date-time", "2025-01-07T16:25:09.416924Z", "yesterday"),
            ("time", "06:00:00", "25:00:00"),
            ("uuid", "753ea8ec-c2ec-4761-824b-bc46eda3f644", "753ea8ec"),
            ("ISO 4217", "EUR", "Euro"),
            ("ISO 3166-1", "DE", "de"),
            ("ISO 639-1", "de", "ger"),
        ],
    )
    def test_are_checked(self, description: Description, form: str, good: str, bad: str) -> None:
        schema = {"type": "string", "format": form}
        validate(description, schema, good)
        with pytest.raises(ValidationError):
            validate(description, schema, bad)

    def test_of_naive_members_take_no_offset_for_granted(self, description: Description) -> None:
        validate(description, {"type": "string", "format": "date-time", "x-python-naive": True}, "2025-09-21T00:00:00")

    def test_lists_that_must_differ_do(self, description: Description) -> None:
        schema = {"type": "array", "uniqueItems": True, "minItems": 2, "items": {"type": "string"}}
        validate(description, schema, ["a", "b"])
        for wrong in (["a", "a"], ["a"]):
            with pytest.raises(ValidationError):
                validate(description, schema, wrong)

    def test_null_fits_only_where_it_is_said(self, description: Description) -> None:
        validate(description, {"type": ["string", "null"]}, None)
        with pytest.raises(ValidationError, match="must be a string or null"):
            validate(description, {"type": ["string", "null"]}, 1)
