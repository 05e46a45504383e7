"""Columns of Arrow from values of Python: exact, or an error that says which value is not."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pyarrow as pa

if TYPE_CHECKING:
    from perfectgym_next_generated.tables import ColumnKind

__all__ = ["ARROW_TYPES", "InexactValueError", "build_array", "convert"]

ARROW_TYPES: dict[ColumnKind, pa.DataType] = {
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "decimal": pa.decimal128(38, 9),
    "integer": pa.int64(),
    "json": pa.string(),
    "text": pa.string(),
    "timestamp": pa.timestamp("us", tz="UTC"),
    "zone": pa.string(),
}


class InexactValueError(ValueError):
    """A value that its column cannot hold.

    Attributes:
        index: Its place in the values.
    """

    def __init__(self, index: int, reason: str) -> None:
        super().__init__(reason)
        self.index = index


def convert(kind: ColumnKind, values: list[Any], zone: str | None) -> list[Any]:
    """Return values as their column holds them: date-times in UTC, zones by their names.

    Args:
        kind: Kind of the column.
        values: Values as a model has them.
        zone: IANA name of the studio's time zone, for date-times without offset.

    Raises:
        InexactValueError: A date-time has no offset, and the studio's zone does not tell its instant.
    """
    if kind == "timestamp":
        return [None if value is None else _to_utc(index, value, zone) for index, value in enumerate(values)]
    if kind == "zone":
        return [None if value is None else _zone_name(value, zone) for value in values]
    return values


def _to_utc(index: int, value: datetime, zone: str | None) -> datetime:
    if value.tzinfo is not None:
        return value.astimezone(UTC)
    if zone is None:
        raise InexactValueError(index, f"the date-time {value} has no offset: give the studio's time_zone")
    first, second = (value.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1))
    if first != second:  # the clocks are changed in this hour
        raise InexactValueError(index, f"the date-time {value} has no offset, and is not one instant in {zone}")
    return first


def _zone_name(value: datetime, zone: str | None) -> str | None:
    if value.tzinfo is None:
        return zone
    return getattr(value.tzinfo, "key", None) or value.isoformat()[-6:]


def build_array(kind: ColumnKind, values: list[Any]) -> pa.Array:
    """Return a column.

    Args:
        kind: Kind of the column.
        values: Values as `convert` returns them.

    Raises:
        InexactValueError: A value is out of range, has more digits than the column, or is of another type.
    """
    kind_type = ARROW_TYPES[kind]
    try:
        return pa.array(values, kind_type)
    except (pa.ArrowException, ValueError, TypeError, OverflowError):
        pass  # found out below, value by value
    coerced = []
    for index, value in enumerate(values):
        try:
            coerced.append(None if value is None else _coerce(kind, value))
            pa.array(coerced[-1:], kind_type)
        except (pa.ArrowException, ArithmeticError, ValueError, TypeError) as error:
            raise InexactValueError(
                index, f"cannot hold {type(value).__name__} as {kind_type} exactly: {error}"
            ) from None
    return pa.array(coerced, kind_type)


def _coerce(kind: ColumnKind, value: Any) -> Any:
    """Return a value of a type that a client accepts in such a field: text for a number, a number for text."""
    if isinstance(value, bool):
        if kind != "boolean":
            raise TypeError("a boolean is not a number or text")
    elif kind == "integer" and isinstance(value, str | Decimal):
        if int(value) != Decimal(value):
            raise ValueError("not a whole number")
        return int(value)
    elif kind == "decimal" and isinstance(value, str):
        return Decimal(value)
    elif kind == "text" and isinstance(value, int | Decimal):
        return str(value)
    return value
