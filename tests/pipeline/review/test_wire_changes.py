"""What the differences of `@redocly/cli diff` are changes of; the verdicts are in test_review_corpus.py."""

from __future__ import annotations

from typing import Any

from openapi.pipeline.review.redocly import parse_difference
from openapi.pipeline.review.wire_changes import WireChange, find_wire_changes
from tests.support.samples import operation, toys


def difference(node_type: str, kind: str, path: str, **rest: Any) -> dict[str, Any]:
    """An entry as the tool writes it, with the path as the pointer of both sides unless they are given."""
    sides = {"added": ("revision",), "removed": ("base",), "modified": ("base", "revision")}[kind]
    return {
        "typeName": node_type,
        "kind": kind,
        "impact": "major",
        "path": path,
        **{side: {"pointer": path} for side in sides},
        **rest,
    }


def find(base: dict[str, Any], head: dict[str, Any], *entries: dict[str, Any]) -> list[WireChange]:
    return find_wire_changes([parse_difference(entry) for entry in entries], base, head)


class TestFindWireChanges:
    def test_a_field_added_says_whether_it_is_required(self) -> None:
        head = toys()
        head["components"]["schemas"]["Toy"]["properties"]["weight"] = {"type": "integer", "format": "int32"}
        head["components"]["schemas"]["Toy"].setdefault("required", []).append("weight")
        entry = difference("Schema", "added", "#/components/schemas/Toy/properties/weight")
        [change] = find(toys(), head, entry)
        assert (change.kind, change.node.schema, change.node.field) == ("field-added", "Toy", "weight")
        assert (change.required, change.before, change.after) == (True, None, "integer (int32)")

    def test_a_group_of_added_fields_is_one_change_each(self) -> None:
        base, head = toys(), toys()
        added = {"weight": {"type": "integer"}, "a/b": {"type": "string"}}
        del base["components"]["schemas"]["Toy"]["properties"]
        head["components"]["schemas"]["Toy"]["properties"] = added
        path = "#/components/schemas/Toy/properties"
        entry = difference("SchemaProperties", "added", path, revision={"pointer": path, "value": added})
        assert [change.node.field for change in find(base, head, entry)] == ["weight", "a/b"]

    def test_required_fields_are_one_change_each_unless_they_are_new(self) -> None:
        base, head = toys(), toys()
        for document, names in ((base, ["one", "two"]), (head, ["two", "three", "four"])):
            document["components"]["schemas"]["Toy"]["properties"] |= {name: {} for name in ("one", "two", "three")}
            document["components"]["schemas"]["Toy"]["required"] = names
        head["components"]["schemas"]["Toy"]["properties"]["four"] = {}
        pointer = "#/components/schemas/Toy/required"
        before = base["components"]["schemas"]["Toy"]["required"]
        after = head["components"]["schemas"]["Toy"]["required"]
        entry = difference(
            "Schema",
            "modified",
            "#/components/schemas/Toy",
            property="required",
            base={"pointer": pointer, "value": before},
            revision={"pointer": pointer, "value": after},
        )
        changes = {(change.kind, change.node.field) for change in find(base, head, entry)}
        assert changes == {("became-optional", "one"), ("became-required", "three")}

    def test_an_operation_with_another_path_has_moved(self) -> None:
        base, head = toys(), toys()
        head["paths"]["/v2/toys"] = head["paths"].pop("/v1/toys")
        [change] = find(
            base,
            head,
            difference("PathItem", "removed", "#/paths/~1v1~1toys"),
            difference("PathItem", "added", "#/paths/~1v2~1toys"),
        )
        assert (change.kind, change.before, change.after) == ("operation-moved", "GET /v1/toys", "GET /v2/toys")
        assert change.node.operation == ("GET", "/v2/toys")

    def test_scopes_in_a_description_are_a_change_of_their_own(self) -> None:
        base, head = toys(), toys()
        texts = "Required Scopes: `TOY_READ`\n\nList.", "Required Scopes: `TOY_WRITE`\n\nList."
        for document, text in zip((base, head), texts, strict=True):
            document["paths"]["/v1/toys"]["get"]["description"] = text
        pointer = "#/paths/~1v1~1toys/get/description"
        entry = difference(
            "Operation",
            "modified",
            "#/paths/~1v1~1toys/get",
            property="description",
            base={"pointer": pointer, "value": texts[0]},
            revision={"pointer": pointer, "value": texts[1]},
        )
        kinds = {change.kind: (change.before, change.after) for change in find(base, head, entry)}
        assert kinds["scopes-changed"] == ("TOY_READ", "TOY_WRITE")

    def test_what_differs_behind_another_reference_is_one_change(self) -> None:
        base, head = toys(), toys()
        head["components"]["schemas"]["Doll"] = {"type": "object", "properties": {"name": {"type": "integer"}}}
        for document, schema in ((base, "Toy"), (head, "Doll")):
            document["paths"]["/v1/doll"] = {"get": operation("getDoll", {"$ref": f"#/components/schemas/{schema}"})}
        path = "#/paths/~1v1~1doll/get/responses/200/content/application~1json/schema/properties/name"
        entry = difference(
            "Schema",
            "modified",
            path,
            property="type",
            base={"pointer": "#/components/schemas/Toy/properties/name/type", "value": "string"},
            revision={"pointer": "#/components/schemas/Doll/properties/name/type", "value": "integer"},
        )
        [change] = find(base, head, entry)
        assert (change.kind, change.before, change.after) == ("reference-changed", "Toy", "Doll")
        assert change.node.operation == ("GET", "/v1/doll")
        assert [part.kind for part in change.parts] == ["type"]

    def test_enum_values_in_another_order_are_no_change(self) -> None:
        pointer = "#/components/schemas/Toy/properties/kind/enum"
        entry = difference(
            "Schema",
            "modified",
            "#/components/schemas/Toy/properties/kind",
            property="enum",
            base={"pointer": pointer, "value": ["A", "B"]},
            revision={"pointer": pointer, "value": ["B", "A"]},
        )
        assert find(toys(), toys(), entry) == []

    def test_anything_else_keeps_the_verdict_of_the_tool(self) -> None:
        entry = difference(
            "Tag", "added", "#/tags/0", verdicts=[{"ruleId": "tag-added", "message": "Tag added."}], impact="minor"
        )
        [change] = find(toys(), toys(), entry)
        assert (change.kind, change.rule, change.impact, change.node_type) == (
            "tag-added",
            "tag-added",
            "minor",
            "Tag",
        )
