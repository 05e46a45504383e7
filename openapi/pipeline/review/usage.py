"""Which operations a schema reaches, and in which direction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from openapi.pipeline.description import operations
from openapi.pipeline.review.changes import Audience

__all__ = ["Reach", "Use"]


class Use(NamedTuple):
    """A schema is used by an operation, in its request (``send``) or in its answers (``read``)."""

    operation: str
    tag: str
    direction: Audience


class Reach:
    """Answers who uses a schema, over all the descriptions that it is given.

    A removed schema is still reached by what used it before, so both sides of a comparison belong in here.
    """

    def __init__(self, *documents: dict[str, Any]) -> None:
        self._uses: dict[str, set[Use]] = defaultdict(set)
        self.tags: dict[str, str] = {}
        for document in documents:
            self._add(document)

    def uses(self, schema: str) -> set[Use]:
        """Everything that reaches a schema, by its name in ``components``."""
        return self._uses.get(schema, set())

    def directions(self, schema: str) -> frozenset[Audience]:
        """Whether a schema is sent, read or both."""
        return frozenset(use.direction for use in self.uses(schema))

    def operations(self, schema: str) -> tuple[str, ...]:
        """Names of the operations that a schema reaches."""
        return tuple(sorted({use.operation for use in self.uses(schema)}))

    def _add(self, document: dict[str, Any]) -> None:
        schemas = document.get("components", {}).get("schemas", {})
        contains: dict[str, set[str]] = {}

        def closure(name: str) -> set[str]:
            if name not in contains:
                contains[name] = {name}  # stands while the schema is walked, so that a cycle ends
                for inner in set(_references(schemas.get(name, {}))):
                    contains[name] |= closure(inner)
            return contains[name]

        for path, item in document.get("paths", {}).items():
            shared = item.get("parameters", [])
            for entry in operations({"paths": {path: item}}):
                if not entry.data.get("operationId"):
                    continue
                self.tags[entry.name] = entry.tag
                sent = [shared, entry.data.get("parameters", []), entry.data.get("requestBody", {})]
                for direction, node in ((Audience.SEND, sent), (Audience.READ, entry.data.get("responses", {}))):
                    use = Use(entry.name, entry.tag, direction)
                    for name in {inner for reference in _references(node) for inner in closure(reference)}:
                        self._uses[name].add(use)


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith("#/components/schemas/"):
            yield reference.rpartition("/")[2]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for item in node:
            yield from _references(item)
