"""Example values of the description's schemas."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._openapi.examples import UNKNOWN_VALUE, Examples
from perfectgym_next.testing._openapi.validation import iter_errors

ITSELF: dict[str, Any] = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "child": {"$ref": "#/components/schemas/Node"},
        "children": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
    },
}


@pytest.fixture(scope="module")
def examples(description: Description) -> Examples:
    return Examples(description)


def small(**schemas: Any) -> Description:
    return Description({"paths": {}, "components": {"schemas": schemas}})


def values(value: Any) -> Iterator[Any]:
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from values(inner)


class TestEverySchema:
    @pytest.mark.parametrize(
        "options", [{}, {"optional": "absent"}, {"extra_fields": True}], ids=["as it is", "required only", "extra"]
    )
    def test_has_an_example_that_fits(
        self, description: Description, examples: Examples, options: dict[str, Any]
    ) -> None:
        for name, schema in description.schemas.items():
            found = list(iter_errors(description, schema, examples.named(name, **options)))
            assert [f"{name}: {error}" for error in found] == []


class TestVariations:
    def test_optional_members_are_there_null_or_left_out(self, examples: Examples) -> None:
        assert examples.named("RateCode") == {"name": "Standard Rate", "identifier": "RC12345"}
        assert examples.named("RateCode", optional="null") == {"name": None, "identifier": None}
        assert examples.named("RateCode", optional="absent") == {}

    def test_required_members_stay_at_any_depth_and_hold_nulls_in_their_optional_ones(self, examples: Examples) -> None:
        slot = examples.named("ClassSlotSlicedResult", optional="null")["result"][0]
        assert isinstance(slot["id"], int)
        assert slot["startDateTime"] is None

    def test_enums_take_an_unknown_value_also_in_lists_and_behind_references(self, examples: Examples) -> None:
        offer = examples.named("MembershipOfferExtended", enums="unknown")
        assert offer["preUseType"] == UNKNOWN_VALUE
        assert offer["allowedPaymentChoices"] == [UNKNOWN_VALUE]

    def test_unknown_members_are_added_to_every_object(self, examples: Examples) -> None:
        entry = examples.named("BookingEntry", extra_fields=True)
        assert entry["fieldNotYetDescribed"] == entry["amount"]["fieldNotYetDescribed"] == "text"


class TestValues:
    def test_are_those_of_the_description_where_it_has_them(self, examples: Examples) -> None:
        slot = examples.named("ClassSlot")
        assert slot["startDateTime"] == "2022-06-22T08:00:00.000+02:00[Europe/Berlin]"
        assert slot["maxParticipants"] == 25

    def test_of_date_times_without_example_are_zoned(self, examples: Examples) -> None:
        assert examples.named("AppointmentBookingResult")["startDateTime"].endswith("+02:00[Europe/Berlin]")

    def test_of_naive_members_carry_no_offset(self, examples: Examples) -> None:
        assert examples.named("StudioClosingHours")["dateTimeFrom"] == "2025-09-21T00:00:00"

    def test_of_money_have_cents_and_are_exact(self, examples: Examples) -> None:
        amount = examples.named("Money")["amount"]
        assert isinstance(amount, Decimal)
        assert amount % 1

    def test_of_no_schema_are_floats(self, description: Description, examples: Examples) -> None:
        assert not any(isinstance(leaf, float) for name in description.schemas for leaf in values(examples.named(name)))

    def test_of_slices_are_the_last_slice(self, examples: Examples) -> None:
        assert examples.named("BookingEntrySlicedResult")["hasNext"] is False

    def test_are_the_same_for_the_same_seed_only(self, description: Description) -> None:
        one, same, other = (Examples(description, seed).named("BookingEntry") for seed in (1, 1, 2))
        assert one == same != other

    def test_do_not_share_what_may_be_changed(self, examples: Examples) -> None:
        examples.named("CollectionCase")["debt"].clear()
        examples.named("Employee")["employeeCompetences"].append("Cook")
        assert examples.named("CollectionCase")["debt"]
        assert examples.named("Employee")["employeeCompetences"] == ["Trainer"]

    def test_end_where_a_schema_holds_itself(self) -> None:
        node = Examples(small(Node=ITSELF)).named("Node")
        assert set(node) == {"name"}

    def test_keep_the_bounds(self) -> None:
        schema = {"type": "array", "minItems": 3, "items": {"type": "integer", "minimum": 7, "maximum": 8}}
        found = Examples(small()).example(schema)
        assert len(found) == 3
        assert set(found) <= {7, 8}

    def test_of_a_schema_that_is_not_there_are_refused_by_name(self, examples: Examples) -> None:
        with pytest.raises(KeyError, match="Unheard"):
            examples.named("Unheard")
