"""What refers to what in a description, without following any reference twice: schemas may contain themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from openapi.pipeline.description import METHODS, operations, resolve
from openapi.pipeline.json_values import MAX_DEPTH

__all__ = ["NAME_MAPS", "OperationKey", "Recursion", "ReferenceGraph", "find_operations"]

OperationKey = tuple[str, str]
"""Method in capitals and path."""

_SCHEMAS = "#/components/schemas/"
_MAX_SHOWN = 8  # places of a circle in a message
_DATA = {"const", "default", "enum", "example", "examples"}
NAME_MAPS = {"properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "responses", "schemas"}
NAME_MAPS |= {"parameters", "requestBodies", "headers", "callbacks", "links", "pathItems", "securitySchemes", "content"}
NAME_MAPS |= {"encoding", "mapping", "variables", "paths", "webhooks"}
"""Keywords whose values have names for keys: ``default`` is a response there, not a value."""


class Recursion(NamedTuple):
    """A place that leads to itself, or through too many others.

    Attributes:
        reference: The place, as a reference leads there.
        text: What is wrong, beginning with the place.
        source: The place whose references to it close the circle; empty for a chain.
    """

    reference: str
    text: str
    source: str = ""


def find_operations(document: dict[str, Any]) -> dict[OperationKey, list[Any]]:
    """Return every operation, those of referenced path items too, with what it consists of.

    Raises:
        DescriptionError: The reference of a path item leads nowhere.
    """
    found: dict[OperationKey, list[Any]] = {}
    for path, item in document.get("paths", {}).items():
        if path.startswith("/"):
            target = resolve(document, item, keep_siblings=True)
            shared = [{key: value for key, value in target.items() if key not in METHODS}, _references_of(item)]
            for entry in operations({"paths": {path: target}}):
                found[entry.method, path] = [entry.data, *shared]
    return found


def _references_of(item: dict[str, Any]) -> dict[str, Any]:
    return {"$ref": item["$ref"]} if "$ref" in item else {}


class ReferenceGraph:
    """The references of a description; each place that one leads to is looked at once.

    Args:
        document: The description.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._known: dict[str, tuple[str, ...]] = {}

    def reached(self, nodes: Iterable[Any]) -> set[str]:
        """Return all references in some nodes, and in what these lead to: also those of a discriminator's mapping."""
        found: set[str] = set()
        left = list(nodes)
        while left:
            for reference in self._references_in(left.pop(), mapping=True):
                if reference not in found:
                    found.add(reference)
                    left.append(self._target(reference))
        return found

    def find_recursion(self) -> list[Recursion]:
        """Return each place that contains itself, in any form, and the beginnings of endless chains of references."""
        found: list[Recursion] = []
        heights: dict[str, int] = {}
        names = self._document.get("components", {}).get("schemas", {})
        roots = [*(f"{_SCHEMAS}{name}" for name in names), *self._references_in(self._document)]
        for root in dict.fromkeys(roots):
            self._visit(root, heights, found)
        return found

    def cut(self, recursion: Recursion) -> None:
        """Remove the references that close a circle, or all that a chain begins with, from the description itself."""
        left = [self._target(recursion.source or recursion.reference)]
        while left:
            node = left.pop()
            if (isinstance(node, dict) and node.get("$ref") == recursion.reference) or not recursion.source:
                node.clear()
            left += node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()

    def _visit(self, root: str, heights: dict[str, int], found: list[Recursion]) -> None:
        """Walk depth first, without Python's stack: chains may be long."""
        if root in heights:
            return
        trail = [root]
        left = [list(self._next(root))]
        while trail:
            if left[-1]:
                reference = left[-1].pop(0)
                if reference in trail:
                    circle = [*trail[trail.index(reference) :], reference]
                    shown = [*circle[:_MAX_SHOWN], *(["…", reference] if len(circle) > _MAX_SHOWN else [])]
                    text = f"{_place(reference)} contains itself: {' > '.join(map(_name, shown))}"
                    found.append(Recursion(reference, text, circle[-2]))
                elif reference not in heights:
                    trail.append(reference)
                    left.append(list(self._next(reference)))
                continue
            left.pop()
            reference = trail.pop()
            heights[reference] = 1 + max((heights.get(one, 0) for one in self._next(reference)), default=0)
            if heights[reference] > MAX_DEPTH:
                found.append(Recursion(reference, f"{_place(reference)} refers to others {MAX_DEPTH} levels deep"))
                heights[reference] = 1  # a cut there makes it the end of another chain

    def _next(self, reference: str) -> tuple[str, ...]:
        if reference not in self._known:
            self._known[reference] = tuple(sorted(set(self._references_in(self._target(reference)))))
        return self._known[reference]

    def _target(self, reference: str) -> Any:
        node: Any = self._document
        for step in reference[2:].split("/"):
            node = node.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(node, dict) else None
        return node

    def _references_in(self, node: Any, *, mapping: bool = False) -> Iterator[str]:
        left: list[tuple[Any, bool]] = [(node, False)]
        while left:
            current, has_names = left.pop()
            if isinstance(current, list):
                left += [(item, False) for item in reversed(current)]
            elif isinstance(current, dict):
                if not has_names:
                    yield from self._own_references(current, mapping=mapping)
                for key, value in reversed(current.items()):
                    if has_names or not (key in _DATA or str(key).startswith("x-")):
                        left.append((value, not has_names and key in NAME_MAPS))

    def _own_references(self, node: dict[str, Any], *, mapping: bool) -> Iterator[str]:
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith("#/"):
            yield reference
        discriminator = node.get("discriminator") if mapping else None
        values = discriminator.get("mapping") if isinstance(discriminator, dict) else None
        for target in values.values() if isinstance(values, dict) else ():
            if isinstance(target, str):
                yield target if target.startswith("#/") else f"{_SCHEMAS}{target}"


def _name(reference: str) -> str:
    name = reference.removeprefix(_SCHEMAS)
    return reference.removeprefix("#/") if "/" in name or name == reference else name


def _place(reference: str) -> str:
    name = _name(reference)
    return name if "/" in name else f"schema {name}"
