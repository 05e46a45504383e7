"""Calendar arithmetic: the base classes of the generated models for spans of time, and `add_units` for plain values.

A term can be added to a date or date-time and subtracted from it. One month later is the same day of the next month,
or its last day where the month is too short.
"""

from __future__ import annotations

from copy import copy
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from perfectgym_next._core.lazy import LazyModule
from perfectgym_next._core.model import Model

if TYPE_CHECKING:
    from dateutil import relativedelta as _dateutil
else:
    _dateutil = LazyModule("dateutil.relativedelta")

__all__ = ["RecurrenceBase", "TermBase", "TimePeriodBase", "add_units"]

D = TypeVar("D", bound=date)

_UNITS = {
    "MINUTES": "minutes",
    "HOURS": "hours",
    "DAY": "days",
    "WEEK": "weeks",
    "MONTH": "months",
    "YEAR": "years",
}
"""The API's units and their names in `timedelta` and `relativedelta`."""


def add_units(moment: D, value: int, unit: str) -> D:
    """Add a number of units of time to a date or date-time.

    Args:
        moment: Date or date-time to start from.
        value: Number of units; a negative one goes back in time.
        unit: ``MINUTES``, ``HOURS``, ``DAY``, ``WEEK``, ``MONTH`` or ``YEAR``, the units of the API.

    Raises:
        ValueError: The unit is none of these.
        TypeError: The unit is minutes or hours, and the moment is a date without a time.
        OverflowError: The result is not within the years 1 to 9999.
    """
    if unit not in _UNITS:
        raise ValueError(f"unknown unit of time {unit!r}: expected one of {', '.join(_UNITS)}")
    return _add(moment, value, _UNITS[unit])


class TermBase(Model):
    """A number of units of time, `value` and `unit`.

    Use ``+`` and ``-`` to move a date or date-time by a term; ``term * 3`` is a term three times as long. On a
    date-time with a time zone, days, weeks, months and years keep the wall-clock time, and hours and minutes are
    elapsed time.
    """

    __slots__ = ()

    _value_field: ClassVar[str] = "value"
    _unit_field: ClassVar[str] = "unit"

    @property
    def relativedelta(self) -> _dateutil.relativedelta:
        """The term as a `dateutil.relativedelta.relativedelta`.

        Raises:
            ValueError: The unit is unknown, or the number of units is missing.
        """
        return _relativedelta(*self._span())

    def __radd__(self, other: D) -> D:
        if not isinstance(other, date):
            return NotImplemented
        value, unit = self._span()
        return _add(other, value, unit)

    __add__ = __radd__

    def __rsub__(self, other: D) -> D:
        if not isinstance(other, date):
            return NotImplemented
        value, unit = self._span()
        return _add(other, -value, unit)

    def __mul__(self, other: int) -> Self:
        if not isinstance(other, int):
            return NotImplemented
        value, _ = self._span()
        product = copy(self)
        product.additional_properties = {}  # type: ignore[misc]  # a slot of the generated class
        setattr(product, self._value_field, value * other)
        return product

    __rmul__ = __mul__

    def __neg__(self) -> Self:
        return self * -1

    def __str__(self) -> str:
        value, unit = getattr(self, self._value_field), getattr(self, self._unit_field)
        return str(unit) if value is None else _span_text(value, _UNITS.get(unit, str(unit)))

    def _span(self) -> tuple[int, str]:
        """Return the number of units and the unit's name in Python.

        Raises:
            ValueError: The unit is unknown, or the number of units is missing.
        """
        value, unit = getattr(self, self._value_field), getattr(self, self._unit_field)
        name = _UNITS.get(unit)
        owner = type(self).__name__
        if name is None:
            raise ValueError(
                f"{owner}.{self._unit_field} is {str(unit)!r}, not a unit of time to calculate with: "
                f"expected one of {', '.join(_UNITS)}"
            )
        if not isinstance(value, int):
            raise ValueError(f"{owner}.{self._value_field} is {value!r}, not a number of {name}")  # noqa: TRY004 - mostly missing
        return value, name


class TimePeriodBase(TermBase):
    """A term whose fields are `period_value` and `period_unit`."""

    __slots__ = ()

    _value_field: ClassVar[str] = "period_value"
    _unit_field: ClassVar[str] = "period_unit"


class RecurrenceBase(TermBase):
    """A term whose fields are `frequency` and `period`.

    The frequency may be missing and the period may be ``ONCE``; calculating with such a term raises a `ValueError`.
    """

    __slots__ = ()

    _value_field: ClassVar[str] = "frequency"
    _unit_field: ClassVar[str] = "period"


def _add(moment: D, value: int, unit: str) -> D:
    """Add a number of units to a moment; the unit by its name in Python."""
    by_the_clock = unit in {"minutes", "hours"}
    span = _span_text(abs(value), unit)
    if by_the_clock and not isinstance(moment, datetime):
        raise TypeError(f"cannot move a date by {span}: a date has no {unit}, give a datetime")
    try:
        result: D = (
            _add_elapsed(moment, timedelta(**{unit: value}))
            if by_the_clock
            else _add_on_calendar(moment, _relativedelta(value, unit))
        )
    except (OverflowError, ValueError):
        raise OverflowError(f"{moment} {'-' if value < 0 else '+'} {span} is not within the years 1 to 9999") from None
    return result


def _relativedelta(value: int, unit: str) -> _dateutil.relativedelta:
    from dateutil.relativedelta import relativedelta

    return relativedelta(**{unit: value})  # type: ignore[arg-type]  # the unit is never dt1 or dt2, which are dates


def _span_text(value: int, unit: str) -> str:
    return f"{value} {unit.removesuffix('s') if value in (1, -1) else unit}"


def _add_elapsed(moment: Any, delta: timedelta) -> Any:
    if moment.utcoffset() is None:
        return moment + delta
    return (moment.astimezone(UTC) + delta).astimezone(moment.tzinfo)


def _add_on_calendar(moment: Any, delta: _dateutil.relativedelta) -> Any:
    result = moment + delta
    if not isinstance(result, datetime) or result.utcoffset() is None:
        return result
    result = result.replace(fold=0)
    # Going to UTC and back changes a wall time only where clocks were put forward over it.
    real = result.astimezone(UTC).astimezone(result.tzinfo)
    if real.replace(tzinfo=None) != result.replace(tzinfo=None):
        return real
    # Of a wall time that comes twice the first is meant, unless the start itself is a second one.
    return result.replace(fold=moment.fold)
