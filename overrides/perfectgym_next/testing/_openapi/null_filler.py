"""Habits of the service that its description does not tell: null where an optional member is absent."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._openapi.description import reference_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._openapi.description import Description

__all__ = ["Nulls"]


@dataclass(slots=True)
class _Shape:
    """What of a schema matters here: which members become null when absent, and what lies deeper."""

    nulls: list[str] = field(default_factory=list)
    members: dict[str, _Shape] = field(default_factory=dict)
    items: _Shape | None = None


class Nulls:
    """Writes null for about half of the optional members that an answer lacks, always for the same ones."""

    def __init__(self, description: Description, seed: int) -> None:
        self._description = description
        self._seed = seed
        self._shapes: dict[str, _Shape] = {}

    def add(self, schema: Mapping[str, Any], value: Any) -> Any:
        """The value with its nulls; the value itself stays as it is."""
        return _with_nulls(self._shape(schema, "answer"), value)

    def _shape(self, schema: Mapping[str, Any], name: str) -> _Shape:
        if "$ref" in schema:
            name = reference_name(schema)
            if name in self._shapes:
                return self._shapes[name]
        shape = _Shape()
        if "$ref" in schema:
            self._shapes[name] = shape
        schema = self._description.resolve(schema)
        if "items" in schema:
            shape.items = self._shape(schema["items"], name)
        dice = Random(f"{self._seed}/nulls/{name}")  # noqa: S311  # example data, no secrets
        for member, inner in schema.get("properties", {}).items():
            if dice.random() < 0.5 and member not in schema.get("required", ()):
                shape.nulls.append(member)
            if self._description.resolve(inner).get("type") in ("object", "array"):
                shape.members[member] = self._shape(inner, f"{name}.{member}")
        return shape


def _with_nulls(shape: _Shape, value: Any) -> Any:
    if isinstance(value, list) and shape.items is not None:
        return [_with_nulls(shape.items, item) for item in value]
    if not isinstance(value, dict):
        return value
    filled = {
        name: _with_nulls(shape.members[name], member) if name in shape.members else member
        for name, member in value.items()
    }
    for name in shape.nulls:
        filled.setdefault(name, None)
    return filled
