"""Find who uses what changed: the operations that send or read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from openapi.pipeline.description import operations, references
from openapi.pipeline.review.locations import AnyChange, Direction, LocatedChange, Location

__all__ = ["Usage", "UsedChange", "find_usage"]


@dataclass(frozen=True, kw_only=True)
class Usage:
    """Who uses a location.

    Attributes:
        directions: Whether it is sent, read or both; empty where nobody uses it.
        operations: Names of the operations, sorted.
        tags: Their tags, sorted.
    """

    directions: frozenset[Direction]
    operations: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class UsedChange:
    """A located change and who uses its location.

    Attributes:
        change: The change.
        location: Where it is.
        usage: Who uses the location.
        parts: The changes inside it.
    """

    change: AnyChange
    location: Location
    usage: Usage
    parts: tuple[UsedChange, ...] = ()


def find_usage(changes: Iterable[LocatedChange], *descriptions: dict[str, Any]) -> list[UsedChange]:
    """Add to each change who uses its location.

    Args:
        changes: The located changes.
        descriptions: Both descriptions: a removed schema is used by whatever used it before.
    """
    index = _Index(descriptions)
    return [index.add_usage(change) for change in changes]


class _Use(NamedTuple):
    operation: str
    direction: Direction


class _Index:
    """Uses of the shared schemas."""

    def __init__(self, descriptions: Iterable[dict[str, Any]]) -> None:
        self._uses: dict[str, set[_Use]] = defaultdict(set)
        self._tags: dict[str, str] = {}
        for description in descriptions:
            self._add(description)

    def add_usage(self, located: LocatedChange) -> UsedChange:
        location = located.location
        uses = {use for schema in location.schemas for use in self._uses.get(schema, ())}
        names = sorted({*location.operations, *(use.operation for use in uses)})
        usage = Usage(
            directions=location.directions | {use.direction for use in uses},
            operations=tuple(names),
            tags=tuple(sorted({self._tags[name] for name in names if name in self._tags})),
        )
        parts = tuple(self.add_usage(part) for part in located.parts)
        return UsedChange(change=located.change, location=location, usage=usage, parts=parts)

    def _add(self, description: dict[str, Any]) -> None:
        for path, item in description.get("paths", {}).items():
            shared = item.get("parameters", [])
            for entry in operations({"paths": {path: item}}):
                if not entry.data.get("operationId"):
                    continue
                self._tags[entry.name] = entry.tag
                sent = [shared, entry.data.get("parameters", []), entry.data.get("requestBody", {})]
                directions: tuple[tuple[Direction, Any], ...] = (
                    ("send", sent),
                    ("read", entry.data.get("responses", {})),
                )
                for direction, node in directions:
                    for name in references(description, node):
                        self._uses[name].add(_Use(entry.name, direction))
