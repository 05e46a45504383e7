"""The time of the embedded API: it moves on demand only."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from perfectgym_next.terms import add_units
from perfectgym_next.testing._studio.studio import ZONE

__all__ = ["Clock"]

_YEARS = range(1900, 9901)
"""Accounts go back for years, and contracts ahead: within the calendar, too."""


class Clock:
    """The current time of all studios of an embedded API.

    Args:
        now: The time at the beginning.

    Attributes:
        now: The current time, in the studios' time zone.

    Raises:
        OverflowError: The time is not within the years 1900 to 9900.
    """

    def __init__(self, now: datetime) -> None:
        self.now: datetime = _require_year(now).astimezone(ZONE)

    def later(self, to: datetime | date | None, months: int, days: int, hours: float, minutes: float) -> datetime:
        """Return a later time; months and days keep the time of day, hours and minutes are exact.

        Args:
            to: The time itself, a naive one in the studios' time zone; a date means its beginning.
            months: Months to add.
            days: Days to add.
            hours: Hours to add.
            minutes: Minutes to add.

        Raises:
            ValueError: The time is not later, or `to` and an amount are given.
            OverflowError: The time is beyond the year 9900.
        """
        amounts = {"months": months, "days": days, "hours": hours, "minutes": minutes}
        given = ", ".join(f"{name}={amount}" for name, amount in amounts.items() if amount)
        if to is not None and given:
            raise ValueError(f"conflicting to={to} and {given}: give either a time or amounts")
        if to is None:
            moved = add_units(add_units(self.now, months, "MONTH"), days, "DAY").astimezone(UTC)
            moved += timedelta(hours=hours, minutes=minutes)
        elif isinstance(to, datetime):
            moved = to if to.tzinfo else to.replace(tzinfo=ZONE)
        else:
            moved = datetime.combine(to, time(), ZONE)
        moved = moved.astimezone(ZONE)
        if moved <= self.now:
            raise ValueError(f"cannot advance from {self.now} to {moved}: the time of a studio only moves forward")
        return _require_year(moved)


def _require_year(moment: datetime) -> datetime:
    if moment.year not in _YEARS:
        raise OverflowError(f"invalid time {moment}: expected one within the years {_YEARS[0]} to {_YEARS[-1]}")
    return moment
