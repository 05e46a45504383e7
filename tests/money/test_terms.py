"""Arithmetic of terms with dates and date-times, one class a topic."""

from __future__ import annotations

import copy
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta

from perfectgym_next.models import (
    Recurrence,
    RecurrencePeriod,
    Term,
    TermUnit,
    TermWithMinutes,
    TermWithMinutesUnit,
    TimePeriod,
)
from perfectgym_next.terms import add_units

BERLIN = ZoneInfo("Europe/Berlin")  # clocks go forward at 02:00 on 29 March 2026, back at 03:00 on 25 October 2026


def term(value: int, unit: str) -> TermWithMinutes:
    return TermWithMinutes(value=value, unit=TermWithMinutesUnit(unit))


def berlin(text: str, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN, fold=fold)


def as_written(moment: datetime) -> str:
    """Wall clock and offset; equality of date-times in one zone sees the wall clock alone."""
    return moment.isoformat(timespec="minutes")


class TestDates:
    @pytest.mark.parametrize(
        ("value", "unit", "later"),
        [
            (1, "DAY", "2026-02-01"),
            (2, "WEEK", "2026-02-14"),
            (1, "MONTH", "2026-02-28"),
            (13, "MONTH", "2027-02-28"),
            (2, "YEAR", "2028-01-31"),
            (0, "MONTH", "2026-01-31"),
            (-1, "MONTH", "2025-12-31"),
        ],
    )
    def test_a_term_later(self, value: int, unit: str, later: str) -> None:
        assert date(2026, 1, 31) + term(value, unit) == date.fromisoformat(later)

    @pytest.mark.parametrize(
        ("start", "value", "unit", "earlier"),
        [
            ("2026-03-31", 1, "MONTH", "2026-02-28"),
            ("2024-03-31", 1, "MONTH", "2024-02-29"),
            ("2024-02-29", 1, "YEAR", "2023-02-28"),
            ("2026-01-01", 6, "WEEK", "2025-11-20"),
        ],
    )
    def test_a_term_earlier(self, start: str, value: int, unit: str, earlier: str) -> None:
        assert date.fromisoformat(start) - term(value, unit) == date.fromisoformat(earlier)

    def test_a_leap_day_comes_back_in_four_years(self) -> None:
        assert date(2024, 2, 29) + term(1, "YEAR") == date(2025, 2, 28)
        assert date(2024, 2, 29) + term(4, "YEAR") == date(2028, 2, 29)

    def test_a_month_at_a_time_forgets_the_day_and_a_multiple_does_not(self) -> None:
        month = term(1, "MONTH")
        assert date(2026, 1, 31) + month + month == date(2026, 3, 28)
        assert date(2026, 1, 31) + month * 2 == date(2026, 3, 31)

    def test_the_term_may_come_first(self) -> None:
        assert term(1, "DAY") + date(2026, 1, 31) == date(2026, 2, 1)

    def test_the_result_is_a_date_as_the_start(self) -> None:
        assert type(date(2026, 1, 31) + term(1, "MONTH")) is date
        assert type(datetime(2026, 1, 31) + term(1, "MONTH")) is datetime

    @pytest.mark.parametrize("unit", ["HOURS", "MINUTES"])
    def test_hours_and_minutes_do_not_move_a_date(self, unit: str) -> None:
        with pytest.raises(TypeError, match=rf"a date has no {unit.lower()}.*datetime"):
            date(2026, 1, 31) + term(24, unit)
        with pytest.raises(TypeError, match=rf"a date has no {unit.lower()}.*datetime"):
            date(2026, 1, 31) - term(24, unit)

    @pytest.mark.parametrize(("value", "unit"), [(8000, "YEAR"), (2**31 - 1, "MONTH"), (2**31 - 1, "WEEK")])
    def test_what_leaves_the_calendar_is_refused_and_named(self, value: int, unit: str) -> None:
        with pytest.raises(OverflowError, match=rf"2026-01-31 \+ {value} .*years 1 to 9999"):
            date(2026, 1, 31) + term(value, unit)
        with pytest.raises(OverflowError, match=rf"2026-01-31 - {value} .*years 1 to 9999"):
            date(2026, 1, 31) - term(value, unit)


class TestDateTimes:
    def test_without_a_zone(self) -> None:
        start = datetime(2026, 1, 31, 23, 30)
        assert start + term(45, "MINUTES") == datetime(2026, 2, 1, 0, 15)
        assert start + term(1, "MONTH") == datetime(2026, 2, 28, 23, 30)
        assert start - term(24, "HOURS") == datetime(2026, 1, 30, 23, 30)

    def test_keep_their_zone(self) -> None:
        for unit in TermWithMinutesUnit:
            assert (berlin("2026-01-31 08:00") + term(1, unit)).tzinfo is BERLIN

    def test_keep_a_fixed_offset(self) -> None:
        start = datetime(2026, 3, 28, 10, tzinfo=timezone(timedelta(hours=1)))
        assert as_written(start + term(1, "DAY")) == "2026-03-29T10:00+01:00"
        assert as_written(start + term(24, "HOURS")) == "2026-03-29T10:00+01:00"

    @pytest.mark.parametrize("start", [datetime.max, datetime.max.replace(tzinfo=UTC)])
    def test_what_leaves_the_calendar_is_refused(self, start: datetime) -> None:
        for unit in TermWithMinutesUnit:
            with pytest.raises(OverflowError, match="years 1 to 9999"):
                start + term(1, unit)


class TestClocksThatChange:
    """Days keep the time on the wall; hours and minutes are elapsed time."""

    @pytest.mark.parametrize(
        ("start", "value", "unit", "later"),
        [
            # Forward: the day has 23 hours.
            ("2026-03-28 10:00", 1, "DAY", "2026-03-29T10:00+02:00"),
            ("2026-03-28 10:00", 24, "HOURS", "2026-03-29T11:00+02:00"),
            ("2026-03-29 01:30", 60, "MINUTES", "2026-03-29T03:30+02:00"),
            ("2026-02-28 10:00", 1, "MONTH", "2026-03-28T10:00+01:00"),
            ("2026-03-01 10:00", 1, "MONTH", "2026-04-01T10:00+02:00"),
            # Back: the day has 25 hours.
            ("2026-10-24 10:00", 1, "DAY", "2026-10-25T10:00+01:00"),
            ("2026-10-24 10:00", 24, "HOURS", "2026-10-25T09:00+01:00"),
            ("2026-10-25 02:30", 60, "MINUTES", "2026-10-25T02:30+01:00"),
            ("2026-10-25 02:30", 2, "HOURS", "2026-10-25T03:30+01:00"),
        ],
    )
    def test_across(self, start: str, value: int, unit: str, later: str) -> None:
        assert as_written(berlin(start) + term(value, unit)) == later

    def test_backwards(self) -> None:
        assert as_written(berlin("2026-03-30 10:00") - term(1, "WEEK")) == "2026-03-23T10:00+01:00"
        assert as_written(berlin("2026-03-29 03:30") - term(1, "HOURS")) == "2026-03-29T01:30+01:00"
        assert as_written(berlin("2026-10-25 03:30") - term(1, "HOURS")) == "2026-10-25T02:30+01:00"

    def test_a_time_that_the_clocks_skip_is_the_hour_later(self) -> None:
        assert as_written(berlin("2026-03-28 02:30") + term(1, "DAY")) == "2026-03-29T03:30+02:00"
        assert as_written(berlin("2026-03-30 02:30") - term(1, "DAY")) == "2026-03-29T03:30+02:00"
        assert as_written(berlin("2025-10-26 02:30", fold=1) + term(154, "DAY")) == "2026-03-29T03:30+02:00"

    def test_a_time_that_comes_twice_is_the_first(self) -> None:
        assert as_written(berlin("2026-10-24 02:30") + term(1, "DAY")) == "2026-10-25T02:30+02:00"

    def test_the_second_of_two_stays_the_second(self) -> None:
        second = berlin("2026-10-25 02:30", fold=1)
        assert as_written(second + term(0, "DAY")) == "2026-10-25T02:30+01:00"
        assert as_written(second - term(0, "HOURS")) == "2026-10-25T02:30+01:00"
        assert as_written(second + term(1, "DAY")) == "2026-10-26T02:30+01:00"


class TestMultiples:
    @pytest.mark.parametrize("times", [3, 0, -2])
    def test_are_terms_of_the_same_unit(self, times: int) -> None:
        assert term(2, "WEEK") * times == times * term(2, "WEEK") == term(2 * times, "WEEK")

    def test_the_opposite(self) -> None:
        assert -term(2, "WEEK") == term(-2, "WEEK")

    def test_leave_the_term_as_it_was(self) -> None:
        fortnight = term(2, "WEEK")
        tripled = fortnight * 3
        tripled.unit = TermWithMinutesUnit.DAY
        assert fortnight == term(2, "WEEK")

    def test_carry_no_unknown_members(self) -> None:
        read = Term.from_dict({"value": 2, "unit": "WEEK", "label": "two weeks"})
        assert (read * 3).to_dict() == {"value": 6, "unit": "WEEK"}
        assert read.additional_properties == {"label": "two weeks"}

    @pytest.mark.parametrize("factor", [1.5, "2", None])
    def test_are_whole(self, factor: Any) -> None:
        with pytest.raises(TypeError):
            term(2, "WEEK") * factor

    def test_of_an_unknown_unit_are_refused(self) -> None:
        with pytest.raises(ValueError, match="DECADE"):
            Term.from_dict({"value": 2, "unit": "DECADE"}) * 2


class TestOtherThings:
    @pytest.mark.parametrize("other", [1, "2026-01-31", timedelta(days=1), term(1, "DAY"), None])
    def test_are_not_added(self, other: Any) -> None:
        with pytest.raises(TypeError):
            term(1, "DAY") + other
        with pytest.raises(TypeError):
            other + term(1, "DAY")
        with pytest.raises(TypeError):
            other - term(1, "DAY")

    def test_a_date_is_not_taken_from_a_term(self) -> None:
        with pytest.raises(TypeError):
            term(1, "DAY") - date(2026, 1, 31)  # type: ignore[operator]

    def test_terms_are_equal_by_their_members(self) -> None:
        assert term(2, "WEEK") == term(2, "WEEK")
        assert term(2, "WEEK") != term(14, "DAY")


class TestTheFourModels:
    @pytest.mark.parametrize(
        "fortnight",
        [
            Term(value=2, unit=TermUnit.WEEK),
            term(2, "WEEK"),
            TimePeriod(period_value=2, period_unit=TermUnit.WEEK),
            Recurrence(frequency=2, period=RecurrencePeriod.WEEK),
        ],
    )
    def test_calculate_alike(self, fortnight: Any) -> None:
        assert date(2026, 1, 31) + fortnight == date(2026, 2, 14)
        assert date(2026, 1, 31) - fortnight * 2 == date(2026, 1, 3)
        assert type(fortnight * 2) is type(fortnight)
        assert fortnight.relativedelta == relativedelta(weeks=2)
        assert str(fortnight) == "2 weeks"

    def test_calculate_with_what_was_read(self) -> None:
        assert date(2026, 1, 31) + TimePeriod.from_dict({"periodValue": 1, "periodUnit": "MONTH"}) == date(2026, 2, 28)

    @pytest.mark.parametrize(
        ("odd", "named"),
        [
            (Term.from_dict({"value": 2, "unit": "DECADE"}), "Term.unit is 'DECADE'"),
            (TimePeriod.from_dict({"periodValue": 2, "periodUnit": "AGE"}), "TimePeriod.period_unit is 'AGE'"),
            (Recurrence.from_dict({"period": "ONCE"}), "Recurrence.period is 'ONCE'"),
            (Recurrence.from_dict({"period": "ONCE", "frequency": 1}), "Recurrence.period is 'ONCE'"),
            (Recurrence.from_dict({"period": "MONTH"}), "Recurrence.frequency is None, not a number of months"),
            (Term.from_dict({"value": "2", "unit": "DAY"}), "Term.value is '2', not a number of days"),
        ],
    )
    def test_refuse_to_calculate_with_what_they_do_not_know_and_name_it(self, odd: Any, named: str) -> None:
        with pytest.raises(ValueError, match=named):
            date(2026, 1, 31) + odd
        with pytest.raises(ValueError, match=named):
            datetime(2026, 1, 31) - odd
        with pytest.raises(ValueError, match=named):
            odd * 2
        with pytest.raises(ValueError, match=named):
            _ = -odd
        with pytest.raises(ValueError, match=named):
            _ = odd.relativedelta

    def test_a_unit_of_another_model_is_known_to_all(self) -> None:
        hours = Term.from_dict({"value": 2, "unit": "HOURS"})
        assert datetime(2026, 1, 31, 8) + hours == datetime(2026, 1, 31, 10)


class TestAddUnits:
    @pytest.mark.parametrize("unit", list(TermWithMinutesUnit))
    @pytest.mark.parametrize("value", [1, -13])
    def test_is_the_arithmetic_of_terms(self, value: int, unit: str) -> None:
        start = berlin("2026-03-31 08:00")
        assert as_written(add_units(start, value, unit)) == as_written(start + term(value, unit))

    def test_moves_a_date_back_by_a_negative_number(self) -> None:
        assert add_units(date(2026, 3, 31), -1, "MONTH") == date(2026, 2, 28)

    def test_names_an_unknown_unit_and_those_it_knows(self) -> None:
        with pytest.raises(ValueError, match=r"unknown unit of time 'DECADE': expected one of MINUTES, .*YEAR"):
            add_units(date(2026, 3, 31), 1, "DECADE")


class TestText:
    @pytest.mark.parametrize(
        ("value", "unit", "text"),
        [
            (2, "WEEK", "2 weeks"),
            (1, "MONTH", "1 month"),
            (-1, "YEAR", "-1 year"),
            (0, "DAY", "0 days"),
            (1, "HOURS", "1 hour"),
            (90, "MINUTES", "90 minutes"),
            (3, "DECADE", "3 DECADE"),
            (1, "PARSECS", "1 PARSECS"),
        ],
    )
    def test_is_how_it_is_said(self, value: int, unit: str, text: str) -> None:
        assert str(term(value, unit)) == f"{term(value, unit)}" == text

    def test_without_a_number_is_the_unit(self) -> None:
        assert str(Recurrence.from_dict({"period": "ONCE"})) == "ONCE"
        assert str(Recurrence.from_dict({"period": "MONTH"})) == "MONTH"


class TestRelativedelta:
    @pytest.mark.parametrize(
        ("value", "unit", "delta"),
        [
            (45, "MINUTES", relativedelta(minutes=45)),
            (2, "HOURS", relativedelta(hours=2)),
            (3, "DAY", relativedelta(days=3)),
            (2, "WEEK", relativedelta(days=14)),
            (18, "MONTH", relativedelta(years=1, months=6)),
            (2, "YEAR", relativedelta(years=2)),
        ],
    )
    def test_is_dateutils(self, value: int, unit: str, delta: relativedelta) -> None:
        assert term(value, unit).relativedelta == delta

    def test_is_imported_when_it_is_needed(self) -> None:
        code = """
import sys
from datetime import date, datetime
from perfectgym_next.models import Term, TermUnit
term = Term(value=1, unit=TermUnit.MONTH)
assert "dateutil" not in sys.modules
date(2026, 1, 31) + term
assert "dateutil" in sys.modules
"""
        subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_terms_are_still_ordinary_models() -> None:
    read = Term.from_dict({"value": 2, "unit": "WEEK", "label": "two weeks"})
    assert repr(read).startswith("Term(value=2")
    assert copy.deepcopy(read) == read
    assert read.to_dict() == {"value": 2, "unit": "WEEK", "label": "two weeks"}
