"""The decoders and `find_mismatch` agree: it names the field that a decoder refuses, and passes what one accepts."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfectgym_next import models
from perfectgym_next._core.description import load_shipped
from perfectgym_next._core.schema_mismatch import find_mismatch
from perfectgym_next.errors import ResponseFormatError
from tests.support.shipped import EXAMPLES, MODELS

DOCUMENT = load_shipped("perfectgym_next_generated")
ODD_VALUES: list[Any] = [
    *(None, True, False, 0, -1, Decimal("1.5"), "", "text", "false", "NaN", "12", "2024-02-30", "2024-02-29"),
    *("2024-02-29T10:00:00+01:00[Europe/Berlin]", "12345678-1234-5678-1234-567812345678"),
    *([], [None], [True], [1, "a"], [{}], [[]], {}, {"": None}, {"amount": 1, "currency": "EUR"}),
]


@st.composite
def spoiled(draw: st.DrawFn, value: Any) -> Any:
    """A value with another one somewhere in it, or without one of its fields."""
    deeper = draw(st.integers(0, 9)) > 0
    if isinstance(value, dict) and value and deeper:
        name = draw(st.sampled_from(sorted(value)))
        if draw(st.integers(0, 9)) == 0:
            return {key: item for key, item in value.items() if key != name}
        return {**value, name: draw(spoiled(value[name]))}
    if isinstance(value, list) and value and deeper:
        index = draw(st.integers(0, len(value) - 1))
        return [*value[:index], draw(spoiled(value[index])), *value[index + 1 :]]
    return draw(st.sampled_from(ODD_VALUES))


@pytest.mark.parametrize("schema", MODELS)
@settings(max_examples=25)
@given(data=st.data())
def test_a_field_that_a_decoder_refuses_is_named_and_any_other_passes(schema: str, data: st.DataObject) -> None:
    optional = data.draw(st.sampled_from(["present", "absent", "null"]))
    value = data.draw(spoiled(EXAMPLES.named(schema, optional=optional)))
    reference = {"$ref": f"#/components/schemas/{schema.replace('.', '/properties/').replace('[]', '/items')}"}
    found = find_mismatch(DOCUMENT, reference, value)
    if found is None:
        MODELS[schema].from_dict(value)
    else:
        with pytest.raises(ResponseFormatError) as caught:
            MODELS[schema].from_dict(value)
        assert (caught.value.field, caught.value.reason) == (found[0] or None, found[1])


class TestNull:
    """Null in the description's own ways of allowing it; the shipped one has none in arrays."""

    DOCUMENT: dict[str, Any] = {  # noqa: RUF012 - never changed
        "components": {
            "schemas": {
                "Day": {"type": ["string", "null"], "format": "date"},
                "Toy": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
            }
        }
    }

    @pytest.mark.parametrize(
        "items",
        [
            {"type": ["string", "null"], "format": "date"},
            {"type": "string", "format": "date", "nullable": True},
            {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
            {"oneOf": [{"type": "null"}, {"type": "string", "format": "date"}]},
            {"$ref": "#/components/schemas/Day"},
        ],
    )
    def test_items_may_be_null(self, items: dict[str, Any]) -> None:
        schema = {"type": "array", "items": items}
        assert find_mismatch(self.DOCUMENT, schema, ["2024-02-29", None]) is None
        assert find_mismatch(self.DOCUMENT, schema, [None, "soon"]) == ("[1]", "expected a date, not the text 'soon'")

    def test_an_undeclared_null_is_named(self) -> None:
        schema = {"type": "array", "items": {"type": "string"}}
        expected = ("[1]", "it is null, which the description does not allow in this array")
        assert find_mismatch(self.DOCUMENT, schema, ["a", None]) == expected
        assert find_mismatch(self.DOCUMENT, {"type": "array", "items": {}}, [None]) is None

    def test_a_required_field_that_may_be_null_may_be_absent(self) -> None:
        schema = {"type": "object", "required": ["day"], "properties": {"day": {"$ref": "#/components/schemas/Day"}}}
        assert find_mismatch(self.DOCUMENT, schema, {}) is None
        assert find_mismatch(self.DOCUMENT, schema, {"day": None}) is None


class Booking(models.BookingEntry):
    """A user's own class."""


class TestWithoutTheDescription:
    def test_a_subclass_is_described_by_its_base(self) -> None:
        with pytest.raises(ResponseFormatError) as caught:
            Booking.from_dict({"id": 1, "dueDate": "soon", "installmentPlan": True})
        assert caught.value.field == "dueDate"

    @pytest.mark.parametrize("call", ["model", "client"])
    def test_a_program_without_it_gets_the_same_error(self, call: str) -> None:
        """As PyInstaller leaves it: the modules, not the data beside them."""
        code = f"""
import importlib.resources, pathlib
importlib.resources.files = lambda package: pathlib.Path("/nowhere")
from perfectgym_next import PerfectGym, ResponseFormatError
from perfectgym_next.models import BookingEntry
from tests.support.scripted import Service, answer
try:
    if {call!r} == "model":
        BookingEntry.from_dict({{"id": 1, "dueDate": "soon", "installmentPlan": True}})
    else:
        Service(answer(200, {{"accountBalance": []}})).client().customers_account.get_balances(7)
except ResponseFormatError as error:
    print(error)
"""
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=False,
            cwd=Path(__file__).parents[2],
        )
        assert done.stderr == ""
        assert "it cannot be read (" in done.stdout
