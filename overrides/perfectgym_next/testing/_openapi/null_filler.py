"""Nulls in place of absent optional fields: the service writes them, its description does not mention them."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from perfectgym_next._core.description import map_values
from perfectgym_next.testing._openapi.description import reference_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._openapi.description import Description

__all__ = ["NullFiller"]


@dataclass(slots=True)
class _Shape:
    """The parts of a schema that matter here.

    Attributes:
        nulls: Fields that become null when they are absent.
        nested: Shapes of the fields that hold objects or arrays.
        items: Shape of an array's items.
        values: Shape of a map's values.
    """

    nulls: list[str] = field(default_factory=list)
    nested: dict[str, _Shape] = field(default_factory=dict)
    items: _Shape | None = None
    values: _Shape | None = None


class NullFiller:
    """Writes null for about half of the optional fields that a response lacks, always for the same ones."""

    def __init__(self, description: Description, seed: int) -> None:
        self._description = description
        self._seed = seed
        self._shapes: dict[str, _Shape] = {}

    def fill(self, schema: Mapping[str, Any], value: Any) -> Any:
        """Return a copy of the value with its nulls."""
        return _fill(self._shape(schema, "answer"), value)

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
        if (values := map_values(schema)) is not None:
            shape.values = self._shape(values, name)
        rng = Random(f"{self._seed}/nulls/{name}")  # noqa: S311  # example data, no secrets
        for property_name, inner in schema.get("properties", {}).items():
            if rng.random() < 0.5 and property_name not in schema.get("required", ()):
                shape.nulls.append(property_name)
            if self._description.resolve(inner).get("type") in ("object", "array"):
                shape.nested[property_name] = self._shape(inner, f"{name}.{property_name}")
        return shape


def _fill(shape: _Shape, value: Any) -> Any:
    if isinstance(value, list) and shape.items is not None:
        return [_fill(shape.items, item) for item in value]
    if not isinstance(value, dict):
        return value
    if shape.values is not None:
        return {name: _fill(shape.values, inner) for name, inner in value.items()}
    filled = {
        name: _fill(shape.nested[name], inner) if name in shape.nested else inner for name, inner in value.items()
    }
    for name in shape.nulls:
        filled.setdefault(name, None)
    return filled
