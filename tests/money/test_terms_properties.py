"""Properties of every term and every start."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from perfectgym_next.models import TermWithMinutes, TermWithMinutesUnit

ZONES = [ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")]

values = st.integers(-600, 600)
days = st.dates(date(1980, 1, 1), date(2060, 1, 1))
moments = st.builds(
    # Any instant, so that both passes of an hour that comes twice are among them.
    lambda instant, zone: instant.replace(tzinfo=UTC).astimezone(zone),
    st.datetimes(datetime(1980, 1, 1), datetime(2060, 1, 1)),
    st.sampled_from(ZONES),
)
units = st.sampled_from(["DAY", "WEEK", "MONTH", "YEAR"])


def term(value: int, unit: str) -> TermWithMinutes:
    return TermWithMinutes(value=value, unit=TermWithMinutesUnit(unit))


def real(moment: datetime) -> bool:
    """Whether clocks in the zone ever showed that time."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) == moment.replace(tzinfo=None)


@given(days, values)
def test_days_and_weeks_undo_themselves(start: date, value: int) -> None:
    assert start + term(value, "DAY") - term(value, "DAY") == start
    assert start + term(value, "DAY") == start + timedelta(days=value)
    assert start + term(value, "WEEK") == start + term(7 * value, "DAY")


@given(days, values)
def test_months_keep_the_day_or_end_with_the_month(start: date, value: int) -> None:
    later = start + term(value, "MONTH")
    assert (later.year - start.year) * 12 + later.month - start.month == value
    assert later.day == min(start.day, calendar.monthrange(later.year, later.month)[1])


@given(days, st.integers(-60, 60))
def test_a_year_is_twelve_months(start: date, value: int) -> None:
    assert start + term(value, "YEAR") == start + term(12, "MONTH") * value


@given(days, values, units)
def test_to_subtract_is_to_add_the_opposite(start: date, value: int, unit: str) -> None:
    assert start - term(value, unit) == start + -term(value, unit)


@given(moments, values, st.sampled_from(["HOURS", "MINUTES"]))
def test_hours_and_minutes_are_elapsed_time(start: datetime, value: int, unit: str) -> None:
    later = start + term(value, unit)
    assert later.astimezone(UTC) - start.astimezone(UTC) == timedelta(**{unit.lower(): value})
    assert later.tzinfo is start.tzinfo


@given(moments, values, units)
def test_the_calendar_keeps_the_wall_clock_where_it_shows_that_time(start: datetime, value: int, unit: str) -> None:
    later = start + term(value, unit)
    wall = start.replace(tzinfo=None) + term(value, unit)
    assert real(later)
    assert later.tzinfo is start.tzinfo
    if real(wall.replace(tzinfo=start.tzinfo)):
        assert later.replace(tzinfo=None) == wall
    else:
        assert timedelta() < later.replace(tzinfo=None) - wall <= timedelta(hours=1)


@given(moments, units)
def test_no_time_at_all_changes_nothing(start: datetime, unit: str) -> None:
    for nothing in (term(0, unit), term(0, "HOURS")):
        later = start + nothing
        assert (later, later.fold, later.utcoffset()) == (start, start.fold, start.utcoffset())
