"""Rewrite a description for the generator alone, which cannot read everything that the templates support.

Nothing else reads the result: what a description means is settled by `openapi.pipeline.resolving`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from openapi.pipeline.description import is_json, operations, resolve
from openapi.pipeline.generation.python_names import python_name
from openapi.pipeline.resolving import copy_aliases
from perfectgym_next._core.description import allows_null, union_branches

__all__ = ["MAP", "MAY_BE_EMPTY", "discriminator_values", "levels", "normalise", "unify_json"]

MAP = "x-map"
"""Marks an array in place of an object whose fields are all of one type."""


MAY_BE_EMPTY = "x-may-be-empty"
"""Marks an operation that declares a result and, under another status, none."""

_NULL_ITEMS = "x-null-items"


def normalise(document: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a resolved description for the generator and the facts.

    - The contents of errors go: errors are never decoded by their schemas.
    - Every media type of JSON is called ``application/json``.
    - A success without a body beside one with a body goes; the operation is marked ``x-may-be-empty``.
    - The schema behind an ``allOf`` of one stands in its place.
    - Null goes (``type: [string, null]``, ``anyOf: [X, null]``, ``nullable``): callers cannot tell a missing field
      from a null one. An array whose items may be null is marked ``x-null-items``.
    - An object whose fields are all of one type is written as an array of it, marked ``x-map``.
    - ``additionalProperties: false`` goes: unknown fields are kept whatever it says.
    - Every schema that makes a class has its name in ``x-schema``.
    """
    document = copy.deepcopy(document)
    for entry in operations(document):
        _simplify_operation(entry.data)
    _unwrap(document)
    _mark_null(document, document)
    _remove_null(document)
    _mark_maps(document)
    copy_aliases(document)
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        _add_names(schema, name)
    return document


def _simplify_operation(operation: dict[str, Any]) -> None:
    operation.setdefault("parameters", [])
    if isinstance(body := operation.get("requestBody"), dict) and "content" in body:
        body["content"] = unify_json(body["content"])
    responses = {name: one for name, one in operation.get("responses", {}).items() if not name.startswith("x-")}
    operation["responses"] = responses
    for status, response in responses.items():
        if not status.startswith("2"):
            response.pop("content", None)
        elif "content" in response:
            response["content"] = unify_json(response["content"])
    successes = [status for status in responses if status.startswith("2")]
    empty = [status for status in successes if not responses[status].get("content")]
    if empty and len(empty) == len(successes) - 1:
        for status in empty:
            del responses[status]
        operation[MAY_BE_EMPTY] = True


def unify_json(content: dict[str, Any]) -> dict[str, Any]:
    """Return the content with one name for JSON, unless it declares JSON in two ways."""
    named = [(("application/json" if is_json(name) else name), media) for name, media in content.items()]
    renamed = dict(named)
    return renamed if all(renamed[name] == media for name, media in named) else content


def _unwrap(node: Any) -> None:
    """Put the reference of an ``allOf`` of one in its place."""
    if isinstance(node, list):
        for item in node:
            _unwrap(item)
    if not isinstance(node, dict):
        return
    for value in node.values():
        _unwrap(value)
    parts = node.get("allOf")
    if (
        isinstance(parts, list)
        and len(parts) == 1
        and "$ref" in parts[0]
        and not node.keys() & {"properties", "required"}
    ):
        del node["allOf"]
        node.update({**parts[0], **node})


def _mark_null(document: dict[str, Any], node: Any) -> None:
    """Note where null is allowed, before it is removed from the schemas."""
    if isinstance(node, list):
        for item in node:
            _mark_null(document, item)
    if not isinstance(node, dict):
        return
    fields = node.get("properties")
    if isinstance(fields, dict) and isinstance(node.get("required"), list):
        # For a caller, a field that may be null is one that may be missing.
        node["required"] = [name for name in node["required"] if not allows_null(document, fields.get(name))]
    if allows_null(document, node.get("items")):
        node[_NULL_ITEMS] = True
    if _is_object(node) and allows_null(document, node.get("additionalProperties")):
        node[_NULL_ITEMS] = True
    for value in node.values():
        _mark_null(document, value)


def _is_object(node: dict[str, Any]) -> bool:
    kind = node.get("type")
    return kind == "object" or (isinstance(kind, list) and "object" in kind)


def _remove_null(node: Any) -> None:
    if isinstance(node, list):
        for item in node:
            _remove_null(item)
    if not isinstance(node, dict):
        return
    for value in node.values():
        _remove_null(value)
    if node.get("nullable") in (True, False):
        del node["nullable"]
    if node.get("additionalProperties") is False or (_is_object(node) and node.get("additionalProperties") == {}):
        del node["additionalProperties"]
    kinds = node.get("type")
    if isinstance(kinds, list):
        left = [kind for kind in kinds if kind != "null"]
        node["type"] = left[0] if len(left) == 1 else left
    if isinstance(node.get("enum"), list):
        node["enum"] = [value for value in node["enum"] if value is not None]
    for union in ("anyOf", "oneOf"):
        if union_branches(node) is not None and isinstance(node.get("oneOf"), list):
            node["oneOf"] = [one for one in node["oneOf"] if "$ref" in one]
            node.pop("type", None)  # it is object
        elif isinstance(node.get(union), list):
            left = [one for one in node[union] if not (isinstance(one, dict) and one.get("type") == "null")]
            if len(left) == 1 and len(left) < len(node[union]):
                del node[union]
                node.update({**left[0], **node})  # the field's own keywords win over its type's


def _mark_maps(node: Any) -> None:
    """Write objects whose fields are all of one type as arrays: the generator would make classes of them."""
    if isinstance(node, list):
        for item in node:
            _mark_maps(item)
    if not isinstance(node, dict):
        return
    for value in node.values():
        _mark_maps(value)
    if (
        node.get("type") == "object"
        and isinstance(node.get("additionalProperties"), dict)
        and not node.get("properties")
    ):
        node["items"] = node.pop("additionalProperties")
        node.pop("default", None)
        node.update({"type": "array", MAP: True})


def levels(document: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the levels of arrays and maps in a normalised schema, outermost first; none for other schemas.

    Each tells whether it is a ``map`` and whether an item may be ``null``. A union is the last.
    """
    found: list[dict[str, Any]] = []
    schema = resolve(document, schema)
    while schema.get("type") == "array":
        found.append({"map": bool(schema.get(MAP)), "null": bool(schema.get(_NULL_ITEMS))})
        schema = resolve(document, schema.get("items", {}))
    union = union_branches(schema)
    if union is not None:
        found.append({"union": _union_facts(document, *union)})
    return found


def _union_facts(document: dict[str, Any], field: str, branches: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the discriminator of a union, and the schema and Python attribute for each of its values."""
    kinds = {}
    for value, branch in branches.items():
        fields = resolve(document, branch).get("properties", {})
        attribute = python_name(field, fields.get(field, {}))
        kinds[value] = {"schema": branch["$ref"].rpartition("/")[2], "attribute": attribute}
    return {"field": field, "kinds": kinds}


def discriminator_values(document: dict[str, Any]) -> dict[tuple[str, str], str]:
    """Return the value of each discriminator that can have only one, by schema and field."""
    found: dict[tuple[str, str], set[str]] = {}
    for union in filter(None, map(union_branches, _objects(document))):
        field, branches = union
        for value, branch in branches.items():
            found.setdefault((branch["$ref"].rpartition("/")[2], field), set()).add(value)
    return {key: values.pop() for key, values in found.items() if len(values) == 1}


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if isinstance(node.get("oneOf"), list):
            yield node
        for value in node.values():
            yield from _objects(value)
    elif isinstance(node, list):
        for item in node:
            yield from _objects(item)


def _add_names(schema: dict[str, Any], name: str) -> None:
    if "properties" in schema or schema.get("type") == "object":
        schema["x-schema"] = name
    for field, inner in schema.get("properties", {}).items():
        _add_names(inner, f"{name}.{field}")
    if isinstance(schema.get("items"), dict):
        _add_names(schema["items"], f"{name}{'{}' if schema.get(MAP) else '[]'}")
