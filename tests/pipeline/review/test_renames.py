"""Guesses which removed names exist under another one."""

from __future__ import annotations

from typing import Any

import pytest

from openapi.pipeline.review.locations import PythonNames
from openapi.pipeline.review.renames import find_possible_renames
from tests.support.samples import description, operation, reference

TEXT, NUMBER, DAY = {"type": "string"}, {"type": "integer"}, {"type": "string", "format": "date"}


def document(schemas: dict[str, dict[str, Any]], used: str) -> dict[str, Any]:
    """One operation that returns a schema."""
    shaped = {name: {"type": "object", "properties": fields} for name, fields in schemas.items()}
    return description({"/v1/toy": {"get": operation("getToy", reference(used))}}, shaped)


def renames(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str]]:
    found = find_possible_renames(PythonNames(before, None), PythonNames(after, None))
    return [(one.before, one.after) for one in found]


class TestSchemas:
    def test_one_that_is_used_where_the_old_one_was(self) -> None:
        before = document({"Toy": {"a": TEXT}}, "Toy")
        after = document({"Doll": {"b": NUMBER}}, "Doll")
        assert renames(before, after) == [("Toy", "Doll")]

    @pytest.mark.parametrize(
        ("fields", "found"),
        [
            ({"a": TEXT, "b": TEXT, "c": TEXT, "x": TEXT}, True),
            ({"a": TEXT, "b": TEXT, "c": NUMBER, "d": TEXT}, True),
            ({"a": TEXT, "b": TEXT, "c": NUMBER, "x": TEXT}, False),
            ({"a": TEXT, "b": TEXT, "c": TEXT, "d": TEXT, "x": TEXT, "y": TEXT}, False),
        ],
    )
    def test_one_that_has_three_quarters_of_its_fields(self, fields: dict[str, Any], found: bool) -> None:
        used: dict[str, Any] = {"Used": {}}
        before = document({**used, "Toy": {"a": TEXT, "b": TEXT, "c": TEXT, "d": TEXT}}, "Used")
        after = document({**used, "Doll": fields}, "Used")
        assert renames(before, after) == ([("Toy", "Doll")] if found else [])

    def test_none_where_two_are_as_likely(self) -> None:
        fields = {"a": TEXT, "b": TEXT}
        before = document({"Used": {}, "Toy": fields}, "Used")
        assert renames(before, document({"Used": {}, "Doll": fields, "Bear": fields}, "Used")) == []
        twins = document({"Used": {}, "Toy": fields, "Car": fields}, "Used")
        assert renames(twins, document({"Used": {}, "Doll": fields}, "Used")) == []

    def test_none_that_was_there_before(self) -> None:
        fields = {"a": TEXT, "b": TEXT}
        before = document({"Toy": fields, "Doll": fields}, "Toy")
        assert renames(before, document({"Doll": fields}, "Doll")) == []

    def test_none_by_a_single_field_that_is_the_same(self) -> None:
        before, after = (document({"Used": {}, name: {"name": TEXT}}, "Used") for name in ("Toy", "Doll"))
        assert renames(before, after) == []


class TestFields:
    @pytest.mark.parametrize(
        ("before", "after", "found"),
        [
            ({"a": DAY}, {"b": DAY}, [("Toy.a", "Toy.b")]),
            ({"a": TEXT}, {"b": TEXT}, []),
            ({"a": DAY}, {"b": NUMBER}, []),
            ({"debtClaimIds": TEXT}, {"debtClaims": NUMBER}, [("Toy.debt_claim_ids", "Toy.debt_claims")]),
            ({"a": DAY}, {"b": DAY, "c": DAY}, []),
            ({"a": DAY, "c": DAY}, {"b": DAY}, []),
            ({"a": DAY}, {"a": DAY, "b": DAY}, []),
            ({"a": DAY, "size": TEXT}, {"b": DAY, "sizes": TEXT}, [("Toy.a", "Toy.b"), ("Toy.size", "Toy.sizes")]),
        ],
    )
    def test_with_a_similar_name_or_an_uncommon_type(
        self, before: dict[str, Any], after: dict[str, Any], found: list[tuple[str, str]]
    ) -> None:
        assert renames(document({"Toy": before}, "Toy"), document({"Toy": after}, "Toy")) == found

    def test_that_refer_to_a_renamed_schema(self) -> None:
        before = document({"Toy": {"owner": reference("Kid"), "n": NUMBER}, "Kid": {"a": TEXT, "b": TEXT}}, "Toy")
        after = document({"Toy": {"keeper": reference("Child"), "n": NUMBER}, "Child": {"a": TEXT, "b": TEXT}}, "Toy")
        assert renames(before, after) == [("Kid", "Child"), ("Toy.owner", "Toy.keeper")]


class TestOddDescriptions:
    def test_without_schemas(self) -> None:
        assert renames({"paths": {}}, {"paths": {}}) == []

    def test_a_field_that_is_named_like_a_keyword(self) -> None:
        before = document({"Toy": {"$ref": TEXT, "items": TEXT}}, "Toy")
        assert renames(before, document({"Toy": {"$ref": TEXT}}, "Toy")) == []
