"""Unions are compared by their discriminators, where they are used; see also corpus/unions.yaml."""

from __future__ import annotations

from typing import Any

import pytest

from openapi.pipeline.resolving import resolve_description
from openapi.pipeline.review.comparable import hide_unions, unify_media_types
from openapi.pipeline.review.comparison import compare
from openapi.pipeline.review.inputs import ReviewInput
from openapi.pipeline.review.union_changes import find_union_changes
from tests.support.reviews import hide_node
from tests.support.samples import JSON, answer, description, operation, reference

Schema = dict[str, Any]

NAMES = ("Card", "Cash", "Coin")


def union(*variants: str, field: str = "kind", **mapping: str) -> Schema:
    """A union of some objects; without a mapping, the values are the names of the schemas."""
    targets = {value: f"#/components/schemas/{name}" for value, name in mapping.items()}
    return {"oneOf": [*map(reference, variants)], "discriminator": {"propertyName": field, "mapping": targets}}


def payment(schema: Schema, *required: str, **schemas: Schema) -> dict[str, Any]:
    """An operation that sends and one that reads an object with this field."""
    variants = {name: {"type": "object", "properties": {"kind": {"type": "string"}}} for name in NAMES}
    payment = {"type": "object", "properties": {"entry": schema}, "required": [*required]}
    body = {"content": {JSON: {"schema": reference("Sent")}}}
    paths = {"/v1/payments": {"post": operation("pay", reference("Read"), requestBody=body)}}
    return resolve_description(description(paths, {**variants, "Sent": payment, "Read": payment, **schemas}))


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[str, str | None, str | None]]:
    """What changed, with both values, by the schema and field or the part that it changed in."""
    found = {}
    for change in find_union_changes(before, after):
        place = f"{change.node.schema}.{change.node.field}" if change.node.schema else change.node.part
        found[place] = (change.kind, change.before, change.after)
    return found


def change(before: Schema, after: Schema) -> tuple[str, str | None, str | None] | None:
    """What changed in the field that is read."""
    return changes(payment(before), payment(after)).get("Read.entry")


TWO = union("Card", "Cash", CARD="Card", CASH="Cash")


class TestVariants:
    def test_in_another_order_are_the_same(self) -> None:
        assert change(TWO, union("Cash", "Card", CASH="Cash", CARD="Card")) is None

    def test_named_by_their_schemas_or_by_a_mapping_are_the_same(self) -> None:
        assert change(union("Card", "Cash"), union("Card", "Cash", Card="Card", Cash="Cash")) is None

    def test_added_in_front_of_the_others(self) -> None:
        three = union("Coin", "Card", "Cash", COIN="Coin", CARD="Card", CASH="Cash")
        assert change(TWO, three) == ("variants-added", None, "COIN: Coin")
        assert change(three, TWO) == ("variants-removed", "COIN: Coin", None)

    def test_exchanged(self) -> None:
        assert change(TWO, union("Card", "Cash", CARD="Cash", CASH="Card")) == (
            "variant-exchanged",
            "CARD: Card, CASH: Cash",
            "CARD: Cash, CASH: Card",
        )

    def test_with_another_value(self) -> None:
        assert change(TWO, union("Card", "Cash", CARD="Card", BILLS="Cash")) == (
            "variant-renamed",
            "CASH: Cash",
            "BILLS: Cash",
        )

    def test_behind_another_field(self) -> None:
        other = union("Card", "Cash", field="type", CARD="Card", CASH="Cash")
        assert change(TWO, other) == ("discriminator-changed", "kind", "type")

    def test_of_an_object_that_becomes_a_union(self) -> None:
        assert change(reference("Card"), TWO) == ("union-introduced", "Card", "Card or Cash")
        assert change(TWO, reference("Card")) == ("union-dropped", "Card or Cash", "Card")


class TestPlaces:
    @pytest.mark.parametrize(
        "wrap",
        [lambda one: {"type": "array", "items": one}, lambda one: {"type": "object", "additionalProperties": one}],
    )
    def test_inside_a_list_or_a_map(self, wrap: Any) -> None:
        assert change(wrap(TWO), wrap(union("Card", CARD="Card"))) == ("variants-removed", "CASH: Cash", None)

    def test_a_union_with_a_name_is_compared_where_it_is_used(self) -> None:
        before, after = (payment(reference("Entry"), Entry=one) for one in (TWO, union("Card", CARD="Card")))
        assert changes(before, after) == {
            "Sent.entry": ("variants-removed", "CASH: Cash", None),
            "Read.entry": ("variants-removed", "CASH: Cash", None),
        }

    def test_a_union_that_gets_a_name_is_the_same(self) -> None:
        assert changes(payment(TWO), payment(reference("Entry"), Entry=TWO)) == {}

    def test_a_result(self) -> None:
        before, after = (
            description({"/v1/entry": {"get": operation("getEntry", one)}}, payment(TWO)["components"]["schemas"])
            for one in (TWO, union("Card", CARD="Card"))
        )
        assert changes(before, after) == {"response": ("variants-removed", "CASH: Cash", None)}

    def test_a_field_that_is_new_or_gone_is_no_change_of_a_union(self) -> None:
        without = payment(TWO)
        for name in ("Sent", "Read"):
            del without["components"]["schemas"][name]["properties"]["entry"]
        assert find_union_changes(without, payment(TWO)) == []
        assert find_union_changes(payment(TWO), without) == []

    def test_a_parameter_is_compared_by_its_name(self) -> None:
        def listed(*parameters: tuple[str, Schema]) -> dict[str, Any]:
            found = [{"name": name, "in": "query", "schema": schema} for name, schema in parameters]
            return description({"/v1/cards": {"get": operation("getCards", parameters=found)}}, {"Card": {}})

        nullable = {"anyOf": [reference("Card"), {"type": "null"}]}
        before, after = listed(("card", nullable)), listed(("other", reference("Card")), ("card", nullable))
        assert find_union_changes(before, after) == []
        assert hide_unions(before, after) == (before, after)
        before, after = listed(("card", reference("Card"))), listed(("card", nullable))
        assert changes(before, after) == {"parameter": ("null", "Card", "Card or null")}

    def test_a_field_elsewhere_on_the_other_side_is_not_looked_for(self) -> None:
        inner = {"type": "object", "properties": {"entry": TWO}}
        before, after = payment(inner), payment(reference("Inner"), Inner=inner)
        assert find_union_changes(before, after) == []
        hide_unions(before, after)


class TestNull:
    def test_beside_a_reference(self) -> None:
        nullable = {"oneOf": [reference("Card"), {"type": "null"}]}
        assert change(reference("Card"), nullable) == ("null", "Card", "Card or null")
        assert change(nullable, reference("Card")) == ("null", "Card or null", "Card")
        assert change(nullable, {"anyOf": [reference("Card"), {"type": "null"}]}) is None

    def test_beside_the_variants(self) -> None:
        nullable = {**TWO, "oneOf": [*TWO["oneOf"], {"type": "null"}]}
        assert change(TWO, nullable) == ("null", "Card or Cash", "Card or Cash or null")

    @pytest.mark.parametrize(("required", "is_required"), [((), False), (("entry",), True)])
    def test_knows_whether_the_field_is_required(self, required: tuple[str, ...], is_required: bool) -> None:
        nullable = {"oneOf": [reference("Card"), {"type": "null"}]}
        found = find_union_changes(payment(reference("Card"), *required), payment(nullable, *required))
        assert [one.required for one in found] == [is_required, is_required]


class TestHiding:
    def test_leaves_what_both_sides_have_alike_for_the_tool(self) -> None:
        before, after = hide_unions(payment(reference("Card")), payment({**TWO, "description": "How it was paid"}))
        for side, text in ((before, {}), (after, {"description": "How it was paid"})):
            assert side["components"]["schemas"]["Read"]["properties"]["entry"] == text

    def test_changes_neither_description(self) -> None:
        before, after = payment(reference("Card")), payment(TWO)
        hide_unions(before, after)
        assert (before, after) == (payment(reference("Card")), payment(TWO))

    def test_a_reference_that_may_be_null_is_the_reference(self) -> None:
        nullable = {"oneOf": [reference("Card"), {"type": "null"}], "description": "Paid"}
        _, after = hide_unions(payment(reference("Cash")), payment(nullable))
        assert after["components"]["schemas"]["Read"]["properties"]["entry"] == {
            **reference("Card"),
            "description": "Paid",
        }


class TestMediaTypes:
    def document(self, *media_types: str) -> dict[str, Any]:
        get = operation("getCard")
        get["responses"] = {
            "200": {"description": "OK", "content": {name: {"schema": reference("Card")} for name in media_types}}
        }
        return description({"/v1/card": {"get": get, "summary": "Cards"}}, {"Card": {"type": "object"}})

    @pytest.mark.parametrize("media_type", ["*/*", "application/json; charset=utf-8"])
    def test_of_json_have_one_name(self, media_type: str) -> None:
        assert unify_media_types(self.document(media_type)) == self.document(JSON)
        assert unify_media_types(self.document(media_type, JSON)) == self.document(JSON)

    def test_others_keep_theirs(self) -> None:
        assert unify_media_types(self.document("text/csv")) == self.document("text/csv")


class TestReport:
    """Without Node, so that nothing else compares the descriptions."""

    def verdicts(
        self, monkeypatch: pytest.MonkeyPatch, before: Schema, after: Schema
    ) -> dict[str, tuple[str, list[str]]]:
        hide_node(monkeypatch)
        base, head = (ReviewInput(label="", description=payment(one)) for one in (before, after))
        report = compare(base, head)
        return {one.name: (one.verdict.label, [str(audience) for audience in one.audience]) for one in report.changes}

    def test_judges_who_is_concerned(self, monkeypatch: pytest.MonkeyPatch) -> None:
        one = union("Card", CARD="Card")
        assert self.verdicts(monkeypatch, TWO, one) == {
            "Read.entry": ("breaking", ["read"]),
            "Sent.entry": ("breaking", ["send"]),
        }
        assert self.verdicts(monkeypatch, one, TWO) == {
            "Read.entry": ("minor", ["read"]),
            "Sent.entry": ("minor", ["send"]),
        }
        assert self.verdicts(monkeypatch, reference("Card"), TWO) == {
            "Read.entry": ("breaking", ["read"]),
            "Sent.entry": ("minor", ["send"]),
        }
        assert self.verdicts(monkeypatch, reference("Coin"), TWO)["Sent.entry"] == ("breaking", ["send"])

    def test_an_error_is_not_decoded_by_its_schema(self, monkeypatch: pytest.MonkeyPatch) -> None:
        hide_node(monkeypatch)

        def failing(schema: Schema) -> ReviewInput:
            document = payment(TWO)
            document["paths"]["/v1/payments"]["post"]["responses"]["400"] = answer(schema)
            return ReviewInput(label="", description=document)

        report = compare(failing(TWO), failing(union("Card", CARD="Card")))
        assert {change.verdict.label for change in report.changes} == {"none"}
