"""Responses in the chosen form: nulls in place of absent optional fields, and the notation of date-times.

The service writes nulls, its description does not mention them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, timezone, tzinfo
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from perfectgym_next._core.description import map_values
from perfectgym_next.testing._openapi.description import reference_name
from perfectgym_next.timestamps import format_datetime, parse_datetime

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from perfectgym_next.testing._openapi.description import Description
    from perfectgym_next.testing._openapi.form import DateTimes, Form

__all__ = ["ResponseFormatter"]


@dataclass(slots=True)
class _Shape:
    """The parts of a schema that matter here.

    Attributes:
        nulls: Fields that become null when they are absent.
        write: Writes a date-time in another notation; None if the value is none, or stays as it is.
        nested: Shapes of the fields that hold objects, arrays or date-times.
        items: Shape of an array's items.
        values: Shape of a map's values.
    """

    nulls: list[str] = field(default_factory=list)
    write: Callable[[str], str] | None = None
    nested: dict[str, _Shape] = field(default_factory=dict)
    items: _Shape | None = None
    values: _Shape | None = None


class ResponseFormatter:
    """Writes null for some or all optional fields that a response lacks, and its date-times in one notation.

    If only some become null, it is about half of them, always the same ones.

    Args:
        description: Describes the responses.
        form: The chosen form.
        seed: Chooses the fields that become null.
        zone: Zone of date-times that have none of their own.
    """

    def __init__(self, description: Description, form: Form, seed: int, zone: tzinfo) -> None:
        self._description = description
        self._seed = seed
        self._share = 1.0 if form.nulls == "all" else 0.5 if form.nulls else 0.0
        self._date_times = form.date_times
        self._zone = zone
        self._shapes: dict[str, _Shape] = {}

    def format(self, schema: Mapping[str, Any], value: Any) -> Any:
        """Return a copy of the value in the form."""
        return _format(self._shape(schema, "answer"), value)

    def _shape(self, schema: Mapping[str, Any], name: str) -> _Shape:
        if "$ref" in schema:
            name = reference_name(schema)
            if name in self._shapes:
                return self._shapes[name]
        shape = _Shape()
        if "$ref" in schema:
            self._shapes[name] = shape
        schema = self._description.resolve(schema)
        if self._rewrites(schema):
            shape.write = partial(_write_date_time, self._date_times, self._zone)
        if "items" in schema:
            shape.items = self._shape(schema["items"], name)
        if (values := map_values(schema)) is not None:
            shape.values = self._shape(values, name)
        rng = Random(f"{self._seed}/nulls/{name}")  # noqa: S311  # example data, no secrets
        for property_name, inner in schema.get("properties", {}).items():
            if rng.random() < self._share and property_name not in schema.get("required", ()):
                shape.nulls.append(property_name)
            resolved = self._description.resolve(inner)
            if resolved.get("type") in ("object", "array") or self._rewrites(resolved):
                shape.nested[property_name] = self._shape(inner, f"{name}.{property_name}")
        return shape

    def _rewrites(self, schema: Mapping[str, Any]) -> bool:
        """Return whether a value is a date-time with offset that is written in another notation."""
        is_date_time = schema.get("format") == "date-time" and not schema.get("x-python-naive")
        return is_date_time and self._date_times != "examples"


def _format(shape: _Shape, value: Any) -> Any:
    if isinstance(value, list) and shape.items is not None:
        return [_format(shape.items, item) for item in value]
    if not isinstance(value, dict):
        return shape.write(value) if shape.write is not None and isinstance(value, str) else value
    if shape.values is not None:
        return {name: _format(shape.values, inner) for name, inner in value.items()}
    formatted = {
        name: _format(shape.nested[name], inner) if name in shape.nested else inner for name, inner in value.items()
    }
    for name in shape.nulls:
        formatted.setdefault(name, None)
    return formatted


def _write_date_time(notation: DateTimes, zone: tzinfo, text: str) -> str:
    """Return a date-time of the API in another notation; the instant stays the same.

    Args:
        notation: ``zone``, ``offset`` or ``utc``.
        zone: The zone of the result, except in UTC.
        text: A date-time with offset.
    """
    moment = parse_datetime(text)
    if notation == "utc":
        return f"{format_datetime(moment.astimezone(UTC)).removesuffix('+00:00')}Z"
    local = moment.astimezone(zone)
    offset = local.utcoffset()
    if notation == "zone" or offset is None:
        return format_datetime(local)
    return format_datetime(local.astimezone(timezone(offset)))
