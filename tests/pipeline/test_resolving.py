"""What a description says in several ways is written in one way that means the same."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from openapi.pipeline.description import DescriptionError, load
from openapi.pipeline.generate import PACKAGE, ROOT
from openapi.pipeline.generation.normalising import normalise
from openapi.pipeline.resolving import resolve_description
from openapi.pipeline.validation import validate
from perfectgym_next._core.schema_mismatch import find_mismatch
from tests.support.samples import JSON, answer, description, operation, reference, toys

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
SIZED: Schema = {"type": "object", "required": ["length"], "properties": {"length": NUMBER}}
KEYS: list[dict[str, list[str]]] = [{"key": []}]


def resolved_field(schema: Schema, version: str = "3.1.0", **schemas: Schema) -> Schema:
    document = description({}, {"Toy": {"type": "object", "properties": {"size": schema}}, **schemas})
    document["openapi"] = version
    field: Schema = resolve_description(document)["components"]["schemas"]["Toy"]["properties"]["size"]
    return field


def resolved_operation(document: dict[str, Any]) -> dict[str, Any]:
    result = resolve_description(document)
    validate(result)
    data: dict[str, Any] = result["paths"]["/v1/toys"]["get"]
    return data


def with_parameter(**parameter: Any) -> dict[str, Any]:
    given = {"name": "size", "in": "query", "schema": TEXT, **parameter}
    return description({"/v1/toys": {"get": operation("getToys", parameters=[given])}})


class TestResolving:
    def test_changes_nothing_in_the_shipped_description(self) -> None:
        shipped = load(ROOT / "generated" / PACKAGE / "openapi.json")
        assert json.dumps(resolve_description(shipped)) == json.dumps(shipped)

    def test_twice_is_as_good_as_once(self) -> None:
        document = with_parameter(style="form", explode=True)
        document["paths"]["/v1/toys"]["get"]["responses"]["200"] = answer({"properties": {"size": {"allOf": [TEXT]}}})
        once = resolve_description(document)
        assert resolve_description(once) == once

    def test_keeps_the_description_given(self) -> None:
        document = with_parameter(style="form")
        before = copy.deepcopy(document)
        resolve_description(document)
        assert document == before


class TestReferences:
    def test_of_paths_parameters_bodies_and_responses_are_followed(self) -> None:
        size = {"name": "size", "in": "query", "schema": TEXT}
        document = description({"/v1/toys": {"$ref": "#/components/pathItems/toys"}})
        document["components"] |= {
            "pathItems": {
                "toys": {
                    "parameters": [{"$ref": "#/components/parameters/size"}],
                    "get": operation(
                        "getToys",
                        requestBody={"$ref": "#/components/requestBodies/toy"},
                        responses={"200": {"$ref": "#/components/responses/done"}},
                    ),
                }
            },
            "parameters": {"size": size},
            "requestBodies": {"toy": {"content": {JSON: {"schema": TEXT}}}},
            "responses": {"done": answer(TEXT)},
        }
        result = resolve_description(document)
        assert result["paths"]["/v1/toys"].keys() == {"get"}
        data = result["paths"]["/v1/toys"]["get"]
        assert data["parameters"] == [size]
        assert data["requestBody"] == {"content": {JSON: {"schema": TEXT}}}
        assert data["responses"] == {"200": answer(TEXT)}
        assert result["components"].keys() == {"schemas"}

    def test_that_lead_nowhere_are_named(self) -> None:
        with pytest.raises(DescriptionError, match="'#/components/pathItems/gone' leads nowhere"):
            resolve_description(description({"/v1/toys": {"$ref": "#/components/pathItems/gone"}}))

    @pytest.mark.parametrize(("place", "missing"), [("requestBody", "content"), ("responses", "description")])
    def test_to_another_kind_of_object_are_named(self, place: str, missing: str) -> None:
        wrong = reference("Sized") if place == "requestBody" else {"200": reference("Sized")}
        document = description({"/v1/toys": {"get": operation("getToys", **{place: wrong})}}, {"Sized": SIZED})
        with pytest.raises(
            DescriptionError, match=f"'#/components/schemas/Sized' leads to an object without '{missing}'"
        ):
            resolve_description(document)

    @pytest.mark.parametrize("target", [{}, 1, ["#/components/schemas/Sized"]])
    def test_that_are_not_text_are_named(self, target: Any) -> None:
        with pytest.raises(DescriptionError, match="cannot be followed"):
            resolve_description(with_parameter(schema={"$ref": target}))

    def test_of_a_path_to_another_kind_of_object_are_named(self) -> None:
        with pytest.raises(DescriptionError, match="schemas/Sized' leads to an object without operations"):
            resolve_description(description({"/v1/toys": {"$ref": "#/components/schemas/Sized"}}, {"Sized": SIZED}))

    def test_into_a_parameter_keep_its_section(self) -> None:
        document = with_parameter(schema={"$ref": "#/components/parameters/size/schema"})
        document["components"]["parameters"] = {"size": {"name": "size", "in": "query", "schema": TEXT}}
        assert "parameters" in resolve_description(document)["components"]

    def test_between_components_become_copies(self) -> None:
        schemas = resolve_description(description({}, {"Sized": SIZED, "Other": reference("Sized")}))["components"]
        assert schemas["schemas"]["Other"] == SIZED


class TestDefaults:
    @pytest.mark.parametrize(
        ("given", "left"),
        [
            ({"style": "form", "explode": True}, {}),
            ({"style": "form", "explode": False, "schema": TEXT}, {}),
            ({"explode": False, "schema": {"type": "array", "items": TEXT}}, {"explode": False}),
            ({"style": "spaceDelimited", "explode": False}, {"style": "spaceDelimited"}),
            ({"in": "header", "style": "simple", "explode": False}, {}),
        ],
    )
    def test_of_style_go(self, given: Schema, left: Schema) -> None:
        (parameter,) = resolved_operation(with_parameter(**given))["parameters"]
        assert {key: parameter[key] for key in ("style", "explode") if key in parameter} == left

    @pytest.mark.parametrize("name", ["Accept", "content-type", "Authorization"])
    def test_headers_that_are_to_be_ignored_go(self, name: str) -> None:
        assert resolved_operation(with_parameter(**{"in": "header", "name": name}))["parameters"] == []

    @pytest.mark.parametrize(("own", "stays"), [(KEYS, False), ([], True), ([{}, *KEYS], True)])
    def test_security_goes_only_if_it_is_the_global_one(self, own: list[Any], stays: bool) -> None:
        document = description({"/v1/toys": {"get": operation("getToys", security=own)}})
        document["security"] = KEYS
        document["components"]["securitySchemes"] = {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
        assert ("security" in resolved_operation(document)) is stays


class TestSchemas:
    @pytest.mark.parametrize(
        ("given", "wanted"),
        [
            ({"oneOf": [TEXT, {"type": "null"}]}, {"type": ["string", "null"]}),
            ({"anyOf": [{"type": "null"}, TEXT], "description": "x"}, {"description": "x", "type": ["string", "null"]}),
            ({"oneOf": [reference("Sized"), {"type": "null"}]}, {"anyOf": [reference("Sized"), {"type": "null"}]}),
            (
                {"oneOf": [{"type": "string", "enum": ["A"]}, {"type": "null"}]},
                {"type": ["string", "null"], "enum": ["A", None]},
            ),
            ({"allOf": [reference("Sized")]}, reference("Sized")),
            ({"type": "object", "allOf": [reference("Sized")]}, reference("Sized")),
            ({"allOf": [reference("Sized")], "description": "x"}, {**reference("Sized"), "description": "x"}),
            ({"allOf": [TEXT], "default": "x"}, {"type": "string", "default": "x"}),
            ({"properties": {"a": TEXT}}, {"type": "object", "properties": {"a": TEXT}}),
            ({"type": "array", "items": True}, {"type": "array", "items": {}}),
            ({"type": "object", "additionalProperties": True}, {"type": "object", "additionalProperties": True}),
            ({"oneOf": [TEXT, NUMBER]}, {"oneOf": [TEXT, NUMBER]}),
            ({"maxLength": 2, "oneOf": [TEXT, {"type": "null"}]}, {"maxLength": 2, "oneOf": [TEXT, {"type": "null"}]}),
        ],
    )
    def test_are_written_in_one_way(self, given: Schema, wanted: Schema) -> None:
        assert resolved_field(given, Sized=SIZED) == wanted

    def test_what_3_0_ignores_beside_a_reference_stays_in_its_all_of(self) -> None:
        given = {"allOf": [reference("Sized")], "nullable": True}
        assert resolved_field(given, "3.0.3", Sized=SIZED) == given
        assert resolved_field({"allOf": [reference("Sized")]}, "3.0.3", Sized=SIZED) == reference("Sized")

    def test_fields_that_are_called_like_keywords_stay(self) -> None:
        fields = dict.fromkeys(("allOf", "oneOf", "items", "properties", "type"), TEXT)
        assert resolved_field({"type": "object", "properties": fields}) == {"type": "object", "properties": fields}


class TestAllOf:
    def test_of_objects_is_one_object(self) -> None:
        given = {
            "description": "Both.",
            "allOf": [
                {**reference("Sized"), "description": "Of the reference."},
                {"properties": {"length": {**NUMBER, "minimum": 1}, "name": TEXT}, "required": ["name", "length"]},
            ],
            "properties": {"own": TEXT},
        }
        assert resolved_field(
            given, Sized={**SIZED, "title": "T", "description": "D", "additionalProperties": False}
        ) == {
            "type": "object",
            "description": "Both.",
            "properties": {"length": {**NUMBER, "minimum": 1}, "name": TEXT, "own": TEXT},
            "required": ["length", "name"],
        }

    def test_is_merged_through_several_floors_in_any_order(self) -> None:
        schemas: dict[str, Schema] = {
            "Top": {"allOf": [reference("Middle"), {"properties": {"c": TEXT}}]},
            "Middle": {"allOf": [reference("Low"), {"properties": {"b": TEXT}}]},
            "Low": {"type": "object", "properties": {"a": TEXT}},
        }
        result = resolve_description(description({}, schemas))["components"]["schemas"]
        assert list(result["Top"]["properties"]) == ["a", "b", "c"]
        assert list(result["Low"]["properties"]) == ["a"]

    @pytest.mark.parametrize(
        "parts",
        [
            [reference("Sized"), {"type": "object", "properties": {"length": TEXT}}],
            [reference("Sized"), TEXT],
            [reference("Sized"), {"type": "object", "additionalProperties": TEXT}],
        ],
    )
    def test_that_cannot_be_merged_stays(self, parts: list[Schema]) -> None:
        assert resolved_field({"allOf": parts}, Sized=SIZED)["allOf"] == parts


class TestResults:
    def test_that_are_unnamed_objects_get_a_name(self) -> None:
        schema = {"title": "Found", "type": "object", "properties": {"a": TEXT}}
        document = description({"/v1/toys": {"get": operation("findToys", schema)}})
        result = resolve_description(document)
        assert result["paths"]["/v1/toys"]["get"]["responses"]["200"] == answer(reference("FindToysResponse"))
        assert result["components"]["schemas"]["FindToysResponse"] == {"type": "object", "properties": {"a": TEXT}}

    def test_that_are_lists_of_them_too(self) -> None:
        schema = {"type": "array", "items": {"type": "object", "properties": {"a": TEXT}}}
        result = resolve_description(description({"/v1/toys": {"get": operation("findToys", schema)}}))
        assert list(result["components"]["schemas"]) == ["FindToysResponseItem"]

    def test_that_have_a_name_or_are_maps_keep_it(self) -> None:
        document = toys()
        document["paths"]["/v1/map"] = {
            "get": operation("getMap", {"type": "object", "additionalProperties": reference("Toy")})
        }
        assert resolve_description(document) == document

    def test_never_take_the_name_of_another_schema(self) -> None:
        document = description(
            {"/v1/toys": {"get": operation("findToys", {"type": "object", "properties": {"a": TEXT}})}},
            {"FindToysResponse": TEXT},
        )
        assert resolve_description(document) == document


class TestAllOfIn30:
    def test_is_what_it_wraps_for_the_generator_and_the_readers(self) -> None:
        size = {"allOf": [reference("Sized")], "nullable": True, "description": "x"}
        toy = {"type": "object", "required": ["size"], "properties": {"size": size}}
        document = resolve_description({**description({}, {"Toy": toy, "Sized": SIZED}), "openapi": "3.0.3"})
        validate(document)
        plain = normalise(document)["components"]["schemas"]["Toy"]
        assert plain["properties"]["size"] == {**reference("Sized"), "description": "x"}
        assert plain["required"] == []
        assert find_mismatch(document, reference("Toy"), {"size": None}) is None
        assert find_mismatch(document, reference("Toy"), {"size": {}}) == (
            "size.length",
            "it is required, but missing",
        )


def test_a_tag_that_is_described_twice_is_valid() -> None:
    tags = [{"name": "Toys"}, {"name": "Toys", "description": "Again."}, {"name": "Parts"}]
    validate({**description({}), "tags": tags})


class TestExtensions:
    """An extension of the vendor has no effect, so nothing after this step sees one: neither generator nor review."""

    def test_goes_on_every_level(self) -> None:
        schema: Schema = {"type": "object", "properties": {"size": {"type": "string", "enum": ["A", "B"]}}}
        document = description({"/v1/toys": {"post": operation("postToys", reference("Toy"))}}, {"Toy": schema})
        data = document["paths"]["/v1/toys"]["post"]
        data["parameters"] = [{"name": "x-size", "in": "query", "schema": {"type": "string"}, "example": {"x-a": 1}}]
        data["requestBody"] = {"content": {JSON: {"schema": reference("Toy"), "encoding": {}}}}
        data["responses"]["200"]["headers"] = {"x-rate": {"schema": TEXT}}
        data["responses"]["default"] = answer(TEXT)
        data["security"] = [{"x-key": []}]
        document["components"]["securitySchemes"] = {"x-key": {"type": "apiKey", "in": "header", "name": "x-key"}}
        document["components"]["schemas"]["x-odd"] = {"type": "object", "properties": {"x-size": NUMBER}}
        document["tags"] = [{"name": "Toys"}]
        document["servers"] = [{"url": "https://a.invalid"}]
        document["info"]["contact"] = {"name": "A"}
        marked = json.loads(json.dumps(document))
        _mark(marked, "")
        assert marked != document
        assert resolve_description(marked) == resolve_description(document)

    def test_keeps_names_data_and_our_own(self) -> None:
        toy = {"type": "object", "properties": {"x-size": {"x-python-name": "size", "default": {"x-a": 1}}}}
        document = description({}, {"x-Toy": toy})
        assert resolve_description(document)["components"]["schemas"] == {"x-Toy": toy}


def _mark(node: Any, keyword: str) -> None:
    """Add an extension to every object whose keys are not names, and whose content is not data."""
    if isinstance(node, list):
        for item in node:
            _mark(item, keyword if keyword == "security" else "")
    if not isinstance(node, dict):
        return
    names = {"properties", "schemas", "headers", "content", "encoding", "securitySchemes", "security"}
    for key, value in list(node.items()):
        if key not in {"example", "default"} or keyword == "responses":
            _mark(value, "" if keyword in names else key)
    if keyword not in names:
        node["x-enum-varnames"] = ["ONE"]
        node["x-schema"] = {"x-map": True, "type": "string"}
