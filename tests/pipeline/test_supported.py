"""What the templates know of OpenAPI, and that everything else stops by name."""

from __future__ import annotations

import copy
import importlib
import inspect
import json
import re
import sys
import typing
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from openapi.pipeline.description import DescriptionError
from openapi.pipeline.generate import Sources, generate
from openapi.pipeline.generation.normalising import normalise
from openapi.pipeline.generation.preparing import prepare
from openapi.pipeline.generation.supported import client_names
from openapi.pipeline.overlay import load_overlay
from openapi.pipeline.resolving import resolve_description
from openapi.pipeline.validation import validate
from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next.errors import ResponseFormatError
from tests.support.samples import JSON, answer, checkout, description, operation, reference, toys
from tests.support.shipped import OPERATIONS

Schema = dict[str, Any]
Findings = list[str]

TEXT: Schema = {"type": "string"}
SIZED: Schema = {"type": "object", "properties": {"length": {"type": "integer"}}}


def findings(document: dict[str, Any]) -> Findings:
    """What is found in a description, valid by the specification, that the templates do not know."""
    validate(document)
    return [finding.text for finding in prepare(document, {}).unsupported]


def with_operation(method: str = "get", path: str = "/v1/toys", **members: Any) -> dict[str, Any]:
    data = operation("doIt", **members)
    return description({path: {method: {name: value for name, value in data.items() if value is not None}}})


def with_parameter(**members: Any) -> dict[str, Any]:
    return with_operation(parameters=[{"name": "size", "in": "query", "schema": TEXT, **members}])


def with_body(content: dict[str, Any]) -> dict[str, Any]:
    document = with_operation("post", requestBody={"content": content})
    document["components"]["schemas"]["Toy"] = {"type": "object", "properties": {"name": TEXT}}
    return document


def with_parts(properties: Schema, **encoding: Any) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties}
    return with_body({"multipart/form-data": {"schema": schema, "encoding": encoding}})


def with_two_names(parameter: str, part: str) -> dict[str, Any]:
    document = with_parts({part: {"type": "string", "format": "binary"}})
    document["paths"]["/v1/toys"]["post"]["parameters"] = [{"name": parameter, "in": "query", "schema": TEXT}]
    return document


def with_members(*names: str, **schema: Any) -> dict[str, Any]:
    return description({}, {"Toy": {"type": "object", "properties": dict.fromkeys(names, TEXT), **schema}})


def with_nested(toy: dict[str, Any], **schemas: Any) -> dict[str, Any]:
    return description({}, {"Toy": {"type": "object", "properties": toy}, **schemas})


BOX = {"type": "object", "properties": {"size": TEXT, "properties": TEXT}}
PRICE = {
    "type": "object",
    "required": ["amount", "currency"],
    "x-python-base": "perfectgym_next.money.MoneyBase",
    "properties": {"amount": {"type": "number"}, "currency": TEXT},
}


def with_parameters(*parameters: tuple[str, str], path: str = "/v1/toys") -> dict[str, Any]:
    return with_operation(
        path=path,
        parameters=[
            {"name": name, "in": place, "schema": TEXT, **({"required": True} if place == "path" else {})}
            for name, place in parameters
        ],
    )


def with_member(schema: Any, **others: Schema) -> dict[str, Any]:
    return description({}, {"Toy": {"type": "object", "properties": {"size": schema}}, **others})


def with_union(mapping: dict[str, str], *, parameter: bool = False, **others: Schema) -> dict[str, Any]:
    document = with_parameter(schema=reference("Union")) if parameter else description({})
    union = {
        "oneOf": [reference("Toy"), reference("Part")],
        "discriminator": {"propertyName": "kind", **({"mapping": mapping} if mapping else {})},
    }
    document["components"]["schemas"] = {"Union": union, "Toy": {"type": "object"}, **others}
    return document


def with_key_header(name: str) -> dict[str, Any]:
    document = with_parameter(**{"in": "header", "name": name.lower()})
    document["components"]["securitySchemes"] = {"key": {"type": "apiKey", "in": "header", "name": name}}
    return document


def with_taken_name() -> dict[str, Any]:
    document = with_answers(_200=answer({"type": "object", "properties": {"size": TEXT}}))
    document["components"]["schemas"]["DoItResponse"] = TEXT
    return document


def with_answers(**responses: Any) -> dict[str, Any]:
    return with_operation(responses={status.strip("_"): response for status, response in responses.items()})


def two_operations(first: str, second: str) -> dict[str, Any]:
    return description({"/v1/one": {"get": operation(first)}, "/v1/two": {"get": operation(second)}})


def with_named_member(name: str, *others: str) -> dict[str, Any]:
    properties = {"size": {**TEXT, "x-python-name": name}, **dict.fromkeys(others, TEXT)}
    return description({}, {"Toy": {"type": "object", "properties": properties}})


TWINS = "give one of them another name by x-python-name in openapi/overlay.yaml"
AT = "GET /v1/toys"
PARAMETER = f"{AT}: parameter 'size'"
BODY = "POST /v1/toys"
MEMBER = "schema Toy: field 'size'"

UNKNOWN: dict[str, tuple[dict[str, Any], str]] = {
    # Names
    "no operationId": (with_operation(operationId=None), f"{AT}: has no operationId"),
    "no tag": (with_operation(tags=None), f"{AT}: has no tag"),
    "a tag without letters": (with_operation(tags=["***"]), f"{AT}: the tag '***' does not make a valid Python name"),
    "a tag that is a method of the clients": (
        with_operation(tags=["With Options"]),
        f"{AT}: the tag 'With Options' would hide 'with_options' of the clients; give it another name in "
        "openapi/overlay.yaml: target $.paths[*][*].tags[?@=='With Options'], update: <another tag>",
    ),
    "a tag that is a word of Python": (
        with_operation(tags=["Filter"]),
        f"{AT}: the tag 'Filter' does not make a valid Python name",
    ),
    "a keyword as a name": (
        with_operation(operationId="import"),
        f"{AT}: 'import' is not a valid Python name; rename the operation in openapi/overlay.yaml",
    ),
    "a function of Python as a name": (
        with_operation(operationId="print"),
        f"{AT}: 'print' is not a valid Python name; rename the operation in openapi/overlay.yaml",
    ),
    "a name that begins with a digit": (
        with_operation(operationId="2fa"),
        f"{AT}: '2fa' is not a valid Python name; rename the operation in openapi/overlay.yaml",
    ),
    "two operations of one name": (
        two_operations("getToy", "get_toy"),
        "GET /v1/one: two operations are called 'toys.get_toy'",
    ),
    "a path that must be quoted": (
        with_operation(path="/v1/my toys"),
        "GET /v1/my toys: the path has characters that must be quoted in a URL",
    ),
    "a path with a query": (
        with_operation(path="/v1/toys?all=true"),
        "GET /v1/toys?all=true: the path has characters that must be quoted in a URL",
    ),
    "two members of one name": (
        with_members("dueDate", "due_date"),
        f"schema Toy: fields 'dueDate' and 'due_date' are both 'due_date' in Python; {TWINS}",
    ),
    "three members of one name": (
        with_members("dueDate", "due_date", "DueDate", "other"),
        f"schema Toy: fields 'dueDate' and 'due_date' and 'DueDate' are both 'due_date' in Python; {TWINS}",
    ),
    "a member with the name of another's escape": (
        with_members("class", "class_"),
        f"schema Toy: fields 'class' and 'class_' are both 'class_' in Python; {TWINS}",
    ),
    "two parameters of one name": (
        with_parameters(("sliceSize", "query"), ("slice_size", "query")),
        f"{AT}: query parameter 'sliceSize' and query parameter 'slice_size' are both 'slice_size' in Python; {TWINS}",
    ),
    "a parameter in path and query": (
        with_parameters(("toyId", "path"), ("toyId", "query"), path="/v1/{toyId}"),
        f"GET /v1/{{toyId}}: path parameter 'toyId' and query parameter 'toyId' are both 'toy_id' in Python; {TWINS}",
    ),
    "a name of the overlay's that is another member's": (
        with_named_member("due_date", "due_date"),
        f"schema Toy: fields 'size' and 'due_date' are both 'due_date' in Python; {TWINS}",
    ),
    "a name of the overlay's that is a keyword": (
        with_named_member("class"),
        f"{MEMBER}: x-python-name 'class' is not a Python name in snake_case",
    ),
    "a name of the overlay's that is not in snake_case": (
        with_named_member("dueDate"),
        f"{MEMBER}: x-python-name 'dueDate' is not a Python name in snake_case",
    ),
    "a name of the overlay's that every model uses": (
        with_named_member("to_dict"),
        f"{MEMBER} has a name that every model uses",
    ),
    "two members of one column": (
        with_nested({"box": reference("Box"), "boxSize": TEXT}, Box=BOX),
        f"schema Toy: 'box.size' and 'boxSize' are both the column 'box_size' of to_row(); {TWINS}",
    ),
    "members of one column at two depths": (
        with_nested(
            {"a": reference("Outer"), "aBox": reference("Box")},
            Outer={"type": "object", "properties": {"box": reference("Box")}},
            Box=BOX,
        ),
        f"schema Toy: 'a.box.size' and 'aBox.size' are both the column 'a_box_size' of to_row(); {TWINS}",
    ),
    "the currency of an amount beside another one": (
        with_nested({"price": reference("Price"), "priceCurrency": TEXT}, Price=PRICE),
        f"schema Toy: 'price.currency' and 'priceCurrency' are both the column 'price_currency' of to_row(); {TWINS}",
    ),
    "a column with the name of that of unknown fields": (
        with_nested({"additional": reference("Box")}, Box=BOX),
        "schema Toy: 'additional_properties' and 'additional.properties' are both the column 'additional_properties' "
        f"of to_row(); {TWINS}",
    ),
    "a member called like the method that returns a row": (
        with_members("toRow"),
        "schema Toy: field 'toRow' has a name that every model uses",
    ),
    "a member that is a property of slices": (
        with_members("result", "hasNext", "offset", "entries"),
        "schema Toy: field 'entries' has a name that every model uses",
    ),
    "a member that is a view on money": (
        with_members("amount", "currency", "amountMoney", **{"x-python-money-views": {"amount": "currency"}}),
        "schema Toy: field 'amountMoney' has a name that every model uses",
    ),
    "an argument that is called like the body": (
        with_parameter(name="size", **{"x-python-name": "body"}),
        f"{PARAMETER} has a name that generated code uses",
    ),
    # Parameters
    "a required header": (
        with_parameter(**{"in": "header", "required": True}),
        f"{PARAMETER} is a required header",
    ),
    "a header that the client sets": (
        with_parameter(**{"in": "header", "name": "x-Api-Key"}),
        f"{AT}: parameter 'x-Api-Key' is a header that the client sets itself; remove it in openapi/overlay.yaml",
    ),
    "a header that the security of the API uses": (
        with_key_header("X-Token"),
        f"{AT}: parameter 'x-token' is a header that the client sets itself; remove it in openapi/overlay.yaml",
    ),
    "a header of several values": (
        with_parameter(**{"in": "header", "schema": {"type": "array", "items": TEXT}}),
        f"{PARAMETER} is a header of several values",
    ),
    "a parameter in a cookie": (
        with_parameter(**{"in": "cookie"}),
        f"{PARAMETER} is in 'cookie', not in path, query or header",
    ),
    "a parameter with content": (
        with_operation(parameters=[{"name": "size", "in": "query", "content": {JSON: {"schema": TEXT}}}]),
        f"{PARAMETER} has no schema",
    ),
    "a parameter with a style": (with_parameter(style="spaceDelimited"), f"{PARAMETER} has an unsupported style"),
    "a parameter that does not explode": (
        with_parameter(explode=False, schema={"type": "array", "items": TEXT}),
        f"{PARAMETER} has an unsupported style",
    ),
    "a parameter that is an object": (
        with_parameter(schema={"type": "object"}),
        f"{PARAMETER}: an object without a name; move it to components/schemas",
    ),
    "a parameter that is a date-time": (
        with_parameter(schema={"type": "string", "format": "date-time"}),
        f"{PARAMETER} is a date-time",
    ),
    "a parameter whose name is that of an argument": (
        with_parameter(name="timeout"),
        f"{AT}: parameter 'timeout' has a name that generated code uses",
    ),
    "a parameter whose name is that of an option of a call": (
        with_parameter(name="extraHeaders"),
        f"{AT}: parameter 'extraHeaders' has a name that generated code uses",
    ),
    "an operation whose name is that of an argument": (
        with_operation(operationId="size", parameters=[{"name": "size", "in": "query", "schema": TEXT}]),
        f"{AT}: generated code uses the name 'size'; rename the operation in openapi/overlay.yaml",
    ),
    "an operation whose name is that of a module": (
        with_operation(operationId="models"),
        f"{AT}: generated code uses the name 'models'; rename the operation in openapi/overlay.yaml",
    ),
    # Bodies
    "two media types": (
        with_body({JSON: {"schema": TEXT}, "text/plain": {"schema": TEXT}}),
        f"{BODY}: the body has 2 media types",
    ),
    "a form": (
        with_body({"application/x-www-form-urlencoded": {"schema": TEXT}}),
        f"{BODY}: the body is 'application/x-www-form-urlencoded'",
    ),
    "a body that is bytes": (
        with_body({"application/octet-stream": {"schema": TEXT}}),
        f"{BODY}: the body is 'application/octet-stream'",
    ),
    "a body that is an object without a name": (
        with_body({JSON: {"schema": {"type": "object", "properties": {}}}}),
        f"{BODY}: body: an object without a name; move it to components/schemas",
    ),
    "a part of unknown kind": (
        with_parts({"note": TEXT}),
        f"{BODY}: part 'note' is neither a file nor declared application/json",
    ),
    "a part of JSON that is not an object": (
        with_parts({"note": TEXT}, note={"contentType": JSON}),
        f"{BODY}: part 'note' is JSON, but not an object of components/schemas",
    ),
    "a part whose name is a keyword": (
        with_parts({"import": {"type": "string", "format": "binary"}}),
        f"{BODY}: part 'import' does not have a valid argument name in Python",
    ),
    "a part with the name of a parameter": (
        with_two_names("toyId", "toy_id"),
        f"{BODY}: query parameter 'toyId' and part 'toy_id' are both 'toy_id' in Python; {TWINS}",
    ),
    # Responses
    "no successful response": (
        with_answers(_404=answer(None)),
        f"{AT}: 0 successful responses are declared, expected one",
    ),
    "two successful responses": (
        with_answers(_200=answer(TEXT), _201=answer(TEXT)),
        f"{AT}: 2 successful responses are declared, expected one",
    ),
    "a response that is text": (
        with_answers(_200={"description": "Done.", "content": {"text/plain": {"schema": TEXT}}}),
        f"{AT}: response 200 is 'text/plain'",
    ),
    "a response that is an object whose name is taken": (
        with_taken_name(),
        f"{AT}: response 200: an object without a name; move it to components/schemas",
    ),
    "a response in JSON of two kinds": (
        with_answers(_200={"description": "", "content": {JSON: {"schema": TEXT}, "*/*": {"schema": {}}}}),
        f"{AT}: response 200 is '*/*'",
    ),
    # Schemas
    "anyOf": (with_member({"anyOf": [TEXT, {"type": "integer"}]}), f"{MEMBER}: anyOf"),
    "anyOf with null besides": (
        with_member({"anyOf": [TEXT, {"type": "integer"}, {"type": "null"}]}),
        f"{MEMBER}: anyOf",
    ),
    "oneOf": (with_member({"oneOf": [TEXT, {"type": "integer"}]}), f"{MEMBER}: oneOf"),
    "a schema that nothing matches": (with_member(False), f"{MEMBER}: not"),
    "a discriminator that the schema does not have": (
        with_union({"a": "Toy"}, Part={"type": "object", "properties": {"kind": TEXT}}),
        "schema Union: oneOf: Toy has no text field 'kind' to tell it by",
    ),
    "a discriminator that leads out of the oneOf": (
        with_union({"a": "Part", "b": "Gone"}, Part={"type": "object", "properties": {"kind": TEXT}}),
        "schema Union: oneOf: the discriminator's value 'b' leads to 'Gone', which is not in the oneOf",
    ),
    "a union of something other than objects": (
        with_union({}, Part=TEXT),
        "schema Union: oneOf: Part is not an object of components/schemas",
    ),
    "a union without a discriminator": (
        with_member({"oneOf": [reference("Toy"), reference("Sized")]}, Sized=SIZED),
        f"{MEMBER}: oneOf",
    ),
    "a parameter that is a union": (
        with_union({}, parameter=True, Part={"type": "object", "properties": {"kind": TEXT}}),
        f"{PARAMETER} is a union",
    ),
    "allOf of text": (
        with_member({"allOf": [TEXT, {"maxLength": 2}]}),
        f"{MEMBER}: allOf: a part is not an object with fields",
    ),
    "allOf that contradicts itself": (
        with_member({"allOf": [reference("Sized"), {"properties": {"length": TEXT}}]}, Sized=SIZED),
        f"{MEMBER}: allOf: the field 'length' is declared in two ways (type)",
    ),
    "allOf of a union": (
        with_member({"allOf": [reference("Sized"), {"oneOf": [TEXT, {"type": "integer"}]}]}, Sized=SIZED),
        f"{MEMBER}: allOf: a part has 'oneOf', which cannot be merged",
    ),
    "not": (with_member({"not": TEXT}), f"{MEMBER}: not"),
    "const": (with_member({"const": "X"}), f"{MEMBER}: const"),
    "patternProperties": (with_member({"type": "object", "patternProperties": {}}), f"{MEMBER}: patternProperties"),
    "a parameter that is a map": (
        with_parameter(schema={"type": "object", "additionalProperties": TEXT}),
        f"{PARAMETER} is an object",
    ),
    "a map of itself": (
        description({}, {"Toy": {"type": "object", "additionalProperties": reference("Toy")}}),
        "schema Toy contains itself: Toy > Toy (reached by no operation)",
    ),
    "typed additionalProperties": (
        with_member({"type": "object", "properties": {"a": TEXT}, "additionalProperties": {"type": "integer"}}),
        f"{MEMBER}: typed additionalProperties",
    ),
    "an enum of integers": (
        with_member({"type": "integer", "enum": [1, 2]}),
        f"{MEMBER}: an enum of something other than text",
    ),
    "an enum of integers that says it is text": (
        with_member({"type": "string", "enum": ["1", 2]}),
        f"{MEMBER}: an enum of something other than text",
    ),
    "an enum with two values of one name": (
        with_member({"type": "string", "enum": ["A-B", "C", "a_b"]}),
        f"{MEMBER}: the values 'A-B' and 'a_b' have the same Python name",
    ),
    "a list of types": (with_member({"type": ["string", "integer"]}), f"{MEMBER}: type ['string', 'integer']"),
    "only null": (with_member({"type": ["null"]}), f"{MEMBER}: type []"),
    "an array without items": (with_member({"type": "array"}), f"{MEMBER}: an array without items"),
    "binary outside a multipart body": (
        with_member({"type": "string", "format": "binary"}),
        f"{MEMBER}: format 'binary' outside a multipart body",
    ),
    "deep inside": (
        with_member({"type": "array", "items": {"type": "object", "properties": {"x": {"const": 1}}}}),
        f"{MEMBER}: items: field 'x': const",
    ),
    "a member that every model has": (
        description({}, {"Toy": {"type": "object", "properties": {"additionalProperties": TEXT}}}),
        "schema Toy: field 'additionalProperties' has a name that every model uses",
    ),
    "recursion": (
        description(
            {}, {"Toy": {"type": "object", "properties": {"parts": {"type": "array", "items": reference("Toy")}}}}
        ),
        "schema Toy contains itself: Toy > Toy (reached by no operation)",
    ),
    "recursion over several schemas": (
        description(
            {},
            {
                "Toy": {"type": "object", "properties": {"box": reference("Box")}},
                "Box": {"type": "object", "properties": {"toys": {"type": "array", "items": reference("Toy")}}},
            },
        ),
        "schema Toy contains itself: Toy > Box > Toy (reached by no operation)",
    ),
}


class TestUnknownConstructs:
    @pytest.mark.parametrize("construct", UNKNOWN)
    def test_stop_by_name(self, construct: str) -> None:
        document, finding = UNKNOWN[construct]
        assert finding in findings(document)

    def test_are_told_all_at_once(self) -> None:
        document = with_parameter(style="spaceDelimited")
        document["components"]["schemas"]["Toy"] = {"type": "object", "properties": {"size": {"const": 1}}}
        assert findings(document) == [f"{PARAMETER} has an unsupported style", f"{MEMBER}: const"]

    def test_two_equal_operation_ids_stop_by_name(self) -> None:
        unsupported = prepare(two_operations("getToy", "getToy"), {}).unsupported
        assert [finding.text for finding in unsupported] == [
            "GET /v1/one: operationId 'getToy' is used more than once",
            "GET /v1/two: operationId 'getToy' is used more than once",
        ]

    @pytest.mark.parametrize(
        ("target", "message"),
        [
            ("#/components/schemas/Missing", "leads nowhere"),
            ("other.json#/Toy", "cannot be followed"),
        ],
    )
    def test_a_reference_that_leads_nowhere_is_named(self, target: str, message: str) -> None:
        document = with_operation(parameters=[{"$ref": target}])
        with pytest.raises(DescriptionError, match=f"{target}' {message}"):
            resolve_description(document)


class TestKnownConstructs:
    def test_pass(self) -> None:
        assert findings(toys()) == []

    def test_extensions_beside_paths_and_answers_are_no_operations(self) -> None:
        document = toys()
        document["paths"]["x-note"] = "get"
        document["paths"]["/v1/toys"]["get"]["responses"]["x-note"] = "post"
        assert findings(document) == []

    def test_equal_names_of_operations_in_two_tags_are_two_names(self) -> None:
        document = two_operations("getToy", "get_toy")
        document["paths"]["/v1/two"]["get"]["tags"] = ["Other toys"]
        assert findings(document) == []

    def test_a_schema_used_twice_is_no_recursion(self) -> None:
        member = {"first": reference("Part"), "second": reference("Part")}
        document = description({}, {"Toy": {"type": "object", "properties": member}, "Part": {"type": "object"}})
        assert findings(document) == []


class TestNormalising:
    @pytest.mark.parametrize(
        ("given", "wanted"),
        [
            ({"type": ["string", "null"]}, TEXT),
            ({"type": "string", "nullable": True}, TEXT),
            ({"type": "string", "nullable": False}, TEXT),
            ({"anyOf": [TEXT, {"type": "null"}]}, TEXT),
            ({"oneOf": [{"type": "null"}, TEXT]}, TEXT),
            ({"anyOf": [reference("Toy"), {"type": "null", "description": "None."}]}, reference("Toy")),
            ({"type": ["string", "null"], "enum": ["A", None]}, {"type": "string", "enum": ["A"]}),
            ({"type": "string", "nullable": True, "enum": ["A", None]}, {"type": "string", "enum": ["A"]}),
            ({"anyOf": [{"type": ["string", "null"]}, {"type": "null"}]}, TEXT),
            (
                {"type": "array", "items": {"type": ["string", "null"]}},
                {"type": "array", "items": TEXT, "x-null-items": True},
            ),
        ],
    )
    def test_null_goes_from_every_union(self, given: Schema, wanted: Schema) -> None:
        assert normalise(with_member(given))["components"]["schemas"]["Toy"]["properties"]["size"] == wanted

    def test_what_a_member_says_of_itself_goes_before_what_its_type_says(self) -> None:
        union = {"description": "Of the toy.", "anyOf": [{"type": "string", "description": "Any."}, {"type": "null"}]}
        member = normalise(with_member(union))["components"]["schemas"]["Toy"]["properties"]["size"]
        assert member == {"type": "string", "description": "Of the toy."}

    def test_additional_properties_false_goes_and_true_stays(self) -> None:
        schemas = {
            name: {"type": "object", "additionalProperties": value} for name, value in (("A", False), ("B", True))
        }
        result = normalise(description({}, schemas))["components"]["schemas"]
        assert "additionalProperties" not in result["A"]
        assert result["B"]["additionalProperties"] is True

    def test_members_that_are_called_like_keywords_stay(self) -> None:
        members = dict.fromkeys(("nullable", "type", "anyOf", "enum", "additionalProperties", "items"), TEXT)
        schema = normalise(description({}, {"Toy": {"type": "object", "properties": members}}))
        assert schema["components"]["schemas"]["Toy"]["properties"] == members

    def test_shared_parameters_stand_with_each_operation_unless_it_has_its_own(self) -> None:
        shared = {"name": "size", "in": "query", "schema": TEXT}
        own = {**shared, "required": True}
        document = description(
            {
                "/v1/toys": {
                    "parameters": [{"$ref": "#/components/parameters/size"}, {"name": "page", "in": "query"}],
                    "get": operation("listToys"),
                    "post": operation("addToy", parameters=[own]),
                }
            }
        )
        document["components"]["parameters"] = {"size": shared}
        item = resolve_description(document)["paths"]["/v1/toys"]
        assert item["get"]["parameters"] == [shared, {"name": "page", "in": "query"}]
        assert item["post"]["parameters"] == [own, {"name": "page", "in": "query"}]
        assert "parameters" not in item

    def test_the_description_given_stays_as_it_is(self) -> None:
        document = with_member({"type": ["string", "null"]})
        normalise(document)
        assert document == with_member({"type": ["string", "null"]})


MOMENT = datetime(2025, 6, 2, 8, tzinfo=timezone(timedelta(hours=2)))
IDENTITY = "12345678-1234-5678-1234-567812345678"

SHAPES: dict[str, tuple[Schema, Any, Any]] = {
    "Text": (TEXT, "x", "x"),
    "Date": ({"type": "string", "format": "date"}, "2024-02-29", date(2024, 2, 29)),
    "Moment": ({"type": "string", "format": "date-time"}, "2025-06-02T08:00:00.000+02:00", MOMENT),
    "Identity": ({"type": "string", "format": "uuid"}, IDENTITY, UUID(IDENTITY)),
    "Amount": ({"type": "number"}, Decimal("1.50"), Decimal("1.50")),
    "Count": ({"type": "integer"}, 7, 7),
    "Flag": ({"type": "boolean"}, True, True),
    "Anything": ({}, {"any": [1]}, {"any": [1]}),
    "Colour": (reference("Colour"), "RED", "RED"),
}
"""Schemas that an operation may take and answer, what goes over the wire, and what it is in Python."""


GAPS: dict[str, tuple[Schema, Any, Any]] = {
    "days": ({"type": ["string", "null"], "format": "date"}, "2024-02-29", date(2024, 2, 29)),
    "named_days": (reference("Day"), "2024-02-29", date(2024, 2, 29)),
    "moments": ({"type": "string", "format": "date-time", "nullable": True}, "2025-06-02T08:00:00.000+02:00", MOMENT),
    "identities": ({"anyOf": [{"type": "string", "format": "uuid"}, {"type": "null"}]}, IDENTITY, UUID(IDENTITY)),
    "amounts": ({"type": ["null", "number"]}, Decimal("1.50"), Decimal("1.50")),
    "counts": ({"type": ["integer", "null"]}, 7, 7),
    "texts": ({"type": ["string", "null"]}, "x", "x"),
    "flags": ({"type": ["boolean", "null"]}, False, False),
    "colours": ({"oneOf": [{"type": "null"}, reference("Colour")]}, "RED", "RED"),
    "grid": ({"type": ["array", "null"], "items": {"type": ["integer", "null"]}}, [1, None], [1, None]),
}
"""Items that may be null: their schema, what goes over the wire, and what it is in Python."""


def json_body(schema: Schema) -> Schema:
    return {"requestBody": {"required": True, "content": {JSON: {"schema": schema}}}}


@pytest.fixture(scope="session")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A package of one operation for each known shape, and of what is normalised; the name to import it by."""
    document = toys()
    for name, (schema, _, _) in SHAPES.items():
        many = {"type": "array", "items": schema}
        document["paths"][f"/v1/one/{name}"] = {"post": operation(f"sendOne{name}", schema, **json_body(schema))}
        document["paths"][f"/v1/many/{name}"] = {"post": operation(f"sendMany{name}", many, **json_body(many))}
    document["paths"]["/v1/shared/{toyId}"] = {
        "parameters": [{"$ref": "#/components/parameters/toyId"}, {"$ref": "#/components/parameters/query"}],
        "put": operation("replaceToy", None, requestBody={"$ref": "#/components/requestBodies/Toy"}),
        "delete": {
            "operationId": "deleteToy",
            "tags": ["Toys"],
            "responses": {"204": {"$ref": "#/components/responses/gone"}},
        },
    }
    document["components"] |= {
        "parameters": {
            "toyId": {"name": "toyId", "in": "path", "required": True, "schema": {"type": "integer"}},
            "query": {"name": "query", "in": "query", "schema": {"type": ["string", "null"]}},
        },
        "requestBodies": {"Toy": {"required": True, "content": {JSON: {"schema": reference("Loose")}}}},
        "responses": {"gone": {"description": "Gone."}},
    }
    document["components"]["schemas"]["Loose"] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "listed": {"type": ["array", "null"], "items": {"type": ["string", "null"]}},
            "toy": {"anyOf": [reference("Toy"), {"type": "null"}]},
            "since": {"type": "string", "format": "date", "nullable": True},
            "colour": {"oneOf": [{"type": "null"}, reference("Colour")]},
            "size": {"type": ["string", "null"], "enum": ["S", "L", None]},
        },
    }
    document["components"]["schemas"]["Full"] = {
        "type": "object",
        "properties": {name: {"type": "array", "items": schema} for name, (schema, _, _) in SHAPES.items()},
    }
    document["components"]["schemas"]["Day"] = {"type": ["string", "null"], "format": "date"}
    document["components"]["schemas"]["Gaps"] = {
        "type": "object",
        "required": ["days"],
        "properties": {name: {"type": "array", "items": schema} for name, (schema, _, _) in GAPS.items()},
    }
    days = {"type": "array", "items": {"type": ["string", "null"], "format": "date"}}
    document["paths"]["/v1/days"] = {"post": operation("sendDays", days, **json_body(days))}
    document["paths"]["/v1/gaps"] = {"post": operation("sendGaps", reference("Gaps"), **json_body(reference("Gaps")))}
    shelf = {
        "type": "object",
        "required": ["result", "hasNext"],
        "properties": {"result": days, "hasNext": {"type": "boolean"}, "offset": {"type": ["string", "null"]}},
    }
    document["components"]["schemas"]["DaySlice"] = shelf
    size = {"name": "sliceSize", "in": "query", "schema": {"type": "integer", "maximum": 50}}
    document["paths"]["/v1/days/sliced"] = {"get": operation("listDays", reference("DaySlice"), parameters=[size])}
    root = checkout(tmp_path_factory.mktemp("shapes") / "checkout", document)
    generate(Sources(root), root / "generated" / "toy_shapes")
    sys.path.insert(0, str(root / "generated"))
    yield "toy_shapes"
    sys.path.remove(str(root / "generated"))


def toy_requests(package: str) -> Any:
    """The module of a generated package that makes the requests of toys."""
    return importlib.import_module(f"{package}.api.toys")


class TestGenerated:
    @pytest.mark.parametrize("name", SHAPES)
    @pytest.mark.parametrize("many", [False, True], ids=["one", "many"])
    def test_every_known_shape_is_read_and_sent(self, shapes: str, name: str, many: bool) -> None:
        _, wire, value = SHAPES[name]
        wire, value = ([wire, wire], [value, value]) if many else (wire, value)
        send = getattr(toy_requests(shapes), f"send_{'many' if many else 'one'}_{name.lower()}")
        read = send(value).parse(wire)
        assert read == value
        assert type(read[0] if many else read) is not str or name == "Text"
        assert send(value).body == wire

    def test_what_was_a_union_with_null_may_be_absent_null_or_there(self, shapes: str) -> None:
        models = importlib.import_module(f"{shapes}.models")
        members = ("listed", "toy", "since", "colour", "size")
        assert models.Loose.from_dict({}) == models.Loose.from_dict(dict.fromkeys(members)) == models.Loose()
        data = {"listed": ["x"], "toy": {"name": "x"}, "since": "2024-02-29", "colour": "RED", "size": "S"}
        read = models.Loose.from_dict(data)
        assert (read.since, read.toy, read.size) == (date(2024, 2, 29), models.Toy(name="x"), "S")
        assert read.to_dict() == data

    def test_additional_properties_false_refuses_no_member(self, shapes: str) -> None:
        loose = importlib.import_module(f"{shapes}.models").Loose
        assert loose.from_dict({"new": 1}).to_dict() == {"new": 1}

    def test_shared_parameters_bodies_and_answers_work_like_own_ones(self, shapes: str) -> None:
        models = importlib.import_module(f"{shapes}.models")
        request = toy_requests(shapes).replace_toy(7, models.Loose(size="S"), query="x")
        assert (request.path, request.query, request.body) == ("/v1/shared/7", [("query", "x")], {"size": "S"})
        request = toy_requests(shapes).delete_toy(7)
        assert (request.path, request.parse(None)) == ("/v1/shared/7", None)


class TestItemsThatMayBeNull:
    def test_are_none_between_the_others_and_written_back(self, shapes: str) -> None:
        gaps = importlib.import_module(f"{shapes}.models").Gaps
        data = {name: [None, wire, None] for name, (_, wire, _) in GAPS.items()}
        read = gaps.from_dict(data)
        for name, (_, _, value) in GAPS.items():
            assert getattr(read, name) == [None, value, None], name
        assert read.to_dict() == data
        request = toy_requests(shapes).send_gaps(read)
        assert request.body == data
        assert request.parse(copy.deepcopy(data)) == read

    def test_are_annotated(self, shapes: str) -> None:
        models = importlib.import_module(f"{shapes}.models")
        hints = typing.get_type_hints(models.Gaps)
        assert hints["days"] == list[date | None]
        assert hints["grid"] == list[list[int | None] | None] | None
        assert models.DaySlice.__orig_bases__[0].__args__ == (date | None,)

    def test_are_taken_in_bodies_answers_and_slices(self, shapes: str) -> None:
        days = [date(2024, 2, 29), None]
        request = toy_requests(shapes).send_days(days)
        assert request.body == ["2024-02-29", None]
        assert request.parse(["2024-02-29", None]) == days
        sliced = toy_requests(shapes).list_days()
        assert sliced.parse({"result": ["2024-02-29", None], "hasNext": False}).entries == days

    @pytest.mark.parametrize("name", GAPS)
    def test_what_does_not_fit_is_named(self, shapes: str, name: str) -> None:
        gaps = importlib.import_module(f"{shapes}.models").Gaps
        with pytest.raises(ResponseFormatError) as caught:
            gaps.from_dict({"days": [], name: [None, {}]})
        assert caught.value.field == f"{name}[1]"
        wrong = gaps(**{"days": [], name: [None, object()]})
        with pytest.raises(TypeError, match=rf"Gaps\.{name}\[1\] must be"):
            toy_requests(shapes).send_gaps(wrong)

    def test_an_undeclared_null_is_named(self, shapes: str) -> None:
        models = importlib.import_module(f"{shapes}.models")
        for name, (_, wire, _) in SHAPES.items():
            if name == "Anything":
                continue
            with pytest.raises(ResponseFormatError) as caught:
                models.Full.from_dict({name: [wire, None]})
            assert caught.value.field == f"{name}[1]"


class TestPythonNames:
    """Two names of the API that make one name in Python, distinguished by the overlay."""

    def test_fields_are_read_and_written_by_their_names_in_the_api(self, named: str) -> None:
        toy = importlib.import_module(f"{named}.models").Toy
        data = {
            "dueDate": "2024-02-29",
            "due_date": "later",
            "class": "A",
            "inner": {"open_amount": 1, "openAmount": 2},
        }
        read = toy.from_dict(data)
        assert (read.due_date, read.due_text, read.rank) == (date(2024, 2, 29), "later", "A")
        assert (read.inner.open_amount, read.inner.open_number) == (2, 1)
        assert read.to_dict() == data
        assert toy(due_text="x").to_dict() == {"due_date": "x"}
        with pytest.raises(ResponseFormatError) as caught:
            toy.from_dict({"due_date": []})
        assert caught.value.field == "due_date"

    def test_a_required_field_is_required_by_its_python_name(self, named: str) -> None:
        sized = importlib.import_module(f"{named}.models").Sized
        assert sized(length=7).to_dict() == {"Size": 7}
        with pytest.raises(ValueError, match=r"Sized\.length is required"):
            sized(length=None).to_dict()

    def test_parameters_are_sent_by_their_names_in_the_api(self, named: str) -> None:
        find_toy = toy_requests(named).find_toy
        request = find_toy(7, number=8, slice_size=5, size_text="big", letter=date(2024, 2, 29))
        assert request.path == "/v1/7/toys/8"
        assert request.operation.path == "/v1/{toyId}/toys/{toy_id}"
        assert request.query == [("sliceSize", "5"), ("slice_size", "big"), ("client", "2024-02-29")]
        with pytest.raises(TypeError, match="argument 'toy_id' must be"):
            find_toy(7, number=None or object())
        find = toy_requests(named).Toys.find_toy
        assert list(inspect.signature(find).parameters) == [
            *("self", "toy_id", "number", "slice_size", "size_text", "letter", "options"),
        ]

    def test_parts_are_sent_by_their_names_in_the_api(self, named: str) -> None:
        models = importlib.import_module(f"{named}.models")
        request = toy_requests(named).upload_toy(the_file=b"x", file_data=models.Toy())
        assert [name for name, _ in request.parts] == ["theFile", "the_file"]

    def test_a_slice_keeps_its_list_and_size(self, named: str) -> None:
        models = importlib.import_module(f"{named}.models")
        assert models.Shelf.from_dict({"result": ["x"], "hasNext": False}).toys == ["x"]
        assert models.Shelf(toys=["x"], has_next=True).entries == ["x"]
        lists = toy_requests(named).Toys.list_shelf
        assert inspect.signature(lists).parameters["length"].default == 50

    def test_views_on_money_follow_them(self, named: str) -> None:
        models = importlib.import_module(f"{named}.models")
        assert models.Price(total=Decimal("1.50"), unit="EUR").total_money.amount == Decimal("1.50")


@pytest.fixture(scope="session")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A package with twins in every place, and the overlay's names for one of each."""

    def node(name: str | None = None, **schema: Any) -> Schema:
        return {**(schema or TEXT), **({"x-python-name": name} if name else {})}

    def parameter(name: str, python: str | None = None, place: str = "query", **schema: Any) -> Schema:
        required = {"required": True} if place == "path" else {}
        return {
            "name": name,
            "in": place,
            "schema": schema or TEXT,
            **required,
            **({"x-python-name": python} if python else {}),
        }

    day: dict[str, Any] = {"type": "string", "format": "date"}
    size: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": 50}
    document = toys()
    document["components"]["schemas"] = {
        "Toy": {
            "type": "object",
            "properties": {
                "dueDate": day,
                "due_date": node("due_text"),
                "class": node("rank", type="string", enum=["A", "B"]),
                "inner": {
                    "type": "object",
                    "properties": {
                        "open_amount": node("open_number", type="integer"),
                        "openAmount": {"type": "integer"},
                    },
                },
            },
        },
        "Sized": {"type": "object", "required": ["Size"], "properties": {"Size": node("length", type="integer")}},
        "Shelf": {
            "type": "object",
            "required": ["result", "hasNext"],
            "properties": {
                "result": node("toys", type="array", items=TEXT),
                "hasNext": {"type": "boolean"},
                "offset": TEXT,
            },
        },
        "Money": {
            "type": "object",
            "required": ["amount", "currency"],
            "x-python-base": "perfectgym_next.money.MoneyBase",
            "x-python-frozen": True,
            "properties": {"amount": {"type": "number"}, "currency": TEXT},
        },
        "Price": {
            "type": "object",
            "required": ["sum", "currency"],
            "x-python-money-views": {"sum": "currency"},
            "properties": {"sum": node("total", type="number"), "currency": node("unit")},
        },
    }
    upload = {
        "type": "object",
        "required": ["theFile"],
        "properties": {
            "theFile": {"type": "string", "format": "binary"},
            "the_file": {**reference("Toy"), "x-python-name": "file_data"},
        },
    }
    content = {"multipart/form-data": {"schema": upload, "encoding": {"the_file": {"contentType": JSON}}}}
    document["paths"] = {
        "/v1/{toyId}/toys/{toy_id}": {
            "get": operation(
                "findToy",
                reference("Toy"),
                parameters=[
                    parameter("toyId", place="path"),
                    parameter("toy_id", "number", place="path"),
                    parameter("sliceSize"),
                    parameter("slice_size", "size_text"),
                    parameter("client", "letter", **day),
                ],
            )
        },
        "/v1/toys": {"post": operation("uploadToy", None, requestBody={"required": True, "content": content})},
        "/v1/shelf": {
            "get": operation("listShelf", reference("Shelf"), parameters=[parameter("sliceSize", "length", **size)])
        },
        "/v1/sized": {"get": operation("getSized", reference("Sized"))},
        "/v1/price": {"get": operation("getPrice", reference("Price"))},
    }
    root = checkout(tmp_path_factory.mktemp("named") / "checkout", document)
    generate(Sources(root), root / "generated" / "toy_names")
    sys.path.insert(0, str(root / "generated"))
    yield "toy_names"
    sys.path.remove(str(root / "generated"))


class TestNullableRequiredMembers:
    """What may be null may be absent: a decoder that insisted on it would refuse a valid answer."""

    @pytest.mark.parametrize(
        "member",
        [
            {"type": ["string", "null"]},
            {"type": "string", "nullable": True},
            {"anyOf": [{"type": "string"}, {"type": "null"}]},
            {"oneOf": [{"type": "null"}, {"type": "string"}]},
        ],
    )
    def test_are_optional(self, member: dict[str, Any]) -> None:
        schema = {"type": "object", "properties": {"a": member, "b": {"type": "string"}}, "required": ["a", "b"]}
        document = {"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"X": schema}}}
        assert normalise(document)["components"]["schemas"]["X"]["required"] == ["b"]


class TestNamesOfTheClients:
    def test_are_those_of_the_classes(self) -> None:
        tags = {operation.name.partition(".")[0] for operation in OPERATIONS.values()}
        public = {name for client in (PerfectGym, AsyncPerfectGym) for name in dir(client) if not name.startswith("_")}
        assert client_names() == public - tags
        assert {"map", "close", "request", "with_options", "with_raw_response"} <= client_names()

    @pytest.mark.parametrize("name", sorted(client_names()))
    def test_are_no_tags(self, name: str) -> None:
        assert f"would hide {name!r} of the clients" in findings(with_operation(tags=[name]))[0]

    def test_the_advice_helps(self, tmp_path: Path) -> None:
        document = with_operation(tags=["Map"])
        (finding,) = findings(document)
        advice = re.search(r"target (.*), update: <another tag>$", finding)
        assert advice is not None
        action = {"target": advice[1], "update": "Maps", "description": "It would hide a method."}
        overlay = {"overlay": "1.1.0", "info": {"title": "Toys", "version": "1.0.0"}, "actions": [action]}
        (tmp_path / "overlay.yaml").write_text(json.dumps(overlay), encoding="utf-8")
        assert findings(load_overlay(tmp_path / "overlay.yaml").apply(document)) == []
