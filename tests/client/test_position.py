"""Positions: a walk resumes at exactly the entry, wherever its position was stored, and in no other list."""

from __future__ import annotations

import asyncio
import datetime
import json
import logging
import random
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next._core.json import encode
from perfectgym_next._core.position import Position, parse_offset
from perfectgym_next.errors import PaginationError, ServiceUnavailableError
from perfectgym_next.models import Debtor
from perfectgym_next.pagination import AsyncPager, Pager
from perfectgym_next.testing import make
from perfectgym_next_generated.api.classes import list_slots
from perfectgym_next_generated.api.customers_account import list_transactions
from tests.support.both_clients import BOTH
from tests.support.scripted import KEY, Answer, Sent, Service, answer

TOTAL = 17
SIZE = 5


def transaction(number: int) -> dict[str, Any]:
    return {"id": number, "dueDate": "2024-02-29", "installmentPlan": False}


class Bookings(Service):
    """A list of entries, paged by the last id.

    Attributes:
        ids: What is in the list; a test may change it between two walks.
        failing: Numbers of the requests, counted from 1, that are refused.
    """

    def __init__(self, *ids: int) -> None:
        super().__init__(self.served)
        self.ids = list(ids) or list(range(1, TOTAL + 1))
        self.failing: set[int] = set()

    def client(self, **options: Any) -> PerfectGym:
        return super().client(**{"rate_limit": None, "max_retries": 0, **options})

    def async_client(self, **options: Any) -> AsyncPerfectGym:
        return super().async_client(**{"rate_limit": None, "max_retries": 0, **options})

    def served(self, sent: Sent) -> Answer:
        if len(self.sent) in self.failing:
            return answer(503)
        query = parse_qs(urlsplit(sent.path).query)
        after = int(query.get("offset", ["0"])[0])
        found = [number for number in self.ids if number > after]
        result = found[: int(query["sliceSize"][0])]
        more = len(found) > len(result)
        entries = [transaction(number) for number in result]
        return answer(200, {"result": entries, "hasNext": more, "offset": str(result[-1]) if more else None})


class Stop(Exception):  # noqa: N818  # raised by the body of a loop
    """An error of the caller's own code."""


def read(client: str, service: Service, offset: str | None = None, *, stop: int | None = None, **options: Any) -> Any:
    """Walk until an entry, whose handling fails.

    Returns:
        The ids of the entries that were handled, and the pager.
    """
    seen: list[int] = []

    def handle(number: int) -> None:
        if number == stop:
            raise Stop
        seen.append(number)

    async def run() -> AsyncPager[Any]:
        account = service.async_client(max_retries=0).customers_account
        pager = account.list_transactions(7, offset=offset, **{"slice_size": SIZE, **options})
        try:
            async for entry in pager:
                handle(entry.id)
        except (Stop, ServiceUnavailableError):
            pass
        return pager

    if client == "async":
        return seen, asyncio.run(run())
    account = service.client(max_retries=0).customers_account
    pager = account.list_transactions(7, offset=offset, **{"slice_size": SIZE, **options})
    try:
        for entry in pager:
            handle(entry.id)
    except (Stop, ServiceUnavailableError):
        pass
    return seen, pager


def stored_as_json(position: str, folder: Path) -> str:
    path = folder / "job.json"
    path.write_text(json.dumps({"position": position}), encoding="ascii")
    restored: str = json.loads(path.read_text(encoding="ascii"))["position"]
    return restored


def stored_in_a_database(position: str, folder: Path) -> str:
    with sqlite3.connect(folder / "job.db") as database:
        database.execute("create table if not exists job (position varchar(255))")
        database.execute("insert into job values (?)", [position])
    restored: str = database.execute("select position from job").fetchone()[0]
    database.close()
    return restored


@BOTH
class TestErrorInTheBody:
    @pytest.mark.parametrize("stop", range(1, TOTAL + 1))
    def test_resumes_at_the_entry(self, client: str, stop: int) -> None:
        service = Bookings()
        before, pager = read(client, service, stop=stop)
        after, _ = read(client, service, pager.resume_offset)
        assert before == list(range(1, stop))
        assert before + after == service.ids

    @pytest.mark.parametrize("stop", [1, 3, 5, 6, 17])
    @pytest.mark.parametrize("store", [stored_as_json, stored_in_a_database])
    def test_also_from_where_the_position_was_stored(
        self, client: str, store: Callable[[str, Path], str], stop: int, tmp_path: Path
    ) -> None:
        service = Bookings()
        before, pager = read(client, service, stop=stop)
        after, _ = read(client, service, store(pager.resume_offset, tmp_path))
        assert before + after == service.ids

    def test_again_and_again(self, client: str) -> None:
        rng = random.Random(20261123)
        for _ in range(40):
            service = Bookings(*range(1, rng.randint(2, 40)))
            seen: list[int] = []
            position: str | None = None
            while len(seen) < len(service.ids):
                stop = rng.randint(len(seen) + 1, len(service.ids) + 1)
                service.failing = {len(service.sent) + rng.randint(1, 6)}
                more, pager = read(client, service, position, stop=stop, slice_size=rng.randint(1, 9))
                seen += more
                position = pager.resume_offset
            assert seen == service.ids


@BOTH
class TestPosition:
    def test_is_set_before_and_at_the_first_slice(self, client: str) -> None:
        service = Bookings()
        service.failing = {1}
        seen, pager = read(client, service)
        fresh = service.client().customers_account.list_transactions(7, slice_size=SIZE)
        assert seen == []
        assert pager.resume_offset == fresh.resume_offset
        assert read(client, service, pager.resume_offset)[0] == service.ids

    def test_before_a_walk_is_the_one_that_was_given(self, client: str) -> None:
        service = Bookings()
        _, stopped = read(client, service, stop=9)
        make = service.client if client == "sync" else service.async_client
        pager = make().customers_account.list_transactions(7, offset=stopped.resume_offset, slice_size=SIZE)
        assert pager.resume_offset == stopped.resume_offset

    def test_at_the_end_yields_nothing_and_asks_for_nothing(self, client: str) -> None:
        service = Bookings()
        seen, pager = read(client, service)
        assert seen == service.ids
        asked = len(service.sent)
        for _ in range(2):
            seen, pager = read(client, service, pager.resume_offset)
            assert seen == []
        account = service.client().customers_account
        end = account.list_transactions(7, offset=pager.resume_offset)
        assert (end.first(), end.collect(), list(end.slices())) == (None, [], [])
        assert len(service.sent) == asked

    def test_of_an_empty_list_is_its_end(self, client: str) -> None:
        service = Service(answer(200, {"result": [], "hasNext": False}))
        _, pager = read(client, service)
        assert read(client, service, pager.resume_offset)[0] == []
        assert len(service.sent) == 1

    @pytest.mark.parametrize("size", [1, 2, 4, 5, 7, 50])
    def test_goes_with_any_slice_size(self, client: str, size: int) -> None:
        for stop in (3, 5, 6, 8, 17):
            service = Bookings()
            before, pager = read(client, service, stop=stop)
            after, _ = read(client, service, pager.resume_offset, slice_size=size)
            assert before + after == service.ids

    def test_from_the_vendors_offset_holds_it(self, client: str) -> None:
        service = Bookings()
        seen, pager = read(client, service, "4", stop=7)
        assert seen == [5, 6]
        assert read(client, service, pager.resume_offset)[0] == service.ids[6:]

    def test_is_the_same_for_both_clients(self, client: str) -> None:
        service = Bookings()
        before, pager = read(client, service, stop=8)
        after, _ = read("sync" if client == "async" else "async", service, pager.resume_offset)
        assert before + after == service.ids

    def test_of_an_error_in_a_walk_is_that_of_the_pager(self, client: str) -> None:
        service = Bookings()
        service.failing = {3}
        account = (service.client if client == "sync" else service.async_client)(max_retries=0).customers_account
        pager = account.list_transactions(7, slice_size=SIZE)

        async def run() -> None:
            if isinstance(pager, AsyncPager):
                async for _ in pager:
                    pass
            else:
                for _ in pager:
                    pass

        with pytest.raises(ServiceUnavailableError) as caught:
            asyncio.run(run())
        assert caught.value.resume_offset == pager.resume_offset
        assert read(client, service, pager.resume_offset)[0] == service.ids[10:]


class TestAnotherList:
    @pytest.fixture
    def position(self) -> str:
        position: str = read("sync", Bookings(), stop=8)[1].resume_offset
        return position

    @pytest.mark.parametrize(
        "other",
        [
            lambda gym, position: gym.customers.list_customers(offset=position),
            lambda gym, position: gym.customers_account.list_upcoming_transactions(7, offset=position),
            lambda gym, position: gym.customers_account.list_transactions(8, offset=position),
        ],
        ids=["of another operation", "of another one with the same arguments", "of other path arguments"],
    )
    @BOTH
    def test_refuses_a_position_before_anything_is_sent(
        self, client: str, other: Callable[[Any, str], Any], position: str
    ) -> None:
        service = Service()
        gym = service.client() if client == "sync" else service.async_client()
        with pytest.raises(
            ValueError, match=r"^offset is a position in customers_account\.list_transactions"
        ) as caught:
            other(gym, position)
        assert "was given to customers" in str(caught.value)
        assert service.sent == []

    def test_is_named_with_both_operations(self, position: str) -> None:
        with pytest.raises(
            ValueError,
            match=r"position in customers_account\.list_transactions, but was given to customers\.list_customers:",
        ):
            Service().client().customers.list_customers(offset=position)

    def test_is_one_with_other_filters(self) -> None:
        day = datetime.date(2025, 6, 2)
        service = Service(answer(200, {"result": [], "hasNext": True, "offset": "9"}), answer(503))
        classes = service.client(max_retries=0).classes
        pager = classes.list_slots(slot_window_start_date=day, days_ahead=3)
        with pytest.raises(ServiceUnavailableError):
            list(pager)
        service.answers = [answer(200, {"result": [], "hasNext": False})]
        same = classes.list_slots(slot_window_start_date=day, days_ahead=3, offset=pager.resume_offset)
        assert list(same) == []
        asked = len(service.sent)
        with pytest.raises(ValueError, match=r"list_slots with other filters \(now daysAhead, slotWindowStartDate\)"):
            classes.list_slots(slot_window_start_date=day, days_ahead=4, offset=pager.resume_offset)
        with pytest.raises(ValueError, match=r"list_slots with other filters \(now none\)"):
            classes.list_slots(offset=pager.resume_offset)
        assert len(service.sent) == asked


class TestDamagedPosition:
    @pytest.fixture
    def position(self) -> str:
        position: str = read("sync", Bookings(), stop=8)[1].resume_offset
        return position

    def refuse(self, text: str) -> None:
        service = Service()
        with pytest.raises(ValueError, match="is a damaged position"):
            service.client().customers_account.list_transactions(7, offset=text)
        assert service.sent == []

    def test_that_was_cut(self, position: str) -> None:
        for length in range(len("pgnextpos"), len(position)):
            self.refuse(position[:length])

    def test_that_was_changed(self, position: str) -> None:
        rng = random.Random(7)
        for place in range(len("pgnextpos"), len(position)):
            others = set("abcXYZ019~=-_%. ") - {position[place]}
            self.refuse(position[:place] + rng.choice(sorted(others)) + position[place + 1 :])
            self.refuse(position[:place] + position[place + 1 :])
            self.refuse(position[:place] + "A" + position[place:])

    @pytest.mark.parametrize(
        "change",
        [str.upper, json.dumps, lambda text: str(text.encode()), lambda text: text * 2, lambda text: f"?{text}"],
    )
    def test_that_was_stored_badly(self, position: str, change: Callable[[str], str]) -> None:
        self.refuse(change(position))

    def test_of_a_version_to_come(self, position: str) -> None:
        self.refuse(position.replace("pgnextpos1", "pgnextpos2"))

    def test_but_a_line_end_does_no_harm(self, position: str) -> None:
        assert read("sync", Bookings(), f" {position}\n")[0] == list(range(8, TOTAL + 1))


class TestOffsetOfTheVendor:
    @pytest.mark.parametrize("text", ["", "0", "1050", "a=b&c", "pg1.x", "eyJvZmZzZXQiOiA1MH0=", "~~~", "é"])
    def test_is_taken_as_it_is(self, text: str) -> None:
        service = Service(answer(200, {"result": [], "hasNext": False}))
        list(service.client().customers_account.list_transactions(7, offset=text))
        assert parse_qs(urlsplit(service.sent[0].path).query, keep_blank_values=True)["offset"] == [text]

    @given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(1, 10**6), st.sampled_from(["", "50", "~"]))
    def test_comes_back_from_a_position(self, offset: str, done: int, size: str) -> None:
        request = list_transactions(7)
        position = Position(offset, done, "", size or None)
        assert parse_offset(request.with_query("offset", position.encode(request))) == position


class TestSingleRequest:
    @BOTH
    def test_with_a_position_is_refused_before_it_is_sent(self, client: str) -> None:
        position = read("sync", Bookings(), stop=8)[1].resume_offset
        service = Service()
        gym: Any = service.client() if client == "sync" else service.async_client()

        def run(call: Callable[[], Any]) -> None:
            async def awaited() -> None:
                await call()

            if client == "sync":
                call()
            else:
                asyncio.run(awaited())

        path = "/v1/customers/7/account/transactions"
        for call in (
            lambda: gym.send(list_transactions(7, offset=position)),
            lambda: gym.send_detailed(list_transactions(7, offset=position[:-3])),
            lambda: gym.send(list_slots(days_ahead=3, offset=position)),
            lambda: gym.request("GET", path, params={"offset": position}),
            lambda: gym.request("GET", path, params={"lastOffsetId": [1, position]}),
        ):
            with pytest.raises(ValueError, match="is a position of this package"):
                run(call)
        assert service.sent == []


class TestSlicesAndShortcuts:
    def test_slices_resume_at_the_slice(self) -> None:
        service = Bookings()
        account = service.client().customers_account
        pager = account.list_transactions(7, slice_size=SIZE)
        walk = pager.slices()
        for _ in range(3):
            one = next(walk)
        again = account.list_transactions(7, offset=pager.resume_offset, slice_size=SIZE)
        assert [entry.id for entry in one.entries] == service.ids[10:15]
        assert [[entry.id for entry in one.entries] for one in again.slices()] == [service.ids[10:15], service.ids[15:]]

    async def test_slices_from_the_middle_of_one_hold_the_rest_of_it(self) -> None:
        service = Bookings()
        position = read("sync", service, stop=8)[1].resume_offset
        pager = service.client().customers_account.list_transactions(7, offset=position, slice_size=SIZE)
        expected = [service.ids[7:10], service.ids[10:15], service.ids[15:]]
        assert [[entry.id for entry in one.entries] for one in pager.slices()] == expected
        other = service.async_client().customers_account.list_transactions(7, offset=position, slice_size=SIZE)
        assert [[entry.id for entry in one.entries] async for one in other.slices()] == expected

    @pytest.mark.parametrize("limit", [1, 4, 5, 6, 10, 16, 17, 30])
    async def test_collect_leaves_the_position_behind_what_it_returned(self, limit: int) -> None:
        service = Bookings()
        pager: Any = service.client().customers_account.list_transactions(7, slice_size=SIZE)
        taken = [entry.id for entry in pager.collect(limit=limit)]
        assert taken + read("sync", service, pager.resume_offset)[0] == service.ids
        pager = service.async_client().customers_account.list_transactions(7, slice_size=SIZE)
        taken = [entry.id for entry in await pager.collect(limit=limit)]
        assert taken + read("sync", service, pager.resume_offset)[0] == service.ids

    async def test_collect_that_fails_returned_nothing_and_is_resumed_where_it_began(self) -> None:
        service = Bookings()
        position = read("sync", service, stop=4)[1].resume_offset
        service.failing = {len(service.sent) + 3, len(service.sent) + 6}
        pager: Any = service.client(max_retries=0).customers_account.list_transactions(7, offset=position)
        with pytest.raises(ServiceUnavailableError) as caught:
            pager = service.client(max_retries=0).customers_account.list_transactions(7, offset=position, slice_size=2)
            pager.collect()
        assert caught.value.resume_offset == pager.resume_offset == position
        pager = service.async_client(max_retries=0).customers_account.list_transactions(
            7, offset=position, slice_size=2
        )
        with pytest.raises(ServiceUnavailableError) as caught:
            await pager.collect()
        assert caught.value.resume_offset == pager.resume_offset == position

    async def test_first_from_a_position_is_the_entry_there(self) -> None:
        service = Bookings()
        for stop in (3, 5, 6):
            position = read("sync", service, stop=stop)[1].resume_offset
            pager = service.client().customers_account.list_transactions(7, offset=position)
            first = pager.first()
            assert first is not None
            assert first.id == stop
            assert pager.resume_offset == position
            other = await service.async_client().customers_account.list_transactions(7, offset=position).first()
            assert other is not None
            assert other.id == stop


class TestListThatChanged:
    def resume(self, *ids: int, stop: int = 4) -> list[int]:
        """Stop at an entry of 1 to 17, change the list, go on."""
        service = Bookings()
        position = read("sync", service, stop=stop)[1].resume_offset
        service.ids = list(ids)
        after: list[int] = read("sync", service, position)[0]
        return after

    def test_loses_nothing_when_entries_that_are_done_were_removed(self) -> None:
        assert self.resume(3, 4, 5, 6, 7) == [4, 5, 6, 7]

    def test_gives_nothing_twice_when_entries_were_added_before(self) -> None:
        assert self.resume(0, 1, 2, 3, 4, 5) == [4, 5]
        assert self.resume(-1, 1, 2, 3, 4) == [4]

    def test_goes_on_when_the_last_entry_that_is_done_was_removed(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.WARNING, logger="perfectgym_next"):
            assert self.resume(1, 2, 4, 5, 6) == [4, 5, 6]
        assert (
            "customers_account.list_transactions: the list has changed, the entry at which the walk stopped is gone"
            in caplog.text
        )

    def test_goes_on_when_the_slice_is_shorter_than_what_is_done(self) -> None:
        assert self.resume(1, 2) == []
        assert self.resume(99, stop=15) == []
        assert self.resume(*range(6, 12), *range(16, 20), stop=9) == [9, 10, 11, 16, 17, 18, 19]

    def test_ends_when_the_list_is_empty(self) -> None:
        service = Bookings()
        position = read("sync", service, stop=4)[1].resume_offset
        empty = Service(answer(200, {"result": [], "hasNext": False}))
        assert read("sync", empty, position)[0] == []

    def test_is_counted_where_entries_have_no_id(self) -> None:
        debtors = [make(Debtor, debtor_id=f"d{number}").to_dict() for number in range(3)]
        finance = Service(answer(raw=encode({"result": debtors, "hasNext": False}))).client().finance
        pager = finance.list_debtors(7)
        walk = iter(pager)
        next(walk)
        next(walk)
        rest = finance.list_debtors(7, offset=pager.resume_offset)
        assert [debtor.debtor_id for debtor in rest] == ["d1", "d2"]


class TestShorterSlices:
    """A service may return fewer entries than requested, and another number each time."""

    def test_is_made_up_for_by_the_next_ones(self) -> None:
        service = Bookings()
        position = read("sync", service, stop=15)[1].resume_offset
        whole = service.ids[10:]
        for sizes in ([0, 0, 5], [1, 3, 5], [2, 2, 2, 2], [4, 1, 1], [0, 7]):
            slices: list[Answer] = []
            start = 0
            for size in [*sizes, 20]:
                taken, start = whole[start : start + size], start + size
                body = {"result": [transaction(number) for number in taken], "hasNext": start < len(whole)}
                slices.append(answer(200, {**body, "offset": f"{len(slices)}/{start}"}))
            shorter = Service(*slices)
            assert read("sync", shorter, position)[0] == service.ids[14:], sizes

    def test_also_when_it_is_stopped_between_them(self) -> None:
        service = Bookings()
        position = read("sync", service, stop=15)[1].resume_offset
        first = answer(200, {"result": [transaction(11)], "hasNext": True, "offset": "11"})
        seen, pager = read("sync", Service(first, answer(503)), position)
        assert seen == []
        assert read("async", service, pager.resume_offset)[0] == service.ids[14:]


class TestSeveralWalksOfOnePager:
    def test_the_position_is_of_the_one_that_handed_out_last(self) -> None:
        service = Bookings()
        pager = service.client().customers_account.list_transactions(7, slice_size=SIZE)
        slow, fast = iter(pager), iter(pager)
        next(slow)
        for _ in range(9):
            next(fast)
        assert read("sync", service, pager.resume_offset)[0] == service.ids[8:]
        next(slow)
        assert read("sync", service, pager.resume_offset)[0] == service.ids[1:]

    def test_a_new_walk_begins_at_the_pagers_offset(self) -> None:
        service = Bookings()
        pager = service.client().customers_account.list_transactions(7, offset="3", slice_size=SIZE)
        assert [entry.id for entry in pager] == [entry.id for entry in pager] == service.ids[3:]

    def test_a_position_read_by_another_thread_is_never_ahead(self) -> None:
        service = Bookings(*range(1, 1500))
        pager = service.client().customers_account.list_transactions(7, slice_size=3)
        read_positions: list[tuple[int, str]] = []
        handled = 0
        ended = threading.Event()

        def watch() -> None:
            while not ended.is_set():
                position = pager.resume_offset
                read_positions.append((handled, position))

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            for entry in pager:
                handled = entry.id
        finally:
            ended.set()
            watcher.join()
        assert len(read_positions) > 20
        for handled_by_then, position in read_positions[:: len(read_positions) // 20]:
            first = service.client().customers_account.list_transactions(7, offset=position).first()
            assert first is None or first.id <= handled_by_then + 1


class TestContentOfAPosition:
    def test_no_argument_and_no_key_in_the_clear(self) -> None:
        service = Service(answer(200, {"result": [transaction(424242)], "hasNext": False}))
        pager: Pager[Any] = service.client().customers_account.list_transactions(987654321)
        for _ in pager:
            text = pager.resume_offset
        assert text.isascii()
        assert text.startswith("pgnextpos1~customers_account.list_transactions~")
        assert len(text) < 255
        for secret in ("987654321", "424242", KEY):
            assert secret not in text

    def test_a_walk_that_cannot_go_on_is_of_its_list_too(self) -> None:
        service = Service(answer(200, {"result": [transaction(1)], "hasNext": True}))
        gym: PerfectGym = service.client()
        with pytest.raises(PaginationError) as caught:
            list(gym.customers_account.list_transactions(7))
        with pytest.raises(ValueError, match=r"is a position in customers_account\.list_transactions"):
            gym.customers.list_customers(offset=caught.value.resume_offset)
