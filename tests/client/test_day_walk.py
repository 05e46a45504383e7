"""Lists over any number of days: no day lost, nothing twice, in order, whatever a window of the service is."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next.errors import ServiceUnavailableError
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from perfectgym_next.timestamps import format_datetime
from tests.support.both_clients import BOTH, NotingLimiter
from tests.support.scripted import Sent, Service, answer

BERLIN = ZoneInfo("Europe/Berlin")
START = date(2026, 10, 20)
READINGS = pytest.mark.parametrize("inclusive", [True, False], ids=["six days ahead are seven days", "six days"])
WALKS = {
    "appointments": lambda gym, *days, **options: gym.appointments.list_appointment_slots_between(7, *days, **options),
    "trials": lambda gym, *days, **options: gym.trial_offers.list_trial_appointment_slots_between(7, *days, **options),
    "classes": lambda gym, *days, **options: gym.classes.list_slots_between(*days, **options),
    "checkins": lambda gym, *days, **options: gym.customers.list_checkins_between(7, *days, **options),
    "cross studio": lambda gym, *days, **options: gym.cross_studio.list_cross_studio_checkins_between(
        7, *days, **options
    ),
}
ALL = pytest.mark.parametrize("name", WALKS)


def hours(first: date, days: int) -> Iterator[datetime]:
    """Three times a day: the first minute, the hour that is there twice or never where clocks change, the last one."""
    for number in range(days):
        day = first + timedelta(number)
        for at in (
            datetime(day.year, day.month, day.day, 0, 0, tzinfo=BERLIN),
            datetime(day.year, day.month, day.day, 2, 30, tzinfo=BERLIN),
            datetime(day.year, day.month, day.day, 2, 30, fold=1, tzinfo=BERLIN),
            datetime(day.year, day.month, day.day, 23, 59, tzinfo=BERLIN),
        ):
            there = at.astimezone(UTC).astimezone(BERLIN)
            if (there.hour, there.fold) == (at.hour, at.fold):
                yield at


class Calendar:
    """A service with an entry at each of the hours, newest first.

    Args:
        inclusive: Whether ``daysAhead`` days end with the day that many days after the first.
    """

    def __init__(self, *, inclusive: bool = False, first: date = START - timedelta(20), days: int = 60) -> None:
        self.inclusive = inclusive
        self.entries = list(enumerate(hours(first, days), start=1))
        self.windows: list[tuple[date, int]] = []

    def __call__(self, sent: Sent) -> Any:
        query = {name: values[0] for name, values in parse_qs(urlsplit(sent.path).query).items()}
        is_checkin = "checkins" in sent.path
        first = date.fromisoformat(query["fromDate" if is_checkin else "slotWindowStartDate"])
        if is_checkin:
            last = date.fromisoformat(query["toDate"])
            if (last - first).days > 365:
                return answer(400, {"errorMessage": "more than 365 days"})
        else:
            ahead = int(query["daysAhead"])
            assert 1 <= ahead <= 6
            last = first + timedelta(ahead if self.inclusive else ahead - 1)
        self.windows.append((first, (last - first).days))
        found = [self.write(sent.path, *one) for one in self.entries if first <= one[1].date() <= last][::-1]
        if "appointments" in sent.path:
            return answer(200, found)
        offset, size = int(query.get("offset", 0)), int(query["sliceSize"])
        more = len(found) > offset + size
        return answer(200, {"result": found[offset : offset + size], "hasNext": more, "offset": str(offset + size)})

    def write(self, path: str, number: int, at: datetime) -> dict[str, Any]:
        if "checkins" in path:
            return {"checkinId": number, "checkInDateTime": format_datetime(at), "studioId": 1, "studioName": "N"}
        slot: dict[str, Any] = {"startDateTime": format_datetime(at), "endDateTime": format_datetime(at)}
        if "classes" in path:  # places are booked meanwhile
            slot |= {"id": number, "additionalParticipants": 0, "bookedParticipants": len(self.windows)}
        return slot

    def between(self, first: date, last: date) -> list[datetime]:
        return sorted((at.astimezone(UTC) for _, at in self.entries if first <= at.date() <= last))


def walked(client: str, service: Service, call: Any) -> list[datetime]:
    """The instants of what a call returns."""
    made: Any = service.client if client == "sync" else service.async_client
    gym = made(limiter=NotingLimiter())

    async def collect() -> list[Any]:
        return [entry async for entry in call(gym)]

    entries = list(call(gym)) if client == "sync" else asyncio.run(collect())
    times = [getattr(entry, "start_date_time", None) or entry.check_in_date_time for entry in entries]
    return [at.astimezone(UTC) for at in times]


@BOTH
@ALL
@READINGS
@pytest.mark.parametrize("days", [1, 2, 5, 6, 7, 8, 12, 13, 14, 30])
def test_every_entry_comes_once_and_in_order(client: str, name: str, inclusive: bool, days: int) -> None:
    calendar = Calendar(inclusive=inclusive)
    last = START + timedelta(days - 1)
    assert walked(client, Service(calendar), lambda gym: WALKS[name](gym, START, last)) == calendar.between(START, last)


@BOTH
@ALL
def test_a_repeated_and_a_missing_hour_lose_and_repeat_nothing(client: str, name: str) -> None:
    for first in (date(2026, 10, 20), date(2026, 3, 24)):
        calendar = Calendar(first=first, days=12)
        found = walked(
            client, Service(calendar), lambda gym, first=first: WALKS[name](gym, first, first + timedelta(9))
        )
        assert found == calendar.between(first, first + timedelta(9))
        assert len(found) == 30 + {10: 1, 3: -1}[first.month]


@BOTH
def test_another_slot_of_the_same_time_is_not_taken_for_a_repeated_one(client: str) -> None:
    at = format_datetime(datetime(2026, 10, 26, 9, 0, tzinfo=BERLIN))
    slots = [
        {"startDateTime": at, "endDateTime": at, "instructors": [{"id": number, "firstName": "A", "lastName": "B"}]}
        for number in (1, 2)
    ]
    service = Service(answer(200, slots[:1]), answer(200, slots))  # on the seventh day, then in the second window
    found = walked(client, service, lambda gym: WALKS["appointments"](gym, START, START + timedelta(6)))
    assert len(found) == len(service.sent) == 2


@BOTH
def test_check_ins_of_years_are_requested_a_year_at_a_time(client: str) -> None:
    calendar = Calendar(first=date(2020, 1, 1), days=2400)
    first, last = date(2020, 2, 29), date(2026, 7, 1)
    service = Service(calendar)
    assert walked(client, service, lambda gym: WALKS["checkins"](gym, first, last)) == calendar.between(first, last)
    years = list(dict.fromkeys(calendar.windows))
    assert [days for _, days in years] == [365] * 6 + [118]
    assert all(one + timedelta(days + 1) == other for (one, days), (other, _) in pairwise(years))


@BOTH
@ALL
class TestBeforeAnythingIsSent:
    @pytest.mark.parametrize(
        ("first", "last", "error", "message"),
        [
            (START, START - timedelta(1), ValueError, "last_day 2026-10-19 is before first_day 2026-10-20"),
            (datetime(2026, 1, 1, tzinfo=UTC), START, TypeError, "first_day must be a date, not datetime; take its"),
            (START, "2026-10-20", TypeError, "last_day must be a date, not str"),
            (START, None, TypeError, "last_day must be a date, not NoneType"),
            (START, 7, TypeError, "last_day must be a date, not int"),
        ],
    )
    def test_days_are_checked(
        self, client: str, name: str, first: Any, last: Any, error: type[Exception], message: str
    ) -> None:
        service = Service(Calendar())
        with pytest.raises(error, match=message):
            WALKS[name](service.client() if client == "sync" else service.async_client(), first, last)
        assert not service.sent

    def test_options_are_checked(self, client: str, name: str) -> None:
        service = Service(Calendar())
        with pytest.raises(TypeError, match=r"_between\(\) got an unexpected keyword argument 'time_out'"):
            WALKS[name](service.client() if client == "sync" else service.async_client(), START, START, time_out=1)
        assert not service.sent

    def test_creating_it_sends_nothing(self, client: str, name: str) -> None:
        service = Service(Calendar())
        WALKS[name](service.client() if client == "sync" else service.async_client(), START, START)
        assert not service.sent


@BOTH
@ALL
def test_options_are_those_of_each_call(client: str, name: str) -> None:
    service = Service(Calendar())
    headers = {"X-Walk": "1"}
    walked(client, service, lambda gym: WALKS[name](gym, START, START + timedelta(9), extra_headers=headers))
    assert service.sent
    assert {sent.headers["x-walk"] for sent in service.sent} == {"1"}


@BOTH
@ALL
def test_an_error_says_where_to_continue(client: str, name: str) -> None:
    last = START + timedelta(400 if "check" in name or "cross" in name else 9)
    calls = iter([Calendar(first=START, days=3), answer(503, {"errorMessage": "no"})])

    def handle(sent: Sent) -> Any:
        following = next(calls)
        return following(sent) if callable(following) else following

    with pytest.raises(ServiceUnavailableError) as caught:
        walked(client, Service(handle), lambda gym: WALKS[name](gym, START, last, max_retries=0))
    note = caught.value.__notes__[-1]
    day = START + timedelta(366 if last.year > 2026 else 6)
    assert "_between() failed in the days from " in note
    assert note.endswith(f"to continue, give first_day {day}")


@BOTH
def test_the_last_day_there_is_can_be_listed(client: str) -> None:
    for name in ("appointments", "checkins"):
        calendar = Calendar()
        assert walked(client, Service(calendar), lambda gym, name=name: WALKS[name](gym, date.max, date.max)) == []


@BOTH
def test_the_embedded_api_lists_a_month_of_slots(client: str) -> None:
    api = EmbeddedApi()
    make: Any = PerfectGym if client == "sync" else AsyncPerfectGym
    gym = make("my-gym", api_key=TEST_KEY, transport=api.transport())
    first = api.now.date()
    last = first + timedelta(20)

    async def collect() -> list[Any]:
        return [slot async for slot in gym.classes.list_slots_between(first, last)]

    slots = list(gym.classes.list_slots_between(first, last)) if client == "sync" else asyncio.run(collect())
    ids = [slot.id for slot in slots]
    assert len(ids) == len(set(ids)) > 10
    assert [slot.start_date_time for slot in slots] == sorted(slot.start_date_time for slot in slots)


def test_the_methods_are_the_same_on_both_clients() -> None:
    gym, agym = PerfectGym("a", api_key="k"), AsyncPerfectGym("a", api_key="k")
    names = [
        (tag, name)
        for tag in ("appointments", "classes", "cross_studio", "customers", "trial_offers")
        for name in dir(getattr(gym, tag))
        if name.endswith("_between")
    ]
    assert len(names) == 5
    for tag, name in names:
        one, other = (inspect.signature(getattr(getattr(client, tag), name)) for client in (gym, agym))
        assert one.parameters == other.parameters
        assert other.return_annotation == f"Async{one.return_annotation}"
        assert one.return_annotation.startswith("Iterator[models.")
