"""Dates and date-times: parsing, formatting, and a missing time zone database."""

from __future__ import annotations

import copy
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfectgym_next.timestamps import format_date, format_datetime, format_naive_datetime, parse_datetime

BERLIN = ZoneInfo("Europe/Berlin")


class TestParsing:
    def test_the_api_s_own_example(self) -> None:
        value = parse_datetime("2022-06-22T08:00:00.000+02:00[Europe/Berlin]")
        assert value == datetime(2022, 6, 22, 6, tzinfo=UTC)
        assert value.tzinfo is BERLIN

    @pytest.mark.parametrize("text", ["2024-06-13T10:33:00Z", "2024-06-13T10:33:00+00:00", "2024-06-13T12:33:00+02:00"])
    def test_offset_without_zone(self, text: str) -> None:
        assert parse_datetime(text) == datetime(2024, 6, 13, 10, 33, tzinfo=UTC)

    def test_z_with_zone(self) -> None:
        assert parse_datetime("2024-06-13T10:33:00Z[UTC]").tzinfo == ZoneInfo("UTC")

    def test_microseconds(self) -> None:
        assert parse_datetime("2025-01-07T16:25:09.416924Z").microsecond == 416924

    def test_without_offset_it_stays_naive(self) -> None:
        assert parse_datetime("2025-09-21T00:00:00").tzinfo is None

    @pytest.mark.parametrize(
        "zone", ["Mars/Olympus", "", "../../etc/passwd", "Europe", "+02:00", "\x00", "a" * 300, "[Europe/Berlin"]
    )
    def test_an_unknown_zone_leaves_the_offset(self, zone: str) -> None:
        value = parse_datetime(f"2022-06-22T08:00:00+02:00[{zone}]")
        assert value == datetime(2022, 6, 22, 6, tzinfo=UTC)
        assert value.utcoffset() == timedelta(hours=2)

    def test_a_zone_at_odds_with_the_offset_gives_way_to_it(self) -> None:
        value = parse_datetime("2022-06-22T08:00:00+05:00[Europe/Berlin]")
        assert value == datetime(2022, 6, 22, 3, tzinfo=UTC)
        assert value.tzinfo == timezone(timedelta(hours=5))

    @pytest.mark.parametrize(("offset", "fold"), [("+02:00", 0), ("+01:00", 1)])
    def test_of_a_repeated_hour_the_offset_tells_which(self, offset: str, fold: int) -> None:
        value = parse_datetime(f"2022-10-30T02:30:00{offset}[Europe/Berlin]")
        assert (value.tzinfo, value.fold) == (BERLIN, fold)
        assert value.isoformat()[-6:] == offset

    @pytest.mark.parametrize("offset", ["+01:00", "+02:00"])
    def test_an_hour_that_was_skipped_is_at_odds_with_the_zone(self, offset: str) -> None:
        value = parse_datetime(f"2022-03-27T02:30:00{offset}[Europe/Berlin]")
        assert isinstance(value.tzinfo, timezone)
        assert value.isoformat()[-6:] == offset

    @pytest.mark.parametrize(
        "text", ["", "soon", "2022-06-22", "2022-13-01T00:00:00Z", "08:00:00+02:00[Europe/Berlin]"]
    )
    def test_what_is_no_date_time(self, text: str) -> None:
        with pytest.raises(ValueError):  # noqa: PT011 - the words are Python's own
            parse_datetime(text)

    @pytest.mark.parametrize("value", [None, 5, {}, []])
    def test_what_is_no_text(self, value: object) -> None:
        with pytest.raises(TypeError):
            parse_datetime(value)  # type: ignore[arg-type]


class TestFormatting:
    @pytest.mark.parametrize(
        "text",
        [
            "2022-06-22T08:00:00.000+02:00[Europe/Berlin]",
            "2022-10-30T02:30:00.000+01:00[Europe/Berlin]",
            "2022-10-30T02:30:00.000+02:00[Europe/Berlin]",
            "2024-06-13T10:33:00.000+00:00",
            "2025-01-07T16:25:09.416924+00:00",
            "2022-06-22T08:00:00.000+05:30",
        ],
    )
    def test_what_was_read_is_written_back(self, text: str) -> None:
        assert format_datetime(parse_datetime(text)) == text

    def test_a_value_without_zone_is_refused_and_named(self) -> None:
        with pytest.raises(ValueError, match=r"Booking\.start has no time zone.*ZoneInfo"):
            format_datetime(datetime(2022, 6, 22, 8), "Booking.start")

    def test_members_without_offset_take_it(self) -> None:
        assert format_naive_datetime(datetime(2025, 9, 21)) == "2025-09-21T00:00:00.000"

    def test_text_is_no_date_time(self) -> None:
        with pytest.raises(TypeError, match="a date-time must be a datetime, not str"):
            format_datetime("2022-06-22T08:00:00Z")  # type: ignore[arg-type]

    def test_a_date_is_no_date_time(self) -> None:
        with pytest.raises(TypeError, match="not date"):
            format_datetime(date(2022, 6, 22))  # type: ignore[arg-type]

    def test_a_date_time_is_no_date(self) -> None:
        assert format_date(date(2024, 2, 29)) == "2024-02-29"
        with pytest.raises(TypeError, match=r"due must be a date, not datetime; take its \.date\(\)"):
            format_date(datetime(2024, 2, 29, tzinfo=UTC), "due")

    @given(
        st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2037, 1, 1), timezones=st.timezones()).filter(
            lambda value: (
                value.astimezone(UTC).astimezone(value.tzinfo).replace(tzinfo=None) == value.replace(tzinfo=None)
            )
        )
    )
    def test_any_moment_in_any_zone_comes_back(self, value: datetime) -> None:
        back = parse_datetime(format_datetime(value))
        assert back.timestamp() == value.timestamp()
        if value.utcoffset() is not None and value.utcoffset() % timedelta(minutes=1) == timedelta(0):  # type: ignore[operator]
            assert back.tzinfo == value.tzinfo
            assert back.utcoffset() == value.utcoffset()

    def test_values_pickle_and_copy(self) -> None:
        value = parse_datetime("2022-10-30T02:30:00.000+01:00[Europe/Berlin]")
        for twin in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):
            assert format_datetime(twin) == format_datetime(value)

    @pytest.mark.parametrize("write", [format_datetime, format_naive_datetime])
    def test_what_is_a_datetime_by_its_class_alone_is_refused(self, write: Callable[[datetime, str], str]) -> None:
        class NaTType(datetime):
            """As that of `pandas.NaT`."""

            def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
                return "NaT"

        with pytest.raises(ValueError, match=r"^Studio\.opened must be a date-time, not NaT$"):
            write(NaTType(2025, 1, 1), "Studio.opened")

    @pytest.mark.parametrize("write", [format_datetime, format_naive_datetime])
    def test_nanoseconds_are_refused_and_not_cut(self, write: Callable[[datetime, str], str]) -> None:
        class Timestamp(datetime):
            """As that of pandas."""

            nanosecond = 0

        value = Timestamp(2025, 1, 1, 8, 0, 0, 123456, tzinfo=UTC)
        assert write(value, "Studio.opened") == "2025-01-01T08:00:00.123456+00:00"
        value.nanosecond = 789
        with pytest.raises(ValueError, match=r"^Studio\.opened has nanoseconds, .*: round it to microseconds"):
            write(value, "Studio.opened")


class TestWithoutATimeZoneDatabase:
    """As on a minimal machine: no /usr/share/zoneinfo, and no package tzdata."""

    def run(self, code: str, *, hide: bool = True) -> str:
        hidden = "import sys; sys.modules['tzdata'] = None\n" if hide else ""
        done = subprocess.run(
            [sys.executable, "-c", hidden + code],
            capture_output=True,
            text=True,
            check=False,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONTZPATH": ""},
        )
        assert done.stderr == ""
        return done.stdout.strip()

    CODE = """
from perfectgym_next.timestamps import ZoneDataError, parse_datetime
for zone in ("Europe/Berlin", "Europe/Berlin", "Mars/Olympus"):
    try:
        print(repr(parse_datetime(f"2022-06-22T08:00:00+02:00[{zone}]").tzinfo))
    except ZoneDataError as error:
        print(error)
print(parse_datetime("2022-06-22T08:00:00+02:00").utcoffset())
"""

    def test_a_zone_is_an_error_that_says_what_to_install(self) -> None:
        *errors, offset = self.run(self.CODE).splitlines()
        assert offset == "2:00:00"
        assert len(errors) == 3
        for error, zone in zip(errors, ["Europe/Berlin", "Europe/Berlin", "Mars/Olympus"], strict=True):
            assert error.startswith(f"cannot read the zone '{zone}': no time zone database found; install")
            assert "pip install tzdata" in error

    def test_with_the_package_tzdata_alone_everything_is_known(self) -> None:
        berlin, again, mars, _ = self.run(self.CODE, hide=False).splitlines()
        assert berlin == again == "zoneinfo.ZoneInfo(key='Europe/Berlin')"
        assert mars == "datetime.timezone(datetime.timedelta(seconds=7200))"

    @pytest.mark.parametrize("call", ["model", "client", "async client"])
    def test_it_is_not_taken_for_a_response_that_does_not_match(self, call: str) -> None:
        code = f"""
import asyncio
from perfectgym_next.models import ClassSlot
from tests.support.scripted import Service, answer
slot = {{"id": 1, "additionalParticipants": [], "startDateTime": "2022-06-22T08:00:00.000+02:00[Europe/Berlin]"}}
service = Service(answer(200, {{"result": [slot], "hasNext": False}}))
async def fetch():
    async with service.async_client() as gym:
        async for slot in gym.classes.list_slots():
            print(slot)
try:
    if {call!r} == "model":
        ClassSlot.from_dict(slot)
    elif {call!r} == "client":
        service.client().classes.list_slots().collect()
    else:
        asyncio.run(fetch())
except Exception as error:
    print(type(error).__name__, error)
"""
        assert self.run(code).startswith(
            "ZoneDataError cannot read the zone 'Europe/Berlin': no time zone database found;"
        )

    @pytest.mark.parametrize(
        ("code", "error"),
        [
            ('Studio("north", time_zone="Europe/Berlin")', "ConfigurationError: studio 'north': cannot read the zone"),
            ("import perfectgym_next.testing.api", "ZoneDataError: cannot read the zone 'Europe/Berlin'"),
        ],
    )
    def test_studios_and_the_test_kit_say_so_too(self, code: str, error: str) -> None:
        code = f"""
from perfectgym_next import Studio
try:
    {code}
except Exception as error:
    print(f"{{type(error).__name__}}: {{error}}")
"""
        assert self.run(code).startswith(error)
        assert "pip install tzdata" in self.run(code)

    def test_a_zone_that_was_missing_is_looked_up_again(self) -> None:
        code = """
import importlib.util, sys, zoneinfo
from perfectgym_next.timestamps import ZoneDataError, parse_datetime
text = "2022-06-22T08:00:00+02:00[Europe/Berlin]"
try:
    parse_datetime(text)
except ZoneDataError:
    del sys.modules["tzdata"]
    print(parse_datetime(text).tzinfo)
"""
        assert self.run(code) == "Europe/Berlin"
