"""Tables of lists: which columns the entries of a list have, and how each is read from an entry."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from perfectgym_next._core.json import encode
from perfectgym_next._core.model import Model
from perfectgym_next.timestamps import format_date, format_naive_datetime

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Column", "ColumnKind", "Parent", "Table", "json_text", "unknown_fields"]

ColumnKind: TypeAlias = Literal["boolean", "date", "decimal", "integer", "json", "text", "timestamp", "zone"]


class Column(NamedTuple):
    """One column of a table."""

    name: str
    kind: ColumnKind
    """How the value is stored; ``zone`` is the name of the time zone of the column before it."""
    read: Callable[[Any], Any]
    """Returns the value of an entry, None if it is missing."""
    personal: bool = False
    """Whether it holds personal data."""


class Parent(NamedTuple):
    """The table whose rows a list is read for, one by one."""

    table: str
    key: str
    """Column of that table which holds the ids."""
    argument: str
    """Argument of the operation that takes an id, and the column of the list's table that holds it."""


class Table(NamedTuple):
    """A list of the API as a table."""

    name: str
    operation: str
    """``<tag>.<operation>`` of a client."""
    key: tuple[str, ...]
    """Columns that identify a row, besides the studio and the parent; empty where the API has no such fields."""
    columns: tuple[Column, ...]
    parent: Parent | None
    walks: tuple[Mapping[str, Any], ...]
    """Arguments of the operation. With several, the list is read once for each, and later rows replace earlier ones."""
    window: tuple[str, str] | None
    """Arguments that take the first and the last day to read, for a table that is read day by day."""
    keeps_vanished: bool
    """Whether rows that are missing since the export before are kept, with ``vanished_at``."""
    notes: tuple[str, ...]
    """What the filters of the operation and the service itself leave out."""


def json_text(value: Any) -> str | None:
    """Return a value of a model as JSON text with the API's names; None stays None."""
    if value is None:
        return None
    return encode(_to_json(value)).decode() if value or value.__class__ is not list else "[]"


def unknown_fields(entry: Model, nested: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    """Return the fields of an entry that the description does not have, as JSON text; None without any.

    They are those that `Model.to_row` returns, and have its names.

    Args:
        entry: The entry.
        nested: The objects in it: their paths in the API, and in attributes.
    """
    found = entry.additional_properties
    for path, names in nested:
        value: Any = entry
        for name in names:
            value = getattr(value, name)
            if value is None:
                break
        else:
            if value.additional_properties:
                found = {**found, **{f"{path}.{name}": one for name, one in value.additional_properties.items()}}
    return json_text(found) if found else None


def _to_json(value: Any) -> Any:
    if isinstance(value, list):
        return [
            item if item.__class__ is str else item.to_dict() if isinstance(item, Model) else _to_json(item)
            for item in value
        ]
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, dict):
        return {name: _to_json(item) for name, item in value.items()}
    if isinstance(value, datetime):
        zone = getattr(value.tzinfo, "key", None)
        return format_naive_datetime(value) + (f"[{zone}]" if zone else "")
    return format_date(value) if isinstance(value, date) else value
