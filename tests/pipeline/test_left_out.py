"""Operations that cannot be generated are left out by name, and come back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from openapi.pipeline import generate as pipeline
from openapi.pipeline.description import DescriptionError
from openapi.pipeline.generate import PACKAGE, Sources, generate
from openapi.pipeline.generation.preparing import prepare
from openapi.pipeline.left_out import LeftOut, LeftOutError, leave_out, load_left_out, render_left_out
from openapi.pipeline.resolving import resolve_description
from openapi.pipeline.updating.partial import plan_partial
from openapi.pipeline.validation import check_references
from perfectgym_next._core.description import LEFT_OUT
from tests.support.samples import answer, checkout, description, operation, reference, toys

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
HEADER = {"name": "X-Tenant", "in": "header", "required": True, "schema": TEXT}
NODE: Schema = {"type": "object", "properties": {"next": reference("Node"), "leaf": reference("Leaf")}}
LEAF: Schema = {"type": "object", "properties": {"size": {"type": "integer"}}}


def with_tree(**schemas: Schema) -> dict[str, Any]:
    """Toys, and an operation that cannot be generated."""
    document = toys()
    document["paths"]["/v1/tree"] = {"get": operation("getTree", reference("Node"))}
    document["components"]["schemas"] |= {"Node": NODE, "Leaf": LEAF, **schemas}
    return document


def tree(reason: str = "it contains itself") -> LeftOut:
    return LeftOut(operation_id="getTree", method="GET", path="/v1/tree", reason=reason)


def unsupported(document: dict[str, Any]) -> dict[tuple[str, str], list[str]]:
    return prepare(document, {}).unsupported_operations()


class TestRecursion:
    """Of any form, it is named with its place and the operations that reach it."""

    @pytest.mark.parametrize(
        "schema",
        [
            {"type": "object", "properties": {"next": reference("Node")}},
            {"type": "object", "properties": {"next": {"type": "object", "properties": {"x": reference("Node")}}}},
            {"type": "array", "items": reference("Node")},
            {"type": "object", "additionalProperties": reference("Node")},
            {"allOf": [reference("Node")]},
            {"allOf": [reference("Leaf"), {"type": "object", "properties": {"next": reference("Node")}}]},
            {"oneOf": [reference("Leaf"), reference("Node")]},
            {
                "oneOf": [reference("Leaf"), reference("Node")],
                "discriminator": {"propertyName": "size"},
            },
            {"anyOf": [reference("Node"), {"type": "null"}]},
            {"not": reference("Node")},
            {"type": "array", "prefixItems": [reference("Node")]},
            {"type": "object", "properties": {"example": reference("Node"), "default": reference("Node")}},
            {"type": "object", "patternProperties": {"^x": reference("Node")}},
            {"if": reference("Node")},
        ],
    )
    def test_is_named(self, schema: Schema) -> None:
        document = with_tree(Node=schema)
        line = "schema Node contains itself: Node > Node (reached by GET /v1/tree)"
        assert unsupported(document)["GET", "/v1/tree"][0] == "schema Node contains itself: Node > Node"
        assert prepare(document, {}).unsupported[0].text == line
        assert set(unsupported(document)) == {("GET", "/v1/tree")}
        with pytest.raises(DescriptionError) as caught:
            resolve_description(document)
        assert str(caught.value) == line

    def test_inside_a_schema(self) -> None:
        inner = "#/components/schemas/Node/properties/a"
        fields = {"a": {"type": "object", "properties": {"b": {"$ref": inner}}}}
        document = with_tree(Node={"type": "object", "properties": fields})
        [reason] = unsupported(document)["GET", "/v1/tree"]
        place = "components/schemas/Node/properties/a"
        assert reason.startswith(f"{place} contains itself: {place} > {place}")

    def test_over_many_schemas_and_operations(self) -> None:
        long = {
            f"Ring{number}": {"type": "array", "items": reference(f"Ring{(number + 1) % 2000}")}
            for number in range(2000)
        }
        paths = {f"/v1/{n}": {"get": operation(f"get{n}", reference(f"Ring{n}"))} for n in range(5)}
        document = description(paths, long)
        found = unsupported(document)
        assert set(found) == {("GET", f"/v1/{n}") for n in range(5)}
        [reason] = [one for one in found["GET", "/v1/0"] if "contains itself" in one]
        assert reason.startswith("schema Ring0 contains itself: Ring0 > Ring1 > ")
        text = next(one.text for one in prepare(document, {}).unsupported if one.text.startswith(reason))
        assert text.endswith("> Ring7 > … > Ring0 (reached by GET /v1/0, GET /v1/1, GET /v1/2 and 2 more operations)")

    def test_a_chain_without_end_in_sight_is_named_too(self) -> None:
        chain = {f"Link{n}": {"allOf": [reference(f"Link{n + 1}"), LEAF]} for n in range(3000)} | {"Link3000": LEAF}
        document = description({"/v1/a": {"get": operation("getA", reference("Link0"))}}, chain)
        [reason, *_] = unsupported(document)["GET", "/v1/a"]
        assert reason.startswith("schema Link2900 refers to others 100 levels deep")

    def test_what_only_looks_like_it_is_none(self) -> None:
        document = with_tree(Node={"type": "object", "properties": {"x": {"example": reference("Node")}}})
        assert unsupported(document) == {}

    def test_other_problems_are_found_beside_it(self) -> None:
        document = with_tree()
        document["paths"]["/v1/toys"]["get"]["parameters"] = [HEADER]
        assert unsupported(document)["GET", "/v1/toys"] == ["parameter 'X-Tenant' is a required header"]
        assert ("GET", "/v1/tree") in unsupported(document)


class TestReasons:
    def test_lead_from_a_merged_part_to_the_operations(self) -> None:
        parts: dict[str, Schema] = {
            "Odd": {"type": "object", "properties": {"a": {"const": 1}}},
            "Node": {"allOf": [reference("Odd"), LEAF]},
        }
        found = unsupported(with_tree(**parts))
        assert found == {("GET", "/v1/tree"): ["schema Node: field 'a': const", "schema Odd: field 'a': const"]}

    def test_lead_through_responses_and_path_items_elsewhere(self) -> None:
        document = with_tree(Node={"type": "object", "properties": {"a": {"not": {}}}})
        components = document["components"]
        components["responses"] = {"Tree": answer(reference("Node"))}
        components["pathItems"] = {"Tree": document["paths"]["/v1/tree"]}
        document["paths"]["/v1/tree"]["get"]["responses"]["200"] = {"$ref": "#/components/responses/Tree"}
        document["paths"]["/v1/tree"] = {"$ref": "#/components/pathItems/Tree"}
        assert unsupported(document) == {("GET", "/v1/tree"): ["schema Node: field 'a': not"]}
        left = leave_out(document, [tree()])
        assert "/v1/tree" not in left["paths"]
        assert left["components"]["responses"] == left["components"]["pathItems"] == {}
        assert left["paths"] == toys()["paths"]


class TestLeavingOut:
    def test_removes_the_operation_and_what_nothing_else_reaches(self) -> None:
        document = with_tree(Unused=LEAF, Leads={"type": "array", "items": reference("Node")})
        left = leave_out(document, [tree()])
        assert left["paths"] == toys()["paths"]
        assert set(left["components"]["schemas"]) == {"Toy", "Colour", "Unused"}
        mark = left[LEFT_OUT]
        assert [one["name"] for one in mark["operations"]] == ["toys.get_tree"]
        assert mark["schemas"] == ["Leads", "Leaf", "Node"]
        assert unsupported(left) == {}
        assert "/v1/tree" in document["paths"]

    def test_keeps_what_others_reach_even_by_a_mapping(self) -> None:
        document = with_tree()
        union = {"oneOf": [reference("Toy")], "discriminator": {"propertyName": "name", "mapping": {"leaf": "Leaf"}}}
        document["components"]["schemas"]["Toy"]["properties"]["part"] = union
        assert "Leaf" in leave_out(document, [tree()])["components"]["schemas"]

    def test_keeps_the_other_methods_of_a_path(self) -> None:
        document = with_tree()
        document["paths"]["/v1/tree"]["delete"] = operation("deleteTree")
        left = leave_out(document, [tree()])
        assert set(left["paths"]["/v1/tree"]) == {"delete"}

    def test_a_reference_into_what_is_left_out_is_refused_by_place(self) -> None:
        document = with_tree()
        target = "#/paths/~1v1~1tree/get/responses/200"
        document["paths"]["/v1/toys"]["get"]["responses"]["200"] = {"$ref": target}
        with pytest.raises(DescriptionError, match="'#/paths/~1v1~1tree/get/responses/200' leads nowhere"):
            check_references(leave_out(document, [tree()]))

    def test_nothing_to_leave_out_is_the_description_itself(self) -> None:
        document = toys()
        assert leave_out(document, []) is document


class TestTheList:
    def test_is_read_as_it_was_written(self, tmp_path: Path) -> None:
        nameless = LeftOut(operation_id="", method="POST", path="/v1/x", reason='odd: "#" and ünïcode\nNO')
        path = tmp_path / "left-out.yaml"
        path.write_text(render_left_out([tree(), nameless]), encoding="utf-8")
        assert load_left_out(path) == (tree(), nameless)
        assert (str(tree()), nameless.name) == ("getTree (GET /v1/tree)", "POST /v1/x")

    def test_that_is_missing_is_empty(self, tmp_path: Path) -> None:
        assert load_left_out(tmp_path / "left-out.yaml") == ()

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "expected a list 'operations'"),
            ("operations: {}", "expected a list 'operations'"),
            ("operations: []\nmore: 1", "and nothing else"),
            ("operations: [1]", "entry 1 must have operationId, method, path and reason"),
            ("operations: [{method: GET, path: /a, reason: 1}]", "all of them text"),
            ("operations: [{method: get, path: /a, reason: x}]", "entry 1: invalid method 'get'"),
            ("operations: [{method: [], path: /a, reason: x}]", "all of them text"),
            ("operations: [", "cannot be read"),
        ],
    )
    def test_that_is_wrong_is_refused(self, text: str, message: str, tmp_path: Path) -> None:
        path = tmp_path / "left-out.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(LeftOutError) as caught:
            load_left_out(path)
        assert message in str(caught.value)
        assert str(caught.value).startswith("left-out.yaml: ")
        assert "\n" not in str(caught.value)


def many(count: int, *odd: str) -> dict[str, Any]:
    """So many operations, of which the odd ones require a header."""
    paths = {
        f"/v1/toys/{n}": {"get": operation(f"get{n}", TEXT, **({"parameters": [HEADER]} if f"get{n}" in odd else {}))}
        for n in range(count)
    }
    return description(paths)


def plan(document: dict[str, Any], accepted: str | None, *known: str) -> tuple[list[str], str]:
    """The names of what is left out, and the refusal."""
    before = [LeftOut(operation_id=name, method="GET", path=f"/v1/toys/{name[3:]}", reason="old") for name in known]
    partial = plan_partial(document, document, {}, known=before, accepted=accepted)
    return [one.name for one in partial.left_out], partial.refusal


REASON = "parameter 'X-Tenant' is a required header"


class TestAccepting:
    def test_nothing_is_left_out_unasked(self) -> None:
        assert plan(many(10), None) == ([], "")
        left_out, refusal = plan(many(10, "get3"), None)
        assert left_out == []
        assert refusal == (f"ACCEPT_PARTIAL=1 would leave out 1 of 10 operations:\n  get3 (GET /v1/toys/3): {REASON}")

    def test_up_to_a_tenth_takes_no_names(self) -> None:
        assert plan(many(10, "get3"), "1") == (["get3"], "")
        assert plan(many(20, "get3", "get4"), "1") == (["get3", "get4"], "")

    def test_more_have_to_be_named(self) -> None:
        for accepted in (None, "1"):
            left_out, refusal = plan(many(19, "get3", "get4"), accepted)
            assert left_out == []
            assert refusal.startswith("ACCEPT_PARTIAL='get3,get4' (for more than a tenth, each has to be named) would")
        assert plan(many(19, "get3", "get4"), "get3, get4") == (["get3", "get4"], "")

    def test_one_that_is_not_named_is_refused(self) -> None:
        left_out, refusal = plan(many(19, "get3", "get4"), "get3")
        assert left_out == ["get3"]
        assert refusal.startswith("ACCEPT_PARTIAL does not name these operations")
        assert f"\n  get4 (GET /v1/toys/4): {REASON}" in refusal

    @pytest.mark.parametrize("accepted", ["get5", "get3,nope", "0", "get3;get4"])
    def test_one_that_can_be_generated_is_refused(self, accepted: str) -> None:
        _, refusal = plan(many(19, "get3"), accepted)
        assert "not an operation that cannot be generated; expected 1, or the vendor's operationIds" in refusal

    def test_what_is_left_out_stays_so_until_it_can_be_generated(self) -> None:
        document = many(19, "get3", "get4")
        assert plan(document, None, "get3", "get4") == (["get3", "get4"], "")
        assert plan(document, None, "get3", "get5") == (["get3"], plan(document, None, "get3")[1])
        assert plan(many(19), None, "get3", "get99") == ([], "")

    def test_an_operation_without_a_name_is_named_by_its_path(self) -> None:
        document = many(20)
        del document["paths"]["/v1/toys/0"]["get"]["operationId"]
        assert plan(document, "GET /v1/toys/0") == (["GET /v1/toys/0"], "")


UNION: Schema = {"oneOf": [{"type": "string"}, {"type": "integer"}]}


def with_unused(document: dict[str, Any], **schemas: Schema) -> dict[str, Any]:
    """A schema that no operation uses and that cannot be generated."""
    document["components"]["schemas"] |= {"Odd": UNION, **schemas}
    return document


class TestASchemaThatNoOperationUses:
    def test_is_left_out_on_demand(self) -> None:
        document = with_unused(many(10))
        assert plan(document, None) == (
            [],
            "ACCEPT_PARTIAL=1 would leave out 1 schema that no operation uses:\n  schema Odd: oneOf",
        )
        assert plan(document, "1") == (["schema Odd"], "")

    def test_goes_with_operations_that_are_named(self) -> None:
        document = with_unused(many(10, "get3", "get4"))
        _, refusal = plan(document, "1")
        assert (
            "'get3,get4' (for more than a tenth, each has to be named) would leave out 2 of 10 operations and 1 schema"
            in refusal
        )
        assert plan(document, "get3,get4") == (["get3", "get4", "schema Odd"], "")

    def test_one_of_few_operations_counts_no_schema(self) -> None:
        assert plan(with_unused(many(3)), "1") == (["schema Odd"], "")

    def test_stays_so_until_it_can_be_generated_or_an_operation_uses_it(self) -> None:
        known = [LeftOut(schema="Odd", reason="oneOf")]
        document = with_unused(many(10))
        assert plan_partial(document, document, {}, known=known, accepted=None).left_out == tuple(known)
        document["components"]["schemas"]["Odd"] = TEXT
        assert plan_partial(document, document, {}, known=known, accepted=None).left_out == ()
        used = with_unused(many(10))
        used["paths"]["/v1/toys/0"]["get"]["responses"] = operation("", reference("Odd"))["responses"]
        partial = plan_partial(used, used, {}, known=known, accepted=None)
        assert partial.refusal.endswith("get0 (GET /v1/toys/0): schema Odd: oneOf")

    def test_goes_with_the_schemas_that_refer_to_it_and_with_no_others(self) -> None:
        box = {"type": "object", "properties": {"odd": reference("Odd"), "leaf": reference("Leaf")}}
        document = with_unused(toys(), Box=box, Leaf=LEAF)
        left = leave_out(document, [LeftOut(schema="Odd", reason="oneOf")])
        assert set(left["components"]["schemas"]) == {"Toy", "Colour", "Leaf"}
        assert left[LEFT_OUT] == {"operations": [], "schemas": ["Box", "Odd"]}
        check_references(left)
        assert resolve_description(left)["components"]["schemas"].keys() == {"Toy", "Colour", "Leaf"}

    def test_that_contains_itself_is_one(self) -> None:
        document = with_unused(many(10), Node=NODE, Leaf=LEAF)
        names, refusal = plan(document, "1")
        assert (set(names), refusal) == ({"schema Odd", "schema Node"}, "")

    def test_that_only_operations_reach_which_are_left_out_is_none(self) -> None:
        document = many(20)
        document["paths"]["/v1/tree"] = {"get": operation("getTree", reference("Odd"))}
        assert plan(with_unused(document), "1") == (["getTree"], "")

    def test_is_read_as_it_was_written(self, tmp_path: Path) -> None:
        path = tmp_path / "left-out.yaml"
        entries = (tree(), LeftOut(schema="Odd", reason="oneOf"))
        path.write_text(render_left_out(entries), encoding="utf-8")
        assert load_left_out(path) == entries
        path.write_text("operations: []\nschemas: [{name: Odd}]\n", encoding="utf-8")
        with pytest.raises(LeftOutError, match="schema 1 must have name and reason"):
            load_left_out(path)

    def test_check_has_a_line_for_it_and_finds_when_it_can_be_generated(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        root = checkout(tmp_path / "checkout", with_unused(toys()))
        (root / "openapi" / "left-out.yaml").write_text(
            render_left_out([LeftOut(schema="Odd", reason="oneOf")]), encoding="utf-8"
        )
        generate(Sources(root), root / "generated" / PACKAGE)
        assert pipeline.main(["--check"], root=root) == 0
        assert "left out: schema Odd: oneOf\n" in capsys.readouterr().out
        (root / "openapi" / "perfectgym-next.json").write_text(
            json.dumps(with_unused(toys(), Odd=LEAF)), encoding="utf-8"
        )
        generate(Sources(root), root / "generated" / PACKAGE)
        assert pipeline.main(["--check"], root=root) == 1
        assert "schema Odd is left out, but can be generated" in capsys.readouterr().out
        (root / "openapi" / "perfectgym-next.json").write_text(json.dumps(toys()), encoding="utf-8")
        assert pipeline.main([], root=root) == 2
        assert "left-out.yaml: not in the description, remove it there: schema Odd" in capsys.readouterr().err


class TestGenerating:
    @pytest.fixture(name="root")
    def _root(self, tmp_path: Path) -> Path:
        root = checkout(tmp_path / "checkout", with_tree())
        (root / "openapi" / "left-out.yaml").write_text(render_left_out([tree()]), encoding="utf-8")
        return root

    def test_knows_the_list(self, root: Path) -> None:
        target = root / "generated" / PACKAGE
        generate(Sources(root), target)
        shipped = json.loads((target / "openapi.json").read_text(encoding="utf-8"))
        assert set(shipped["paths"]) == set(toys()["paths"])
        assert shipped[LEFT_OUT]["operations"][0]["reason"] == "it contains itself"
        assert {path.stem for path in (target / "models").glob("[!_]*.py")} == {"toy", "colour"}

    def test_a_list_that_names_what_the_description_lacks_is_refused(
        self, root: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        stale = LeftOut(operation_id="getShrub", method="GET", path="/v1/tree", reason="x")
        (root / "openapi" / "left-out.yaml").write_text(render_left_out([stale]), encoding="utf-8")
        assert pipeline.main([], root=root) == 2
        message = "left-out.yaml: not in the description, remove it there: getShrub (GET /v1/tree)"
        assert message in capsys.readouterr().err

    def test_one_that_is_listed_twice_is_refused(self, root: Path) -> None:
        (root / "openapi" / "left-out.yaml").write_text(render_left_out([tree(), tree()]), encoding="utf-8")
        with pytest.raises(LeftOutError, match="listed twice"):
            generate(Sources(root), root / "generated" / PACKAGE)

    def test_check_has_a_line_for_each_and_finds_what_can_be_generated(
        self, root: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        generate(Sources(root), root / "generated" / PACKAGE)
        assert pipeline.main(["--check"], root=root) == 0
        assert "left out: getTree (GET /v1/tree): it contains itself\n" in capsys.readouterr().out
        document = with_tree(Node=LEAF)
        (root / "openapi" / "perfectgym-next.json").write_text(json.dumps(document), encoding="utf-8")
        generate(Sources(root), root / "generated" / PACKAGE)
        assert pipeline.main(["--check"], root=root) == 1
        assert (
            "getTree (GET /v1/tree) is left out, but can be generated: remove it from openapi/left-out.yaml "
            "and run `make generate`"
        ) in capsys.readouterr().out
