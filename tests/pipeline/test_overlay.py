"""The overlay applier, and our overlay on the real description."""

from __future__ import annotations

import copy
import importlib
import json
import keyword
import re
from collections import Counter
from pathlib import Path
from typing import Any

import jsonpath_rfc9535
import pytest
import yaml

from openapi.pipeline.overlay import Overlay, OverlayError, load_overlay

OPENAPI = Path(__file__).resolve().parents[2] / "openapi"

VERBS = {
    "activate",
    "add",
    "book",
    "cancel",
    "confirm",
    "create",
    "delete",
    "get",
    "list",
    "preview",
    "purchase",
    "redeem",
    "search",
    "set",
    "sign",
    "switch",
    "update",
    "upload",
    "use",
    "validate",
    "withdraw",
}


def action(target: str, **rest: Any) -> dict[str, Any]:
    return {"target": target, "description": "Because.", **rest}


def pets() -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1.0.0"},
        "paths": {
            "/cats": {"get": {"operationId": "getCats", "tags": ["cats"]}},
            "/dogs": {"get": {"operationId": "getDogs", "tags": ["dogs", "old"]}, "post": {"operationId": "postDog"}},
        },
        "components": {"schemas": {"Dog": {"type": "object", "required": ["name", "age"]}}},
    }


class Writer:
    """Writes overlays into a folder and reads them back."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "overlay.yaml"

    def text(self, text: str) -> Overlay:
        self.path.write_text(text, encoding="utf-8")
        return load_overlay(self.path)

    def root(self, **root: Any) -> Overlay:
        whole = {"overlay": "1.1.0", "info": {"title": "Test", "version": "1"}, "actions": [action("$", update={})]}
        whole.update(root)
        return self.text(yaml.safe_dump({key: value for key, value in whole.items() if value is not None}))

    def actions(self, *actions: Any, version: str = "1.1.0") -> Overlay:
        return self.root(overlay=version, actions=list(actions))

    def applied(self, *actions: Any, version: str = "1.1.0") -> Any:
        return self.actions(*actions, version=version).apply(pets())


@pytest.fixture
def overlay(tmp_path: Path) -> Writer:
    return Writer(tmp_path)


class TestReading:
    def test_keeps_what_an_action_says(self, overlay: Writer) -> None:
        first, second = overlay.actions(
            action("$.info", update={"title": "Dogs"}, **{"x-count": 1}), action("$.paths['/cats']", remove=True)
        ).actions
        assert (first.index, first.target, first.verb, first.value, first.count) == (
            1,
            "$.info",
            "update",
            {"title": "Dogs"},
            1,
        )
        assert (second.index, second.verb, second.count) == (2, "remove", None)
        assert str(second) == "action 2 ($.paths['/cats']: Because.)"

    def test_reads_json_as_well(self, overlay: Writer) -> None:
        document = {"overlay": "1.0.0", "info": {"title": "T", "version": "1"}, "actions": [action("$", update={})]}
        assert overlay.text(json.dumps(document)).version == "1.0.0"

    def test_a_description_over_several_lines_becomes_one_line(self, overlay: Writer) -> None:
        read = overlay.actions({"target": "$.info", "update": {}, "description": "First line\nand second.\n"})
        assert read.actions[0].description == "First line and second."

    def test_extensions_and_extends_of_the_document_are_allowed_as_the_specification_has_them(
        self, overlay: Writer
    ) -> None:
        assert overlay.root(extends="perfectgym-next.json").actions

    @pytest.mark.parametrize(
        ("root", "message"),
        [
            ({"overlay": None}, "not an overlay: the key 'overlay' with the specification's version is missing"),
            ({"overlay": "1.2.0"}, "unsupported Overlay version '1.2.0'"),
            ({"overlay": "2.0.0"}, "unsupported Overlay version '2.0.0'"),
            ({"overlay": "1.1.0-dev"}, "unsupported Overlay version '1.1.0-dev'"),
            ({"overlay": 1.0}, "unsupported Overlay version 1.0"),
            ({"overlays": 1}, "the overlay: unknown key 'overlays'"),
            ({"info": None}, "'info' must have 'title' and 'version'"),
            ({"info": {"title": "T"}}, "'info' must have 'title' and 'version'"),
            ({"info": {"title": "T", "version": "1", "author": "me"}}, "info: unknown key 'author'"),
            ({"actions": None}, "'actions' must be a list with at least one action"),
            ({"actions": []}, "'actions' must be a list with at least one action"),
            ({"actions": {"target": "$"}}, "'actions' must be a list with at least one action"),
        ],
    )
    def test_refuses_what_is_not_an_overlay(self, overlay: Writer, root: dict[str, Any], message: str) -> None:
        with pytest.raises(OverlayError, match=f"^overlay.yaml: {re.escape(message)}"):
            overlay.root(**root)

    @pytest.mark.parametrize("text", ["", "[]", "just text", "openapi: 3.1.0\n"])
    def test_refuses_other_documents(self, overlay: Writer, text: str) -> None:
        with pytest.raises(OverlayError, match="not an overlay"):
            overlay.text(text)

    @pytest.mark.parametrize(
        ("bad", "message"),
        [
            ("$.info", "action 2: 'target' is missing"),
            ({"description": "d", "remove": True}, "action 2: 'target' is missing"),
            ({"target": 1, "description": "d", "remove": True}, "action 2: 'target' is missing"),
            ({"target": "$.info", "remove": True}, "action 2 ($.info): 'description' is missing"),
            ({"target": "$.info", "remove": True, "description": " "}, "action 2 ($.info): 'description' is missing"),
            (action("$.info"), "action 2 ($.info): has none of update, copy and remove"),
            (action("$.info", update={}, remove=True), "action 2 ($.info): has update and remove of update, copy and"),
            (action("$.info", update={}, copy="$.paths"), "action 2 ($.info): has update and copy of update, copy and"),
            (action("$.info", remove=False), "action 2 ($.info): 'remove' must be true"),
            (action("$.info", remove="true"), "action 2 ($.info): 'remove' must be true"),
            (action("$.info", copy={"a": 1}), "action 2 ($.info): 'copy' must be a JSONPath"),
            (action("$.info", copy="paths"), "action 2 ($.info): copy is not a JSONPath (RFC 9535): paths"),
            (action("info", remove=True), "action 2 (info): target is not a JSONPath (RFC 9535): info"),
            (action("$.info[", remove=True), "action 2 ($.info[): target is not a JSONPath (RFC 9535)"),
            (action("$[?nope(@.a)]", remove=True), "action 2 ($[?nope(@.a)]): target is not a JSONPath (RFC 9535)"),
            (action("$", remove=True), "action 2 ($): the root cannot be removed"),
            (action("$.info", updates={}), "action 2 ($.info): unknown key 'updates'"),
            (action("$.info", update={}, **{"x-coutn": 1}), "action 2 ($.info): unknown key 'x-coutn'"),
            (
                action("$.info", update={}, **{"x-count": 0}),
                "action 2 ($.info): 'x-count' must be an integer of",
            ),
            (action("$.info", update={}, **{"x-count": "1"}), "action 2 ($.info): 'x-count' must be an integer"),
            (action("$.info", update={}, **{"x-count": True}), "action 2 ($.info): 'x-count' must be an integer"),
        ],
    )
    def test_refuses_an_action_that_is_not_clear(self, overlay: Writer, bad: Any, message: str) -> None:
        with pytest.raises(OverlayError) as caught:
            overlay.actions(action("$.info", update={}), bad)
        assert str(caught.value).startswith(f"overlay.yaml: {message}")
        assert "\n" not in str(caught.value)

    def test_reads_the_types_of_json_as_in_the_description(self, overlay: Writer) -> None:
        read = overlay.text(
            "overlay: 1.1.0\ninfo: {title: T, version: '1'}\nactions:\n"
            "- {target: $.info, description: d, update: {503: 2025-01-01, yes: NO, n: 0x1}}\n"
        )
        assert read.actions[0].value == {"503": "2025-01-01", "yes": "NO", "n": "0x1"}

    def test_copy_needs_overlay_1_1(self, overlay: Writer) -> None:
        with pytest.raises(OverlayError, match=r"'copy' needs Overlay 1.1, this overlay is 1.0.0"):
            overlay.actions(action("$.info", copy="$.paths"), version="1.0.0")

    @pytest.mark.parametrize(
        "text", ["overlay: 1.1.0\noverlay: 1.0.0\n", "overlay: 1.1.0\ninfo: {title: T, title: U}\n"]
    )
    def test_refuses_a_repeated_key(self, overlay: Writer, text: str) -> None:
        with pytest.raises(OverlayError, match=r"^overlay.yaml: not YAML: repeated key '(overlay|title)' .*line 2"):
            overlay.text(text)

    def test_refuses_what_is_not_yaml_in_one_line(self, overlay: Writer) -> None:
        with pytest.raises(OverlayError, match=r"^overlay.yaml: not YAML: [^\n]*$"):
            overlay.text("overlay: [1.1.0\ninfo: }\n")

    def test_refuses_yaml_that_would_run_code(self, overlay: Writer) -> None:
        with pytest.raises(OverlayError, match="not YAML"):
            overlay.text("overlay: !!python/object/apply:os.getcwd []\n")

    @pytest.mark.parametrize(
        "text",
        [
            "? [overlay]\n: 1\n",
            "overlay: 2025-99-99\n",
            "overlay: !!bool perhaps\n",
            "overlay: !!timestamp soon\n",
            "overlay: " + "1" * 5000 + "\n",
            "overlay: " + "[" * 5000 + "\n",
            "overlay: \x00\n",
        ],
    )
    def test_refuses_values_that_pyyaml_stumbles_over_in_one_line(self, overlay: Writer, text: str) -> None:
        with pytest.raises(OverlayError, match=r"^overlay.yaml: [^\n]*$"):
            overlay.text(text)

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            ("&a {b: *a}", "recursive"),
            ("1e999", "a number is inf"),
            ("'\\ud800'", None),
            ('"\\ud800"', "invalid Unicode character"),
        ],
    )
    def test_refuses_values_that_are_not_json(self, overlay: Writer, value: str, message: str | None) -> None:
        text = (
            "overlay: 1.1.0\ninfo: {title: T, version: '1'}\nactions:\n"
            f"- {{target: $.info, description: d, update: {{a: {value}}}}}\n"
        )
        if message is None:
            assert overlay.text(text).actions
            return
        with pytest.raises(OverlayError, match=message):
            overlay.text(text)

    def test_refuses_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(OverlayError, match=r"^nowhere.yaml: cannot be read"):
            load_overlay(tmp_path / "nowhere.yaml")

    def test_refuses_a_file_that_is_not_text(self, tmp_path: Path) -> None:
        (tmp_path / "latin.yaml").write_bytes(b"overlay: \xe4\n")
        with pytest.raises(OverlayError, match=r"^latin.yaml: cannot be read"):
            load_overlay(tmp_path / "latin.yaml")


class TestUpdate:
    def test_merges_objects_recursively(self, overlay: Writer) -> None:
        applied = overlay.applied(action("$.components", update={"schemas": {"Dog": {"title": "A dog"}, "Cat": {}}}))
        assert applied["components"]["schemas"] == {
            "Dog": {"type": "object", "required": ["name", "age"], "title": "A dog"},
            "Cat": {},
        }

    def test_replaces_primitives_inside_a_merge(self, overlay: Writer) -> None:
        assert overlay.applied(action("$.info", update={"title": "Dogs"}))["info"] == {
            "title": "Dogs",
            "version": "1.0.0",
        }

    @pytest.mark.parametrize("value", [None, False, 0, 1.5, ""])
    def test_any_primitive_replaces_any_other(self, overlay: Writer, value: Any) -> None:
        assert overlay.applied(action("$.info", update={"title": value}))["info"]["title"] == value

    def test_concatenates_arrays_inside_a_merge(self, overlay: Writer) -> None:
        applied = overlay.applied(action("$.components.schemas.Dog", update={"required": ["age", "owner"]}))
        assert applied["components"]["schemas"]["Dog"]["required"] == ["name", "age", "age", "owner"]

    def test_concatenates_an_array_to_a_selected_array(self, overlay: Writer) -> None:
        applied = overlay.applied(action("$.paths['/cats'].get.tags", update=["pets", "new"]))
        assert applied["paths"]["/cats"]["get"]["tags"] == ["cats", "pets", "new"]

    @pytest.mark.parametrize("entry", ["pets", {"name": "pets"}])
    def test_appends_anything_else_to_a_selected_array(self, overlay: Writer, entry: Any) -> None:
        applied = overlay.applied(action("$.paths['/cats'].get.tags", update=entry))
        assert applied["paths"]["/cats"]["get"]["tags"] == ["cats", entry]

    def test_replaces_a_selected_primitive_from_1_1_on(self, overlay: Writer) -> None:
        assert overlay.applied(action("$.info.title", update="Dogs"))["info"]["title"] == "Dogs"
        with pytest.raises(OverlayError, match=r"selects a primitive value, which Overlay 1\.0 cannot change"):
            overlay.applied(action("$.info.title", update="Dogs"), version="1.0.0")

    def test_changes_every_match_and_none_through_another(self, overlay: Writer) -> None:
        applied = overlay.applied(
            action("$.paths[*].get", update={"x-labels": {"a": []}}),
            action("$.paths['/cats'].get['x-labels'].a", update="only here"),
        )
        assert applied["paths"]["/cats"]["get"]["x-labels"] == {"a": ["only here"]}
        assert applied["paths"]["/dogs"]["get"]["x-labels"] == {"a": []}

    def test_selects_by_filter(self, overlay: Writer) -> None:
        applied = overlay.applied(action("$.paths[*][?@.operationId=='getDogs']", update={"operationId": "listDogs"}))
        assert applied["paths"]["/dogs"]["get"]["operationId"] == "listDogs"
        assert applied["paths"]["/cats"] == pets()["paths"]["/cats"]
        assert applied["paths"]["/dogs"]["post"] == pets()["paths"]["/dogs"]["post"]

    def test_a_node_selected_twice_is_changed_once(self, overlay: Writer) -> None:
        applied = overlay.applied(action("$.paths['/cats','/cats'].get.tags", update="pets", **{"x-count": 1}))
        assert applied["paths"]["/cats"]["get"]["tags"] == ["cats", "pets"]

    @pytest.mark.parametrize(
        ("bad", "message"),
        [
            (action("$.info", update="text"), "$['info'] is an object in the description and a primitive value in the"),
            (action("$.info", update=[1]), "$['info'] is an object in the description and an array in the overlay"),
            (action("$.info.title", update={"a": 1}), "$['info']['title'] is a primitive value in the description and"),
            (action("$", update={"info": {"title": []}}), "$['info']['title'] is a primitive value in the description"),
            (action("$", update={"paths": None}), "$['paths'] is an object in the description and a primitive value"),
            (action("$.info['title','version','x']", update={}), "$['info']['title'] is a primitive value"),
            (
                action("$.paths['/cats'].get[*]", update={}),
                "selects array and primitive values: select values of one kind",
            ),
        ],
    )
    def test_refuses_what_cannot_be_merged(self, overlay: Writer, bad: dict[str, Any], message: str) -> None:
        with pytest.raises(OverlayError) as caught:
            overlay.applied(bad)
        assert str(caught.value).startswith(f"overlay.yaml, action 1 ({bad['target']}: Because.): {message}")


class TestRemove:
    def test_removes_a_field(self, overlay: Writer) -> None:
        assert list(overlay.applied(action("$.paths['/cats']", remove=True))["paths"]) == ["/dogs"]

    def test_takes_every_matching_item_of_an_array_out(self, overlay: Writer) -> None:
        applied = overlay.applied(
            action("$.paths['/cats'].get.tags", update=["old", "pets", "old"]),
            action("$.paths[*][*].tags[?@=='old']", remove=True, **{"x-count": 3}),
        )
        assert applied["paths"]["/cats"]["get"]["tags"] == ["cats", "pets"]
        assert applied["paths"]["/dogs"]["get"]["tags"] == ["dogs"]

    def test_takes_a_node_and_what_it_holds_out(self, overlay: Writer) -> None:
        assert overlay.applied(action("$.components..*", remove=True))["components"] == {}

    def test_primitives_can_be_removed_from_1_1_on(self, overlay: Writer) -> None:
        remove = action("$.components.schemas.Dog.required[?@=='age']", remove=True)
        assert overlay.applied(remove)["components"]["schemas"]["Dog"]["required"] == ["name"]
        with pytest.raises(OverlayError, match=r"selects a primitive value, which Overlay 1\.0 cannot change"):
            overlay.applied(remove, version="1.0.0")


class TestCopy:
    def test_merges_a_value_from_elsewhere_in_the_document(self, overlay: Writer) -> None:
        applied = overlay.applied(
            action("$.components.schemas", update={"Cat": {"title": "A cat"}}),
            action("$.components.schemas.Cat", copy="$.components.schemas.Dog"),
            action("$.components.schemas.Dog.required", update="owner"),
        )
        assert applied["components"]["schemas"]["Cat"] == {
            "title": "A cat",
            "type": "object",
            "required": ["name", "age"],
        }

    def test_may_copy_a_node_into_itself(self, overlay: Writer) -> None:
        applied = overlay.applied(action("$.info", update={"x-in": {}}), action("$.info['x-in']", copy="$.info"))
        assert applied["info"]["x-in"] == {"title": "Pets", "version": "1.0.0", "x-in": {}}

    def test_copies_the_source_as_it_was_before_the_action(self, overlay: Writer) -> None:
        applied = overlay.applied(action("$.paths[*].get.tags", copy="$.paths['/cats'].get.tags"))
        assert applied["paths"]["/cats"]["get"]["tags"] == ["cats", "cats"]
        assert applied["paths"]["/dogs"]["get"]["tags"] == ["dogs", "old", "cats"]

    @pytest.mark.parametrize(("source", "number"), [("$.nowhere", 0), ("$.paths[*]", 2)])
    def test_needs_exactly_one_source(self, overlay: Writer, source: str, number: int) -> None:
        with pytest.raises(OverlayError, match=rf"copy must select one node, .* selects {number}$"):
            overlay.applied(action("$.info", copy=source))


class TestNamesGivenTwice:
    CATS = "$.paths[*][?@.operationId=='getCats']"
    DOGS = "$.paths[*][?@.operationId=='getDogs']"

    def test_a_name_given_twice_is_named_with_both_actions(self, overlay: Writer) -> None:
        read = overlay.actions(
            action(self.CATS, update={"operationId": "listPets"}), action(self.DOGS, update={"operationId": "listPets"})
        )
        with pytest.raises(OverlayError) as caught:
            read.check_names(pets())
        assert str(caught.value) == (
            f"overlay.yaml names 'listPets' twice: action 1 ({self.CATS}: Because.) and "
            f"action 2 ({self.DOGS}: Because.); rename one of them there"
        )

    def test_a_name_that_another_operation_has_is_named_with_it(self, overlay: Writer) -> None:
        with pytest.raises(OverlayError) as caught:
            overlay.actions(action(self.DOGS, update={"operationId": "postDog"})).check_names(pets())
        assert f"twice: action 1 ({self.DOGS}: Because.) and POST /dogs, as published" in str(caught.value)

    def test_one_action_that_names_two_operations_is_named(self, overlay: Writer) -> None:
        with pytest.raises(OverlayError, match=r"names 'list' twice: action 1 .* and action 1"):
            overlay.actions(action("$.paths[*].get", update={"operationId": "list"})).check_names(pets())

    def test_names_may_be_exchanged(self, overlay: Writer) -> None:
        document = pets()
        overlay.actions(
            action(self.CATS, update={"operationId": "a"}),
            action(self.DOGS, update={"operationId": "getCats"}),
            action("$.paths['/cats'].get", update={"operationId": "getDogs"}),
        ).check_names(document)
        assert document == pets()

    def test_names_that_the_vendor_gives_twice_are_not_the_overlays_fault(self, overlay: Writer) -> None:
        document = pets()
        document["paths"]["/cats"]["get"]["operationId"] = "postDog"
        overlay.actions(action("$.info", update={})).check_names(document)


class TestMatching:
    def test_an_action_that_matches_nothing_stops_the_run_and_is_named(self, overlay: Writer) -> None:
        with pytest.raises(OverlayError) as caught:
            overlay.applied(action("$.info", update={"title": "Dogs"}), action("$.paths['/birds']", remove=True))
        assert str(caught.value) == (
            "overlay.yaml, action 2 ($.paths['/birds']: Because.): matches nothing in the description"
        )

    def test_another_number_of_matches_than_announced_stops_the_run(self, overlay: Writer) -> None:
        with pytest.raises(OverlayError, match=r"action 1 .*: matches 2 nodes, expected 1 \(x-count\)$"):
            overlay.applied(action("$.paths[*].get", update={}, **{"x-count": 1}))
        with pytest.raises(OverlayError, match=r"matches nothing"):
            overlay.applied(action("$.paths[*].put", update={}, **{"x-count": 1}))

    def test_the_document_given_stays_as_it_is(self, overlay: Writer) -> None:
        before = pets()
        read = overlay.actions(
            action("$.paths[*].get.tags", update="pets"), action("$.components.schemas.Dog", remove=True)
        )
        after = read.apply(before)
        assert before == pets()
        after["info"]["title"] = "changed"
        after["paths"]["/cats"]["get"]["tags"].append("changed")
        assert before == pets()

    def test_applying_twice_gives_the_same(self, overlay: Writer) -> None:
        read = overlay.actions(action("$.paths[*].get", update={"x-labels": {"a": [1]}}))
        first = read.apply(pets())
        first["paths"]["/cats"]["get"]["x-labels"]["a"].append(2)
        assert read.apply(pets())["paths"]["/cats"]["get"]["x-labels"] == {"a": [1]}

    def test_stale_tells_every_action_that_matches_nothing(self, overlay: Writer) -> None:
        read = overlay.actions(
            action("$.paths['/birds']", remove=True),
            action("$.paths[*][?@.operationId=='getDogs']", update={"operationId": "listDogs"}),
            action("$.paths[*][?@.operationId=='getDogs']", update={"summary": "Dogs"}),
            action("$.paths[*][?@.operationId=='listDogs']", update={"summary": "Dogs"}),
            action("$.paths[*].put", update={}, **{"x-count": 1}),
        )
        before = pets()
        assert [one.index for one in read.stale(before)] == [1, 3, 5]
        assert before == pets()

    def test_stale_is_empty_where_apply_succeeds(self, overlay: Writer) -> None:
        assert overlay.actions(action("$.info", update={})).stale(pets()) == []

    def test_stale_raises_what_is_wrong_otherwise(self, overlay: Writer) -> None:
        with pytest.raises(OverlayError, match=r"matches 2 nodes, expected 1 \(x-count\)"):
            overlay.actions(action("$.paths[*].get", update={}, **{"x-count": 1})).stale(pets())

    def test_unnamed_tells_the_operations_that_no_action_names(self, overlay: Writer) -> None:
        read = overlay.actions(
            action("$.paths[*][?@.operationId=='getDogs']", update={"operationId": "listDogs"}),
            action("$.paths[*][?@.operationId=='postDog']", update={"summary": "A dog"}),
            action("$.paths[*][?@.operationId=='getBirds']", update={"operationId": "listBirds"}),
        )
        assert read.unnamed(pets()) == ["getCats", "postDog"]

    def test_a_name_that_is_kept_counts_as_named(self, overlay: Writer) -> None:
        read = overlay.actions(action("$.paths[*][?@.operationId=='getCats']", update={"operationId": "getCats"}))
        assert read.unnamed(pets()) == ["getDogs", "postDog"]


@pytest.fixture(scope="module")
def ours() -> Overlay:
    return load_overlay(OPENAPI / "overlay.yaml")


@pytest.fixture(scope="module")
def vendor() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((OPENAPI / "perfectgym-next.json").read_bytes())
    return document


@pytest.fixture(scope="module")
def document(ours: Overlay, vendor: dict[str, Any]) -> dict[str, Any]:
    return ours.apply(vendor)


def operations(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(path, method): operation for path, item in document["paths"].items() for method, operation in item.items()}


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def answer(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    schema = operation["responses"]["200"].get("content", {}).get("application/json", {}).get("schema", {})
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return dict(schema)


def is_list(document: dict[str, Any], operation: dict[str, Any]) -> bool:
    schema = answer(document, operation)
    return schema.get("type") == "array" or "hasNext" in schema.get("properties", {})


class TestNames:
    def test_every_operation_has_been_named(self, ours: Overlay, vendor: dict[str, Any]) -> None:
        assert ours.unnamed(vendor) == [], (
            "name the operation in openapi/overlay.yaml (an action that sets operationId)"
        )

    def test_names_are_unique_in_the_whole_document(self, document: dict[str, Any]) -> None:
        counted = Counter(snake(operation["operationId"]) for operation in operations(document).values())
        doubled = [name for name, number in counted.items() if number > 1]
        assert doubled == [], "two operations have this name: rename one in openapi/overlay.yaml"

    def test_names_are_camel_case_and_make_python_names(self, document: dict[str, Any]) -> None:
        for operation in operations(document).values():
            name = operation["operationId"]
            assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name), name
            assert snake(name).isidentifier()
            assert not keyword.iskeyword(snake(name))
            assert not keyword.issoftkeyword(snake(name))

    def test_a_verb_comes_first(self, document: dict[str, Any]) -> None:
        first = {snake(operation["operationId"]).split("_")[0] for operation in operations(document).values()}
        assert first <= VERBS, (
            f"begin the name with a verb, in openapi/overlay.yaml, or add it to VERBS: {first - VERBS}"
        )

    def test_every_slice_and_every_array_that_is_read_is_a_list_and_nothing_else_is(
        self, document: dict[str, Any]
    ) -> None:
        reads = [operation for (_, method), operation in operations(document).items() if method == "get"]
        listed = {one["operationId"] for one in reads if is_list(document, one)}
        assert listed == {one["operationId"] for one in reads if one["operationId"].startswith("list")}
        assert len(listed) > 30

    def test_reads_get_or_list_and_nothing_else_does(self, document: dict[str, Any]) -> None:
        for (_, method), operation in operations(document).items():
            assert (method == "get") == operation["operationId"].startswith(("get", "list")), operation["operationId"]

    def test_a_name_is_no_parameter_of_its_tag(self, document: dict[str, Any]) -> None:
        names, parameters = set(), set()
        for operation in operations(document).values():
            names |= {(tag, snake(operation["operationId"])) for tag in operation["tags"]}
            for parameter in operation.get("parameters", []):
                parameters |= {(tag, snake(parameter["name"])) for tag in operation["tags"]}
        assert parameters
        assert names & parameters == set(), (
            "rename the operation in openapi/overlay.yaml: a parameter of its tag has its name"
        )

    def test_what_is_called_deprecated_is_deprecated(self, document: dict[str, Any]) -> None:
        called = [one for one in operations(document).values() if one["operationId"].endswith("Deprecated")]
        assert called
        assert all(one["deprecated"] for one in called)

    @pytest.mark.parametrize(
        ("path", "method", "tag", "name"),
        [
            ("/v1/customers/{customerId}/account/balances", "get", "Customers Account", "getBalances"),
            ("/v1/customers/{customerId}/account/payment", "post", "Customers Account", "bookPayment"),
            (
                "/v1/customers/{customerId}/account/payment-instrument",
                "post",
                "Customers Account",
                "updatePaymentInstrument",
            ),
            ("/v1/customers/{customerId}/account/transactions", "get", "Customers Account", "listTransactions"),
            (
                "/v1/customers/{customerId}/account/transactions/upcoming",
                "get",
                "Customers Account",
                "listUpcomingTransactions",
            ),
            ("/v1/classes", "get", "Classes", "listClasses"),
            ("/v1/customers", "get", "Customers", "listCustomers"),
            ("/v1/customers/{customerId}", "get", "Customers", "getCustomer"),
            ("/v1/employees/{id}", "get", "Employees", "getEmployee"),
            ("/v1/cross-studio/customers/{customerId}", "get", "Cross Studio", "getCrossStudioCustomer"),
        ],
    )
    def test_the_names_that_the_documentation_uses(
        self, document: dict[str, Any], path: str, method: str, tag: str, name: str
    ) -> None:
        operation = operations(document)[path, method]
        assert (operation["tags"], operation["operationId"]) == ([tag], name)

    def test_a_new_operation_keeps_the_vendors_name_and_is_listed_as_unnamed(
        self, ours: Overlay, vendor: dict[str, Any]
    ) -> None:
        newer = copy.deepcopy(vendor)
        newer["paths"]["/v1/studios/tags"] = {
            "get": {"operationId": "getAll", "tags": ["Studios"], "responses": {"200": {"description": "OK"}}}
        }
        assert ours.apply(newer)["paths"]["/v1/studios/tags"]["get"]["operationId"] == "getAll"
        assert set(ours.unnamed(newer)) - set(ours.unnamed(vendor)) == {"getAll"}

    def test_a_moved_path_makes_no_name_stale(self, ours: Overlay, vendor: dict[str, Any]) -> None:
        moved = copy.deepcopy(vendor)
        moved["paths"] = {path.replace("/v1/", "/v2/"): item for path, item in vendor["paths"].items()}
        assert ours.stale(moved) == []

    def test_an_operation_that_goes_makes_its_name_stale(self, ours: Overlay, vendor: dict[str, Any]) -> None:
        older = copy.deepcopy(vendor)
        del older["paths"]["/v1/customers/{customerId}/account/payment"]
        assert [one.value for one in ours.stale(older)] == [{"operationId": "bookPayment"}]


class TestCorrections:
    def test_the_largest_slice_is_the_default_of_every_sliced_operation(self, document: dict[str, Any]) -> None:
        sizes = [
            parameter["schema"]
            for operation in operations(document).values()
            for parameter in operation.get("parameters", [])
            if parameter["name"] == "sliceSize"
        ]
        assert len(sizes) > 10
        assert all(size["default"] == size["maximum"] for size in sizes)

    def test_an_offset_is_never_required_and_has_no_default(self, document: dict[str, Any]) -> None:
        offsets = [
            parameter
            for operation in operations(document).values()
            for parameter in operation.get("parameters", [])
            if parameter["name"] == "offset"
        ]
        assert len(offsets) > 10
        assert not any(offset.get("required") or "default" in offset["schema"] for offset in offsets)
        slices = [
            schema for schema in document["components"]["schemas"].values() if "hasNext" in schema.get("properties", {})
        ]
        assert slices
        assert not any("offset" in schema["required"] for schema in slices)
        assert all({"hasNext", "result"} <= set(schema["required"]) for schema in slices)

    def test_every_upload_needs_its_body(self, document: dict[str, Any]) -> None:
        uploads = [
            operation
            for operation in operations(document).values()
            if "multipart/form-data" in operation.get("requestBody", {}).get("content", {})
        ]
        assert sorted(one["operationId"] for one in uploads) == ["createIdlePeriod", "updateImage", "uploadDocument"]
        assert all(one["requestBody"]["required"] for one in uploads)

    def test_every_operation_may_answer_503_with_an_error(self, document: dict[str, Any]) -> None:
        for operation in operations(document).values():
            assert operation["responses"]["503"]["content"] == operation["responses"]["500"]["content"]

    def test_the_arguments_of_an_error_may_be_anything(self, document: dict[str, Any]) -> None:
        schemas = document["components"]["schemas"]
        assert "type" not in schemas["ErrorResponse"]["properties"]["args"]["items"]
        assert "type" not in schemas["TypedArgumentDto"]["properties"]["value"]

    def test_no_field_that_is_only_read_has_a_default(self, document: dict[str, Any]) -> None:
        schemas = document["components"]["schemas"]
        sent: set[str] = set()

        def collect(node: Any) -> None:
            if isinstance(node, list):
                for item in node:
                    collect(item)
            elif isinstance(node, dict):
                name = str(node.get("$ref", "")).rsplit("/", 1)[-1]
                if name and name not in sent:
                    sent.add(name)
                    collect(schemas[name])
                collect(list(node.values()))

        for operation in operations(document).values():
            collect([operation.get("requestBody"), operation.get("parameters")])
        assert len(sent) > 20
        for name in schemas.keys() - sent:
            for member, schema in schemas[name].get("properties", {}).items():
                assert "default" not in schema, f"{name}.{member}"

    def test_an_example_fits_its_parameter(self, document: dict[str, Any]) -> None:
        for operation in operations(document).values():
            for parameter in operation.get("parameters", []):
                if "example" in parameter:
                    assert isinstance(parameter["example"], list) == (parameter["schema"].get("type") == "array")

    def test_closing_hours_are_naive_and_nothing_else_is(self, document: dict[str, Any]) -> None:
        naive = {
            f"{name}.{member}"
            for name, schema in document["components"]["schemas"].items()
            for member, property_ in schema.get("properties", {}).items()
            if property_.get("x-python-naive")
        }
        assert naive == {"StudioClosingHours.dateTimeFrom", "StudioClosingHours.dateTimeTo"}

    def test_hand_written_bases_and_readers_exist(self, document: dict[str, Any]) -> None:
        found = {
            leaf
            for place, leaf in flat(document).items()
            if re.search(r" x-python-(base|reader)$", place) and isinstance(leaf, str)
        }
        assert len(found) == 5
        for name in found:
            module, _, attribute = name.rpartition(".")
            assert callable(getattr(importlib.import_module(module), attribute)), name

    def test_a_view_joins_a_number_and_the_currency_beside_it(self, document: dict[str, Any]) -> None:
        schemas = document["components"]["schemas"]
        views = {name: schema[MONEY_VIEWS] for name, schema in schemas.items() if MONEY_VIEWS in schema}
        assert views.keys() == {"Debt", "DebtUpdate"}
        for name, pairs in views.items():
            members = schemas[name]["properties"]
            numbers = {member for member, schema in members.items() if schema.get("type") == "number"}
            assert pairs.keys() == numbers
            assert {members[currency]["type"] for currency in pairs.values()} == {"string"}

    def test_money_that_may_be_a_percentage_says_so(self, document: dict[str, Any]) -> None:
        found = set()
        for name, schema in document["components"]["schemas"].items():
            members = schema.get("properties", {})
            for member, kind in members.items():
                value = members.get(member.removesuffix("Type") + "Value", {})
                if set(kind.get("enum", [])) == {"ABSOLUTE", "PERCENTAGE"} and "$ref" in value:
                    assert value["$ref"] == "#/components/schemas/Money"
                    assert f"where `{member}` is ABSOLUTE" in value["description"]
                    found.add(f"{name}.{member}")
        assert found == {
            "OpenApiV1SignupPreviewDto.companyFeeSplitType",
            "OpenApiV1SignupPreviewDto.discountType",
            "VoucherDiscountPeriod.discountType",
        }

    def test_a_note_is_whole_sentences_that_the_description_lacks(
        self, ours: Overlay, document: dict[str, Any]
    ) -> None:
        noted = [operation for operation in operations(document).values() if "x-python-note" in operation]
        targets = [action.target for action in ours.actions if "x-python-note" in str(action.value)]
        named = re.findall(r"operationId=='(\w+)'", " ".join(targets))
        assert sorted(operation["operationId"] for operation in noted) == sorted(named)
        for operation in noted:
            note = operation["x-python-note"]
            assert re.fullmatch(r"[A-Z`].+\.", note), note
            assert note not in operation["description"]

    def test_body_measurements_have_units(self, document: dict[str, Any]) -> None:
        schemas = document["components"]["schemas"]
        unit = re.compile(r" in (kg|kg/m²|litres|cm|percent)$|, in (kg/m²|percent)$")
        without = {
            name
            for name, schema in schemas["CustomerWeighings"]["properties"].items()
            if schema["type"] == "number" and not unit.search(schema["description"])
        }
        assert without == {"basalMetabolicRate"}  # no page states it
        assert schemas["Measurement"]["properties"]["height"]["description"] == "Body height in cm"

    def test_a_block_without_limit_needs_no_end(self, document: dict[str, Any]) -> None:
        for name in ("OpenApiV1Block", "OpenApiV1BlockDto"):
            assert document["components"]["schemas"][name]["required"] == ["limitType"]

    def test_the_result_is_valid_openapi(self, document: dict[str, Any]) -> None:
        from openapi_spec_validator import OpenAPIV31SpecValidator

        assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []

    def test_changes_lie_where_the_actions_point_and_nowhere_else(
        self, ours: Overlay, vendor: dict[str, Any], document: dict[str, Any]
    ) -> None:
        before, after = flat(vendor), flat(document)
        changed = {place for place in before.keys() | after.keys() if before.get(place, ...) != after.get(place, ...)}
        targets = {action.target: targets_of(action.target, vendor, document) for action in ours.actions}
        assert len(changed) > 100
        for place in changed:
            assert any(f"{place} ".startswith(f"{one} ") for found in targets.values() for one in found), place
        idle = [target for target, found in targets.items() if not found]
        assert idle == [], "these actions point nowhere"


def targets_of(target: str, *documents: dict[str, Any]) -> set[str]:
    """The places of a JSONPath, as `flat` writes them, in any of the documents: by a library instead of our applier."""
    found = set()
    for document in documents:
        for node in jsonpath_rfc9535.find(target, document):
            place: list[str] = []
            at: Any = document
            for step in node.location:
                at = at[step]
                place.append(name_of(step, at))
            found.add(" ".join(place))
    return found


def name_of(step: str | int, child: Any) -> str:
    """A step to a child: an item of an array goes by its name or number or, being text, by itself."""
    if isinstance(step, str):
        return step
    return str(child.get("name", step) if isinstance(child, dict) else child)


MONEY_VIEWS = "x-python-money-views"


def flat(node: Any, place: str = "") -> dict[str, Any]:
    """Every leaf by the path to it."""
    if not (isinstance(node, dict | list) and node):
        return {place.strip(): node}
    children = node.items() if isinstance(node, dict) else enumerate(node)
    return {
        path: leaf for step, child in children for path, leaf in flat(child, f"{place} {name_of(step, child)}").items()
    }
