"""Where a JSON pointer or a path of the diff leads, in the terms of a description."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from openapi.pipeline.description import METHODS

__all__ = ["Place", "decoded", "placed", "value_at"]

_REFERENCE = "#/components/schemas/"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A node of a description.

    Attributes:
        operation: Method and path, where the node stands under one; the method is empty under a path's own members.
        part: ``operation``, ``parameter``, ``body`` or ``answer`` under an operation; else the section, as ``schema``.
        schema: The schema that the node belongs to; ``Owner.member`` for one that stands inside another.
        member: The member of that schema.
        parameter: Name of the parameter.
        detail: The status of an answer.
        tail: What is left of the way below schema, member, parameter or part.
        container: The named schema or the operation in which the node's text stands.
    """

    operation: tuple[str, str] | None = None
    part: str
    schema: str | None = None
    member: str | None = None
    parameter: str | None = None
    detail: str = ""
    tail: tuple[str, ...] = ()
    container: str = ""


def decoded(pointer: str) -> tuple[str, ...]:
    """The steps of a JSON pointer."""
    return tuple(
        step.replace("~1", "/").replace("~0", "~") for step in pointer.removeprefix("#").removeprefix("/").split("/")
    )


def value_at(document: Any, steps: tuple[str, ...]) -> Any:
    """What stands at the end of the steps; None where they lead nowhere. References are followed."""
    node = document
    for step in steps:
        if step == "$ref":
            continue
        node = _followed(document, node)
        if isinstance(node, list):
            node = node[int(step)] if step.isdigit() and int(step) < len(node) else None
        elif isinstance(node, dict):
            node = node.get(step)
        else:
            return None
    return node


def _followed(document: Any, node: Any) -> Any:
    while isinstance(node, dict) and str(node.get("$ref", "")).startswith("#/"):
        node = value_at(document, decoded(node["$ref"]))
    return node


def placed(document: dict[str, Any], steps: tuple[str, ...]) -> Place:
    """Name the place where the steps lead; they may go through references, with or without a ``$ref`` on the way."""
    if steps[:2] == ("components", "schemas") and len(steps) > 2:
        return _in_schema(document, Place(part="schema"), steps[2], steps[3:], value_at(document, steps[:3]), steps[2])
    if steps[:1] != ("paths",) or len(steps) < 2:
        return Place(part="/".join(steps[:1]) or "document", tail=steps[1:], container="document")
    path, rest = steps[1], steps[2:]
    method = rest[0].upper() if rest and rest[0] in METHODS else ""
    rest = rest[1:] if method else rest
    operation = (method, path)
    node = value_at(document, steps[: 3 if method else 2])
    container = f"{method} {path}"
    if rest[:1] == ("parameters",) and len(rest) > 1:
        parameter = _followed(document, value_at(node, rest[:2])) or {}
        place = Place(operation=operation, part="parameter", parameter=str(parameter.get("name")))
        return _below(document, place, rest[2:], value_at(node, rest[:2]), container)
    if rest[:1] == ("requestBody",):
        return _below(
            document, Place(operation=operation, part="body"), rest[1:], (node or {}).get("requestBody"), container
        )
    if rest[:1] == ("responses",) and len(rest) > 1:
        place = Place(operation=operation, part="answer", detail=rest[1])
        return _below(document, place, rest[2:], value_at(node, rest[:2]), container)
    return Place(operation=operation, part="operation" if method else "path", tail=rest, container=container)


def _below(document: dict[str, Any], place: Place, steps: tuple[str, ...], node: Any, container: str) -> Place:
    """Go on to the schema of a parameter, body or answer."""
    for index, step in enumerate(steps):
        node = _followed(document, node)
        if step == "schema" and isinstance(node, dict):
            return _in_schema(document, place, "", steps[index + 1 :], node.get("schema"), container)
        node = node.get(step) if isinstance(node, dict) else None
    return replace(place, tail=steps, container=container)


def _in_schema(  # noqa: PLR0917 - the state of a walk
    document: dict[str, Any], place: Place, schema: str, steps: tuple[str, ...], node: Any, container: str
) -> Place:
    """Walk down a schema; a reference begins a new one, an inner object is ``Owner.member``."""
    member: str | None = None
    rest = list(steps)
    while True:
        followed = False
        while rest and isinstance(node, dict) and str(node.get("$ref", "")).startswith(_REFERENCE):
            if rest[0] != "$ref" and rest[0] in node:  # a keyword beside the reference
                break
            schema = container = node["$ref"].removeprefix(_REFERENCE)
            member = None
            node = document.get("components", {}).get("schemas", {}).get(schema)
            followed = True
            if rest[0] == "$ref":
                del rest[0]
        if followed:
            continue
        if len(rest) >= 2 and rest[0] == "properties":
            schema = schema if member is None else f"{schema}.{member}"
            member = rest[1]
            node = (node or {}).get("properties", {}).get(member)
            del rest[:2]
        elif rest and rest[0] == "items" and (len(rest) > 1 or member is not None):
            node = (node or {}).get("items")
            if len(rest) > 1 and rest[1] == "properties":
                schema, member = (f"{schema}[]", None) if member is None else (f"{schema}.{member}[]", None)
            del rest[0]
        else:
            part = place.part if schema == "" or place.part == "parameter" else "schema"
            return replace(
                place, part=part, schema=schema or None, member=member, tail=tuple(rest), container=container
            )
