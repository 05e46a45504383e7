"""Columns of Arrow from values of Python: exact, or an error that says which value is not."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime
from decimal import Context, Decimal, Inexact, InvalidOperation
from types import NoneType
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from perfectgym_next.timestamps import load_zone

if TYPE_CHECKING:
    from perfectgym_next_generated.tables import ColumnKind

__all__ = ["ARROW_TYPES", "InexactValueError", "build_array", "convert", "make_exact"]

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

_TYPES: dict[ColumnKind, tuple[type, ...]] = {
    "boolean": (bool, NoneType),
    "date": (date, NoneType),
    "decimal": (NoneType,),
    "integer": (int, NoneType),
    "json": (str, NoneType),
    "text": (str, NoneType),
    "timestamp": (datetime, NoneType),
    "zone": (str, NoneType),
}
"""Types that need no conversion. A bool, which is an int here, is refused by pyarrow in a column of integers."""

_DECIMALS = {Decimal, NoneType}
_UNIT, _ZERO = Decimal("1e-9"), Decimal("0e-9")
_EXACT = Context(prec=38, traps=[Inexact, InvalidOperation])


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
        InexactValueError: A date-time has no offset, and the studio's zone does not tell its instant; or it is out of
            range in UTC.
        ZoneDataError: The machine has no time zone database.
    """
    if kind == "timestamp":
        return [None if value is None else _to_utc(index, value, zone) for index, value in enumerate(values)]
    if kind == "zone":
        return [None if value is None else _zone_name(value, zone) for value in values]
    return values


def _to_utc(index: int, value: datetime, zone: str | None) -> datetime:
    try:
        if value.tzinfo is not None:
            return value.astimezone(UTC)
        if zone is None:
            raise InexactValueError(index, f"the date-time {value} has no offset: give the studio's time_zone")
        local = value.replace(tzinfo=load_zone(zone))
        first, second = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    except OverflowError:
        raise InexactValueError(index, f"the date-time {value} is before the year 1 or after 9999 in UTC") from None
    if first != second:  # the clocks are changed in this hour
        raise InexactValueError(index, f"the date-time {value} has no offset, and is not one instant in {zone}")
    return first


def _zone_name(value: datetime, zone: str | None) -> str | None:
    if value.tzinfo is None:
        return zone
    return getattr(value.tzinfo, "key", None) or value.isoformat()[-6:]


def make_exact(kind: ColumnKind, values: list[Any]) -> list[Any]:
    """Return values as their column holds them, equal for equal values.

    pyarrow converts as well, but cuts the fraction of a `Decimal` off for a column of integers, and digits of one for a
    column of decimals.

    Args:
        kind: Kind of the column.
        values: Values as `convert` returns them.

    Raises:
        InexactValueError: A value has more digits than the column, or is of another type.
    """
    kinds = set(map(type, values))
    if kind == "decimal" and kinds <= _DECIMALS:
        quantize = _EXACT.quantize
        with contextlib.suppress(ArithmeticError):  # named below
            return [None if value is None else quantize(value, _UNIT) or _ZERO for value in values]
    if all(issubclass(one, _TYPES[kind]) for one in kinds):
        return values
    return [None if value is None else _convert_value(kind, index, value) for index, value in enumerate(values)]


def build_array(kind: ColumnKind, values: list[Any]) -> pa.Array:
    """Return a column.

    Args:
        kind: Kind of the column.
        values: Values as `make_exact` returns them.

    Raises:
        InexactValueError: A value is out of range.
    """
    try:
        return pa.array(values, ARROW_TYPES[kind])
    except (pa.ArrowException, OverflowError):
        for index, value in enumerate(values):
            try:
                pa.array([value], ARROW_TYPES[kind])
            except (pa.ArrowException, OverflowError) as error:
                raise _refused(kind, index, value, error) from None
        raise


def _convert_value(kind: ColumnKind, index: int, value: Any) -> Any:
    try:
        return _coerce(kind, value)
    except (ArithmeticError, ValueError, TypeError) as error:
        raise _refused(kind, index, value, error) from None


def _coerce(kind: ColumnKind, value: Any) -> Any:
    """Return a value of a type that a client accepts in such a field: text for a number, a number for text."""
    if kind == "decimal" and isinstance(value, Decimal | int | str) and not isinstance(value, bool):
        return _EXACT.quantize(Decimal(value), _UNIT) or _ZERO
    if kind == "integer" and isinstance(value, Decimal | str) and int(value) == Decimal(value):
        return int(value)
    if kind == "text" and isinstance(value, Decimal | int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        raise TypeError(f"a {type(value).__name__} is not of the type of the column")
    return value


def _refused(kind: ColumnKind, index: int, value: object, reason: Exception) -> InexactValueError:
    why = "it has more digits" if isinstance(reason, ArithmeticError) else str(reason)
    return InexactValueError(index, f"a {type(value).__name__} cannot be held exactly as {ARROW_TYPES[kind]}: {why}")
