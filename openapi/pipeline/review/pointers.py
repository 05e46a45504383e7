"""Follow the JSON pointers of a description, and say what part of the API they lead to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from openapi.pipeline.description import METHODS

__all__ = [
    "DescriptionNode",
    "OperationKey",
    "Steps",
    "decode_pointer",
    "follow",
    "is_required",
    "resolve_pointer",
    "value_at",
]

Steps: TypeAlias = tuple[str, ...]
"""A decoded JSON pointer."""

OperationKey: TypeAlias = tuple[str, str]
"""Method in capitals and path."""

_REFERENCE = "#/components/schemas/"


@dataclass(frozen=True, kw_only=True)
class DescriptionNode:
    """A node of a description.

    Attributes:
        part: ``operation``, ``parameter``, ``body`` or ``response`` under an operation, ``path`` for a path's own
            keywords, ``schema`` for a shared schema; else the section of the description, as ``servers``.
        operation: Method and path, for a node under a path; the method is empty for a path's own keywords.
        schema: The schema that the node belongs to; ``Owner.field`` for one inside another schema.
        field: The field of that schema.
        parameter: Name of the parameter.
        status: Status of the response.
        tail: The remaining steps below field, schema, parameter or part.
        container: The named schema, or the method and path, whose text contains the node.
    """

    part: str
    operation: OperationKey | None = None
    schema: str | None = None
    field: str | None = None
    parameter: str | None = None
    status: str = ""
    tail: Steps = ()
    container: str = ""

    @property
    def root_schema(self) -> str:
        """The schema in ``components`` that the node is in; empty where there is none."""
        return (self.schema or "").partition(".")[0].removesuffix("[]")


def decode_pointer(pointer: str) -> Steps:
    """Return the steps of a JSON pointer."""
    return tuple(
        step.replace("~1", "/").replace("~0", "~") for step in pointer.removeprefix("#").removeprefix("/").split("/")
    )


def value_at(document: Any, steps: Steps) -> Any:
    """Return the value that the steps lead to, through references; None where they lead nowhere."""
    node = document
    for step in steps:
        if step == "$ref":
            continue
        node = follow(document, node)
        if isinstance(node, list):
            node = node[int(step)] if step.isdigit() and int(step) < len(node) else None
        elif isinstance(node, dict):
            node = node.get(step)
        else:
            return None
    return node


def is_required(document: Any, steps: Steps) -> bool:
    """Return whether the value of a schema cannot be missing: a required field, an item, a value of a map, a result."""
    if steps[-2:-1] == ("properties",):
        return steps[-1] in (value_at(document, steps[:-2]) or {}).get("required", ())
    return steps[-1] in {"items", "additionalProperties", "schema"}


def follow(document: Any, node: Any) -> Any:
    """Return what a node refers to, or the node itself; None where a reference leads nowhere."""
    while isinstance(node, dict) and str(node.get("$ref", "")).startswith("#/"):
        node = value_at(document, decode_pointer(node["$ref"]))
    return node


def resolve_pointer(document: dict[str, Any], steps: Steps) -> DescriptionNode:
    """Say what the steps lead to; they may go through references, with or without ``$ref`` as a step of its own."""
    if steps[:2] == ("components", "schemas") and len(steps) > 2:
        return _in_schema(
            document, DescriptionNode(part="schema"), steps[2], steps[3:], value_at(document, steps[:3]), steps[2]
        )
    if steps[:1] != ("paths",) or len(steps) < 2:
        return DescriptionNode(part="/".join(steps[:1]) or "document", tail=steps[1:], container="document")
    path, rest = steps[1], steps[2:]
    method = rest[0].upper() if rest and rest[0] in METHODS else ""
    rest = rest[1:] if method else rest
    operation = (method, path)
    value = value_at(document, steps[: 3 if method else 2])
    container = f"{method} {path}"
    if rest[:1] == ("parameters",) and len(rest) > 1:
        parameter = follow(document, value_at(value, rest[:2])) or {}
        node = DescriptionNode(operation=operation, part="parameter", parameter=str(parameter.get("name")))
        return _below(document, node, rest[2:], value_at(value, rest[:2]), container)
    if rest[:1] == ("requestBody",):
        node = DescriptionNode(operation=operation, part="body")
        return _below(document, node, rest[1:], (value or {}).get("requestBody"), container)
    if rest[:1] == ("responses",) and len(rest) > 1:
        node = DescriptionNode(operation=operation, part="response", status=rest[1])
        return _below(document, node, rest[2:], value_at(value, rest[:2]), container)
    return DescriptionNode(operation=operation, part="operation" if method else "path", tail=rest, container=container)


def _below(
    document: dict[str, Any], node: DescriptionNode, steps: Steps, value: Any, container: str
) -> DescriptionNode:
    """Go on to the schema of a parameter, body or response."""
    for index, step in enumerate(steps):
        value = follow(document, value)
        if step == "schema" and isinstance(value, dict):
            return _in_schema(document, node, "", steps[index + 1 :], value.get("schema"), container)
        value = value.get(step) if isinstance(value, dict) else None
    return replace(node, tail=steps, container=container)


def _in_schema(  # noqa: PLR0917 - the state of a walk
    document: dict[str, Any], node: DescriptionNode, schema: str, steps: Steps, value: Any, container: str
) -> DescriptionNode:
    """Walk down a schema; a reference begins a new one, an inner object is ``Owner.field``."""
    field: str | None = None
    rest = list(steps)
    while True:
        followed = False
        while rest and isinstance(value, dict) and str(value.get("$ref", "")).startswith(_REFERENCE):
            if rest[0] != "$ref" and rest[0] in value:  # a keyword beside the reference
                break
            schema = container = value["$ref"].removeprefix(_REFERENCE)
            field = None
            value = document.get("components", {}).get("schemas", {}).get(schema)
            followed = True
            if rest[0] == "$ref":
                del rest[0]
        if followed:
            continue
        if len(rest) >= 2 and rest[0] == "properties":
            schema = schema if field is None else f"{schema}.{field}"
            field = rest[1]
            value = (value or {}).get("properties", {}).get(field)
            del rest[:2]
        elif rest and rest[0] == "items" and (len(rest) > 1 or field is not None):
            value = (value or {}).get("items")
            if len(rest) > 1 and rest[1] == "properties":
                schema, field = (f"{schema}[]", None) if field is None else (f"{schema}.{field}[]", None)
            del rest[0]
        else:
            part = node.part if schema == "" or node.part == "parameter" else "schema"
            return replace(node, part=part, schema=schema or None, field=field, tail=tuple(rest), container=container)
