"""Keywords that no Python type shows are changes for callers who send. All cases share one run of the tool."""

from __future__ import annotations

from typing import Any

import pytest

from openapi.pipeline.resolving import resolve_description
from openapi.pipeline.review.comparison import compare
from openapi.pipeline.review.inputs import ReviewInput
from openapi.pipeline.review.node import NoNodeError, find_installed_tool, find_node
from openapi.pipeline.review.report import Change
from tests.support.samples import JSON, description, operation, reference

Schema = dict[str, Any]

TIGHTENED: dict[str, tuple[Schema, Schema, str]] = {
    "contains added": ({}, {"contains": {"type": "string"}}, "now has a rule that some entry must match"),
    "contains changed": (
        {"contains": {"type": "string"}},
        {"contains": {"type": "integer"}},
        "has another rule that some entry must match",
    ),
    "minContains": ({"minContains": 1}, {"minContains": 2}, "has another minimum number of entries that match"),
    "maxContains": ({}, {"maxContains": 2}, "now has a maximum number of entries that match"),
    "propertyNames": (
        {"propertyNames": {"maxLength": 4}},
        {"propertyNames": {"maxLength": 3}},
        "has another rule for the names of fields",
    ),
    "dependentRequired": (
        {"dependentRequired": {"a": ["b"]}},
        {"dependentRequired": {"a": ["b", "c"]}},
        "has another rule that one field requires another",
    ),
    "dependentSchemas": (
        {"dependentSchemas": {"a": {"required": ["b"]}}},
        {"dependentSchemas": {"a": {"required": ["c"]}}},
        "has another rule that applies if a field is given",
    ),
    "if": (
        {"if": {"required": ["a"]}, "then": {"required": ["b"]}},
        {"if": {"required": ["a"]}, "then": {"required": ["c"]}},
        "has another conditional rule",
    ),
    "else": ({"if": {"required": ["a"]}}, {"if": {"required": ["a"]}, "else": {"required": ["c"]}}, "has another"),
    "not": ({"not": {"required": ["a"]}}, {"not": {"required": ["b"]}}, "has another rule for what is not allowed"),
    "patternProperties": ({}, {"patternProperties": {"^x": {"type": "string"}}}, "now has a rule for fields by"),
    "unevaluatedProperties": ({}, {"unevaluatedProperties": False}, "now has a rule for further fields"),
    "unevaluatedItems": ({"unevaluatedItems": True}, {"unevaluatedItems": False}, "now has a rule for further entries"),
    "const": ({"const": 1}, {"const": 2}, "has another fixed value"),
    "contentMediaType": ({}, {"contentMediaType": "text/html"}, "now has a content media type"),
    "contentEncoding": ({}, {"contentEncoding": "base64"}, "now has a content encoding"),
    "contentEncoding removed": ({"contentEncoding": "base64"}, {}, "no longer has a content encoding"),
    "contentSchema": (
        {"contentSchema": {"type": "object"}},
        {"contentSchema": {"type": "array"}},
        "has another schema of its content",
    ),
    "multipleOf": ({"multipleOf": 5}, {"multipleOf": 10}, "has another step between values"),
    "uniqueItems": ({"uniqueItems": False}, {"uniqueItems": True}, "ban on equal entries"),
    "exclusiveMaximum": ({"exclusiveMaximum": 9}, {"exclusiveMaximum": 8}, "has another maximum (exclusive)"),
}
LOOSENED: dict[str, tuple[Schema, Schema]] = {
    "contains removed": ({"contains": {"type": "string"}}, {}),
    "minContains": ({"minContains": 2}, {"minContains": 1}),
    "unevaluatedProperties": ({"unevaluatedProperties": False}, {"unevaluatedProperties": {"type": "string"}}),
    "dependentRequired removed": ({"dependentRequired": {"a": ["b"]}}, {}),
    "multipleOf": ({"multipleOf": 10}, {"multipleOf": 5}),
    "uniqueItems": ({"uniqueItems": True}, {"uniqueItems": False}),
}
SILENT: dict[str, tuple[Schema, Schema]] = {
    "allows everything": ({}, {"unevaluatedProperties": True}),
    "allows everything, too": ({"contains": {}}, {}),
    "uniqueItems": ({}, {"uniqueItems": False}),
    "extension": ({"x-size": 1}, {"x-size": 2, "x-more": {"type": "string"}}),
}
FIELDS = {
    f"field{number}": sides
    for number, (*sides, _) in enumerate([*TIGHTENED.values(), *((*two, "") for two in LOOSENED.values())])
}
FIELDS |= {f"silent{number}": list(sides) for number, sides in enumerate(SILENT.values())}


def document(side: int) -> dict[str, Any]:
    """One side: a schema that is only sent, and one that is only read, with a field for each case."""
    fields = {name: sides[side] for name, sides in FIELDS.items()}
    # A field may have the name of a keyword.
    fields |= {name: {"type": "string", **({"maxLength": 9} if side else {})} for name in ("if", "not", "contains")}
    body = {"content": {JSON: {"schema": reference("Sent")}}}
    paths = {"/v1/toys": {"post": operation("createToy", reference("Read"), requestBody=body)}}
    schema = {"type": "object", "properties": fields}
    return description(paths, {"Sent": schema, "Read": schema})


@pytest.fixture(scope="module", name="changes")
def _changes() -> dict[str, Change]:
    try:
        find_node()
        find_installed_tool()
    except NoNodeError as error:
        pytest.skip(str(error))
    base, head = (ReviewInput(label=str(side), description=resolve_description(document(side))) for side in (0, 1))
    return {change.name: change for change in compare(base, head).changes}


@pytest.mark.parametrize("case", TIGHTENED)
def test_what_is_added_or_tightened_breaks_callers_who_send(case: str, changes: dict[str, Change]) -> None:
    number = list(TIGHTENED).index(case)
    sent, read = changes[f"Sent.field{number}"], changes[f"Read.field{number}"]
    assert (sent.verdict.label, [str(one) for one in sent.audience]) == ("breaking", ["send"])
    assert read.verdict.label == "minor"
    assert TIGHTENED[case][2] in sent.title
    assert len(sent.findings) == 1


@pytest.mark.parametrize("case", LOOSENED)
def test_what_is_loosened_breaks_nobody(case: str, changes: dict[str, Change]) -> None:
    number = len(TIGHTENED) + list(LOOSENED).index(case)
    assert changes[f"Sent.field{number}"].verdict.label == "minor"
    assert changes[f"Read.field{number}"].verdict.label == "minor"


def test_what_asks_nothing_is_no_change(changes: dict[str, Change]) -> None:
    assert [name for name in changes if ".silent" in name] == []


@pytest.mark.parametrize("name", ["if_", "not_", "contains"])
def test_a_field_named_like_a_keyword_is_a_field(name: str, changes: dict[str, Change]) -> None:
    assert changes[f"Sent.{name}"].title == "now has a maximum length"
