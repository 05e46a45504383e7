"""Prepare descriptions for a comparison by place, which is how `@redocly/cli diff` compares them.

The schemas of a union belong together by the value of a discriminator, not by their number in a list, and a union of a
reference with null is that reference. So unions are hidden from the tool; `union_changes` compares them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from openapi.pipeline.description import METHODS, operations
from openapi.pipeline.generation.normalising import unify_json
from openapi.pipeline.resolving import is_annotation
from openapi.pipeline.review.pointers import Steps, follow
from perfectgym_next._core.description import union_branches

__all__ = ["UnionPlace", "find_unions", "hide_unions", "unify_media_types"]


def unify_media_types(document: dict[str, Any]) -> dict[str, Any]:
    """Return a copy that calls all media types of JSON alike, as the clients do."""
    paths = {
        path: {key: _unify_operation(value) if key in METHODS else value for key, value in item.items()}
        for path, item in document.get("paths", {}).items()
    }
    return {**document, "paths": paths}


def _unify_operation(operation: dict[str, Any]) -> dict[str, Any]:
    responses = {status: _unify_content(response) for status, response in operation.get("responses", {}).items()}
    body = {"requestBody": _unify_content(operation["requestBody"])} if "requestBody" in operation else {}
    return {**operation, **body, "responses": responses}


def _unify_content(node: dict[str, Any]) -> dict[str, Any]:
    return {**node, "content": unify_json(node["content"])} if "content" in node else node


class UnionPlace(NamedTuple):
    """A place that both descriptions have, and at which one of them has a union at least.

    Attributes:
        steps: Its pointer.
        old: The schema before.
        new: The schema now.
    """

    steps: Steps
    old: dict[str, Any]
    new: dict[str, Any]


def find_unions(base: dict[str, Any], head: dict[str, Any]) -> list[UnionPlace]:
    """Return the places of unions, and of references to one: unions of objects, or of a reference and null."""
    found = []
    for steps in dict.fromkeys([*_unions(base), *_unions(head)]):
        old, new = _literal_at(base, steps), _literal_at(head, steps)
        if isinstance(old, dict) and isinstance(new, dict) and _same_parameter(base, head, steps):
            found.append(UnionPlace(steps, old, new))
    return found


def _unions(document: dict[str, Any]) -> Iterator[Steps]:
    for steps, schema in _schemas(document):
        target = follow(document, schema) or {}
        if union_branches(target) is not None or _nullable_reference(target):
            yield steps


def _same_parameter(base: dict[str, Any], head: dict[str, Any], steps: Steps) -> bool:
    """Return whether steps into a list of parameters lead to the same one; others are by name anyway."""
    if steps[3:4] != ("parameters",):
        return True
    old, new = ((one["in"], one["name"]) for one in (_literal_at(base, steps[:5]), _literal_at(head, steps[:5])))
    return bool(old == new)


def _schemas(document: dict[str, Any]) -> Iterator[tuple[Steps, dict[str, Any]]]:
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        yield from _inside(schema, ("components", "schemas", name))
    for entry in operations(document):
        steps = ("paths", entry.path, entry.method.lower())
        for index, parameter in enumerate(entry.data.get("parameters", [])):
            yield from _inside(parameter.get("schema"), (*steps, "parameters", str(index), "schema"))
        holders: list[tuple[Steps, Any]] = [(("requestBody",), entry.data.get("requestBody", {}))]
        holders += [(("responses", status), response) for status, response in entry.data.get("responses", {}).items()]
        for inner, holder in holders:
            for name, media in holder.get("content", {}).items():
                yield from _inside(media.get("schema"), (*steps, *inner, "content", name, "schema"))


def _inside(schema: Any, steps: Steps) -> Iterator[tuple[Steps, dict[str, Any]]]:
    if not isinstance(schema, dict):
        return
    yield steps, schema
    for field, inner in schema.get("properties", {}).items():
        yield from _inside(inner, (*steps, "properties", field))
    for keyword in ("items", "additionalProperties"):
        yield from _inside(schema.get(keyword), (*steps, keyword))


def _nullable_reference(schema: dict[str, Any]) -> dict[str, Any] | None:
    """Return the reference in its union with null, or None for any other schema."""
    for keyword in ("anyOf", "oneOf"):
        branches = schema.get(keyword, ())
        others = [one for one in branches if isinstance(one, dict) and one.get("type") != "null"]
        if len(others) == 1 and len(branches) == 2 and "$ref" in others[0]:
            return others[0]
    return None


def hide_unions(base: dict[str, Any], head: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return copies without the unions that can be compared: those at places that both descriptions have.

    In place of a union of objects there is a schema that allows anything, on both sides; in place of a union of a
    reference with null there is the reference.
    """
    old, new = base, head
    for place in sorted(find_unions(base, head), key=lambda one: len(one.steps), reverse=True):  # inner ones first
        targets = [follow(base, place.old) or {}, follow(head, place.new) or {}]
        of_objects = any(union_branches(target) is not None for target in targets)
        hidden = [
            {**({} if of_objects else _nullable_reference(target) or schema), **_annotations(schema)}
            for schema, target in zip((place.old, place.new), targets, strict=True)
        ]
        old, new = _replace(old, place.steps, hidden[0]), _replace(new, place.steps, hidden[1])
    return old, new


def _annotations(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if is_annotation(key)}


def _literal_at(document: dict[str, Any], steps: Steps) -> Any:
    """Return the value that the steps lead to without following any reference; None where they lead nowhere."""
    node: Any = document
    for step in steps:
        if isinstance(node, list):
            node = node[int(step)] if int(step) < len(node) else None
        else:
            node = node.get(step) if isinstance(node, dict) else None
    return node


def _replace(node: Any, steps: Steps, value: Any) -> Any:
    """Return a copy with another value at the end of the steps, which shares everything else."""
    if not steps:
        return value
    step, *rest = steps
    if isinstance(node, list):
        index = int(step)
        return [*node[:index], _replace(node[index], tuple(rest), value), *node[index + 1 :]]
    return {**node, step: _replace(node[step], tuple(rest), value)}
