"""Terms that follow the calendar: the arithmetic under the generated spans of time.

A term is added to a date or date-time, or subtracted from it. One month later is the same day of the next month, or
the last day of a month that is too short for it.
"""

from __future__ import annotations

from copy import copy
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from perfectgym_next._core.lazy_module import LazyModule
from perfectgym_next._core.model import Model

if TYPE_CHECKING:
    from dateutil import relativedelta as _dateutil
else:
    _dateutil = LazyModule("dateutil.relativedelta")

__all__ = ["RecurrenceBase", "TermBase", "TimePeriodBase"]

D = TypeVar("D", bound=date)

_UNITS = {
    "MINUTES": "minutes",
    "HOURS": "hours",
    "DAY": "days",
    "WEEK": "weeks",
    "MONTH": "months",
    "YEAR": "years",
}
"""What the API's units are called in Python, by `timedelta` and `relativedelta` alike."""


class TermBase(Model):
    """A number of units of time, `value` and `unit`.

    Dates and date-times take terms by ``+`` and ``-``; ``term * 3`` is a term three times as long. On a date-time with
    a time zone, days, weeks, months and years keep the time on the wall clock, and hours and minutes are elapsed time.
    """

    __slots__ = ()

    _value_member: ClassVar[str] = "value"
    _unit_member: ClassVar[str] = "unit"

    @property
    def relativedelta(self) -> _dateutil.relativedelta:
        """The term as a `dateutil.relativedelta.relativedelta`.

        Raises:
            ValueError: The unit is not known, or there is no value.
        """
        from dateutil.relativedelta import relativedelta

        value, unit = self._span()
        return relativedelta(**{unit: value})  # type: ignore[arg-type]  # the unit is never dt1 or dt2, which are dates

    def __radd__(self, other: D) -> D:
        if not isinstance(other, date):
            return NotImplemented
        return _moved(other, self, 1)

    __add__ = __radd__

    def __rsub__(self, other: D) -> D:
        if not isinstance(other, date):
            return NotImplemented
        return _moved(other, self, -1)

    def __mul__(self, other: int) -> Self:
        if not isinstance(other, int):
            return NotImplemented
        value, _ = self._span()
        product = copy(self)
        product.additional_properties = {}  # type: ignore[misc]  # a slot of the generated class
        setattr(product, self._value_member, value * other)
        return product

    __rmul__ = __mul__

    def __neg__(self) -> Self:
        return self * -1

    def __str__(self) -> str:
        value, unit = getattr(self, self._value_member), getattr(self, self._unit_member)
        if value is None:
            return str(unit)
        name = _UNITS.get(unit, str(unit))
        return f"{value} {name.removesuffix('s') if value in (1, -1) else name}"

    def _span(self) -> tuple[int, str]:
        """Value and unit to calculate with, the unit by its name in Python."""
        value, unit = getattr(self, self._value_member), getattr(self, self._unit_member)
        name = _UNITS.get(unit)
        owner = type(self).__name__
        if name is None:
            raise ValueError(
                f"{owner}.{self._unit_member} is {str(unit)!r}, which is no unit of time to calculate with"
            )
        if not isinstance(value, int):
            raise ValueError(f"{owner}.{self._value_member} is {value!r}, no number of {name}")  # noqa: TRY004 - mostly absent
        return value, name


class TimePeriodBase(TermBase):
    """A term whose members are `period_value` and `period_unit`."""

    __slots__ = ()

    _value_member: ClassVar[str] = "period_value"
    _unit_member: ClassVar[str] = "period_unit"


class RecurrenceBase(TermBase):
    """A term whose members are `frequency` and `period`.

    It calculates like any other, but a frequency may be absent and a period may be ``ONCE``: then it is a `ValueError`.
    """

    __slots__ = ()

    _value_member: ClassVar[str] = "frequency"
    _unit_member: ClassVar[str] = "period"


def _moved(moment: D, term: TermBase, sign: int) -> D:
    value, unit = term._span()
    by_the_clock = unit in {"minutes", "hours"}
    if by_the_clock and not isinstance(moment, datetime):
        raise TypeError(f"a date has no {unit}, so {term} does not move it; take a datetime")
    try:
        result: D = (
            _elapsed(moment, timedelta(**{unit: sign * value}))
            if by_the_clock
            else _on_the_calendar(moment, sign * term.relativedelta)
        )
    except (OverflowError, ValueError):
        raise OverflowError(f"{moment} {'+' if sign > 0 else '-'} {term} is not within the years 1 to 9999") from None
    return result


def _elapsed(moment: Any, delta: timedelta) -> Any:
    if moment.utcoffset() is None:
        return moment + delta
    return (moment.astimezone(UTC) + delta).astimezone(moment.tzinfo)


def _on_the_calendar(moment: Any, delta: _dateutil.relativedelta) -> Any:
    result = moment + delta
    if not isinstance(result, datetime) or result.utcoffset() is None:
        return result
    result = result.replace(fold=0)
    # Going to UTC and back changes a wall time only where clocks were put forward over it.
    real = result.astimezone(UTC).astimezone(result.tzinfo)
    if real.replace(tzinfo=None) != result.replace(tzinfo=None):
        return real
    # A wall time that comes twice is the first of the two, but for the start's own second one.
    return result.replace(fold=moment.fold)
