"""`prefetch`: the next slice is fetched while the caller works, and everything else is as without it."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from perfectgym_next import AsyncPager, AsyncPerfectGym, Pager, PerfectGym, transport
from perfectgym_next._core.background import is_abandoned
from perfectgym_next.errors import ApiConnectionError, PaginationError, ServiceUnavailableError
from perfectgym_next.events import CallEnded, Event
from perfectgym_next.limits import SlidingWindowLimiter
from perfectgym_next.models import BookingEntry
from perfectgym_next.transport import handler_transport
from tests.support.both_clients import BOTH
from tests.support.disturbances import in_child
from tests.support.raw_server import RawServer, read_request, response
from tests.support.scripted import KEY, Answer, Service, answer

PATIENCE = 20.0


class Bookings:
    """A list of entries, paged by number. Its requests can be held, and watched as they arrive.

    Attributes:
        failing: Numbers of the requests, counted from 1, that are refused.
        arrived: Offsets of the requests, as they arrived.
        held: Offsets of requests that get no response before `release` is set.
    """

    def __init__(self, total: int = 17, size: int = 5) -> None:
        self._total = total
        self._size = size
        self._changed = threading.Condition()
        self.failing: set[int] = set()
        self.arrived: list[int] = []
        self.held: set[int] = set()
        self.release = threading.Event()

    def wait_for(self, count: int) -> None:
        """Wait until so many requests have arrived."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.arrived) >= count, PATIENCE), self.arrived

    def serve(self, target: str) -> tuple[int, bytes]:
        start = int(parse_qs(urlsplit(target).query).get("offset", ["0"])[0])
        with self._changed:
            self.arrived.append(start)
            number = len(self.arrived)
            self._changed.notify_all()
        if start in self.held:
            assert self.release.wait(PATIENCE)
        if number in self.failing:
            return 503, b"{}"
        end = min(start + self._size, self._total)
        entries = [{"id": n, "dueDate": "2024-02-29", "installmentPlan": False} for n in range(start, end)]
        return 200, json.dumps({"result": entries, "hasNext": end < self._total, "offset": str(end)}).encode()

    def on_socket(self, connection: socket.socket, number: int) -> None:
        while request := read_request(connection):
            status, body = self.serve(request.split(b" ")[1].decode())
            connection.sendall(response(body, status=status))

    def handle(self, method: str, path: str, headers: Any, body: bytes) -> Answer:
        status, content = self.serve(path)
        return status, [("Content-Type", "application/json")], content


@pytest.fixture
def bookings() -> Iterator[Bookings]:
    bookings = Bookings()
    yield bookings
    bookings.release.set()


@pytest.fixture
def url(bookings: Bookings) -> Iterator[str]:
    with RawServer(bookings.on_socket) as server:
        yield server.url
        bookings.release.set()


def options(url: str, **more: Any) -> dict[str, Any]:
    return {"base_url": url, "api_key": KEY, "rate_limit": None, "max_retries": 0, "timeout": 10, **more}


@pytest.fixture
def gym(url: str) -> Iterator[PerfectGym]:
    with PerfectGym(**options(url)) as gym:
        yield gym


@pytest.fixture
async def async_gym(url: str) -> AsyncIterator[AsyncPerfectGym]:
    async with AsyncPerfectGym(**options(url)) as gym:
        yield gym


def prefetched(gym: PerfectGym, **arguments: Any) -> Pager[BookingEntry]:
    return gym.customers_account.list_transactions(7, **arguments).prefetch()


def prefetched_async(gym: AsyncPerfectGym, **arguments: Any) -> AsyncPager[BookingEntry]:
    return gym.customers_account.list_transactions(7, **arguments).prefetch()


def workers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "perfectgym-next-worker"]


def wait_for_workers() -> None:
    for thread in workers():
        thread.join(PATIENCE)
    assert workers() == []


class TestWalk:
    def test_returns_every_entry_in_order(self, gym: PerfectGym, bookings: Bookings) -> None:
        assert [entry.id for entry in prefetched(gym)] == list(range(17))
        assert bookings.arrived == [0, 5, 10, 15]
        wait_for_workers()

    async def test_the_same_asynchronously(self, async_gym: AsyncPerfectGym, bookings: Bookings) -> None:
        assert [entry.id async for entry in prefetched_async(async_gym)] == list(range(17))
        assert bookings.arrived == [0, 5, 10, 15]

    def test_slices_too(self, gym: PerfectGym, bookings: Bookings) -> None:
        walk = prefetched(gym).slices()
        first = next(walk)
        bookings.wait_for(2)
        assert [len(fetched.entries) for fetched in (first, *walk)] == [5, 5, 5, 2]

    def test_fetches_one_slice_ahead_and_no_more(self, gym: PerfectGym, bookings: Bookings) -> None:
        walk = iter(prefetched(gym))
        assert bookings.arrived == []
        for number in range(15):
            assert next(walk).id == number
            ahead = number // 5 + 2
            bookings.wait_for(ahead)
            wait_for_workers()  # the thread has ended, and nobody else sends
            assert len(bookings.arrived) == ahead

    async def test_fetches_one_slice_ahead_asynchronously(self, async_gym: AsyncPerfectGym, bookings: Bookings) -> None:
        walk = aiter(prefetched_async(async_gym))
        await anext(walk)
        await asyncio.to_thread(bookings.wait_for, 2)
        for number in range(1, 5):
            assert (await anext(walk)).id == number
            while len(asyncio.all_tasks()) > 1:
                await asyncio.sleep(0)
            assert bookings.arrived == [0, 5]
        await walk.aclose()

    def test_the_caller_works_while_a_slice_is_under_way(self, gym: PerfectGym, bookings: Bookings) -> None:
        bookings.held = {5}
        walk = iter(prefetched(gym))
        assert [next(walk).id for _ in range(5)] == [0, 1, 2, 3, 4]
        bookings.wait_for(2)
        bookings.release.set()
        assert next(walk).id == 5

    def test_empty_slices_and_a_list_of_one(self) -> None:
        def page(ids: list[int], offset: str | None) -> Answer:
            entries = [{"id": n, "dueDate": "2024-02-29", "installmentPlan": False} for n in ids]
            return answer(200, {"result": entries, "hasNext": offset is not None, "offset": offset})

        service = Service(page([], "1"), page([1], "2"), page([], None))
        assert [entry.id for entry in prefetched(service.client())] == [1]
        assert len(service.sent) == 3

    def test_first_and_collect_fetch_nothing_ahead(self, gym: PerfectGym, bookings: Bookings) -> None:
        pager = prefetched(gym)
        first = pager.first()
        assert first is not None
        assert [entry.id for entry in pager.collect(limit=5)] == [0, 1, 2, 3, 4]
        assert bookings.arrived == [0, 0]
        assert workers() == []

    def test_of_a_prefetching_pager_is_another(self, gym: PerfectGym) -> None:
        assert [entry.id for entry in prefetched(gym).prefetch()] == list(range(17))


class TestContext:
    variable = contextvars.ContextVar[str]("variable", default="unset")

    @BOTH
    def test_of_the_caller_is_seen_by_the_request(self, client: str) -> None:
        bookings = Bookings()
        seen: list[str] = []
        self.variable.set("unset")

        class Transport(httpx.BaseTransport, httpx.AsyncBaseTransport):
            def handle_request(self, request: httpx.Request) -> httpx.Response:
                seen.append(TestContext.variable.get())
                TestContext.variable.set("of the request")
                status, content = bookings.serve(str(request.url))
                return httpx.Response(status, content=content, headers={"Content-Type": "application/json"})

            async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
                return self.handle_request(request)

        given = options("https://gym.invalid", transport=Transport())

        async def walk() -> None:
            async for entry in prefetched_async(AsyncPerfectGym(**given)):
                TestContext.variable.set(f"entry {entry.id}")

        if client == "sync":
            for entry in prefetched(PerfectGym(**given)):
                # The first request of a walk is the caller's own, and so is its context.
                assert TestContext.variable.get() == ("of the request" if entry.id == 0 else f"entry {entry.id - 1}")
                TestContext.variable.set(f"entry {entry.id}")
        else:
            asyncio.run(walk())
        # The next slice is requested when the first entry of a slice is, after the last entry before was handled.
        assert seen == ["unset", "of the request", "entry 4", "entry 9"]


class TestErrors:
    @BOTH
    @pytest.mark.parametrize("failing", [1, 2, 3, 4])
    def test_come_after_the_entries_before_them_and_can_be_resumed(
        self, client: str, failing: int, url: str, bookings: Bookings
    ) -> None:
        bookings.failing = {failing}
        handled: list[int] = []
        errors: list[ServiceUnavailableError] = []

        def walk(position: str | None) -> str:
            with PerfectGym(**options(url)) as gym:
                pager = prefetched(gym, offset=position)
                try:
                    handled.extend(entry.id for entry in pager)
                except ServiceUnavailableError as error:
                    errors.append(error)
                return pager.resume_offset

        async def walk_async(position: str | None) -> str:
            async with AsyncPerfectGym(**options(url)) as gym:
                pager = prefetched_async(gym, offset=position)
                try:
                    async for entry in pager:
                        handled.append(entry.id)
                except ServiceUnavailableError as error:
                    errors.append(error)
                return pager.resume_offset

        position: str | None = None
        for expected in (5 * (failing - 1), 17, 17):
            position = walk(position) if client == "sync" else asyncio.run(walk_async(position))
            assert handled == list(range(expected))
            assert errors[0].resume_offset == position or expected == 17
        assert len(errors) == 1
        assert "resume_offset is a position in" in errors[0].__notes__[0]
        assert len(bookings.arrived) == 5

    @BOTH
    def test_of_a_list_that_cannot_be_continued(self, client: str) -> None:
        page = answer(
            200,
            {"result": [{"id": 1, "dueDate": "2024-02-29", "installmentPlan": False}], "hasNext": True, "offset": "a"},
        )
        service = Service(page)
        seen: list[int] = []

        async def walk() -> None:
            async for entry in prefetched_async(service.async_client()):
                seen.append(entry.id)

        with pytest.raises(PaginationError, match="circles") as caught:
            if client == "sync":
                seen.extend(entry.id for entry in prefetched(service.client()))
            else:
                asyncio.run(walk())
        assert (seen, len(service.sent)) == ([1], 2)
        assert caught.value.resume_offset

    def test_leave_no_reference_cycle(self, gym: PerfectGym, bookings: Bookings) -> None:
        bookings.failing = {2}
        gc.collect()
        gc.disable()
        try:
            before = {id(found) for found in gc.get_objects() if isinstance(found, BookingEntry)}  # of other tests
            with pytest.raises(ServiceUnavailableError):
                list(prefetched(gym))
            wait_for_workers()  # whose frames hold the call while they end
            after = {id(found) for found in gc.get_objects() if isinstance(found, BookingEntry)}
            assert after <= before
        finally:
            gc.enable()

    @BOTH
    def test_a_client_that_is_closed_in_the_middle(self, client: str, url: str, bookings: Bookings) -> None:
        seen: list[int] = []

        def walk() -> None:
            gym = PerfectGym(**options(url))
            for entry in prefetched(gym):
                seen.append(entry.id)
                if entry.id == 0:
                    bookings.wait_for(2)
                    wait_for_workers()
                    gym.close()

        async def walk_async() -> None:
            gym = AsyncPerfectGym(**options(url))
            async for entry in prefetched_async(gym):
                seen.append(entry.id)
                if entry.id == 0:
                    while len(asyncio.all_tasks()) > 1:
                        await asyncio.sleep(0)
                    await gym.close()

        with pytest.raises(RuntimeError, match="the client is closed"):
            walk() if client == "sync" else asyncio.run(walk_async())
        assert seen == list(range(10))  # what was fetched before is returned
        assert bookings.arrived == [0, 5]

    def test_without_threads_it_fetches_in_the_callers(
        self, gym: PerfectGym, bookings: Bookings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        start = threading.Thread.start

        def refuse(thread: threading.Thread) -> None:
            if thread.name == "perfectgym-next-worker":
                raise RuntimeError("can't start new thread")
            start(thread)  # the server's

        monkeypatch.setattr(threading.Thread, "start", refuse)
        walk = iter(prefetched(gym))
        next(walk)
        assert bookings.arrived == [0]
        assert [entry.id for entry in walk] == list(range(1, 17))
        assert bookings.arrived == [0, 5, 10, 15]


class TestPosition:
    def test_is_that_of_the_caller_with_both_pagers(self, url: str, bookings: Bookings) -> None:
        with PerfectGym(**options(url)) as plain_gym, PerfectGym(**options(url)) as gym:
            plain = plain_gym.customers_account.list_transactions(7)
            pager = gym.customers_account.list_transactions(7)
            other = pager.prefetch()
            expected: list[str] = []
            for _ in plain:
                expected.append(plain.resume_offset)
            seen: list[str] = []
            for entry in other:
                if entry.id % 5 == 0 and entry.id < 15:
                    wait_for_workers()  # the next slice has arrived, and moves nothing
                assert pager.resume_offset == other.resume_offset
                seen.append(other.resume_offset)
            assert seen == expected
            assert pager.resume_offset == other.resume_offset == plain.resume_offset

    @BOTH
    @pytest.mark.parametrize("stop", range(17))
    def test_resumes_at_the_entry_at_which_the_caller_failed(
        self, client: str, stop: int, url: str, bookings: Bookings
    ) -> None:
        handled: list[int] = []

        def run(position: str | None, stop: int | None) -> str:
            with PerfectGym(**options(url)) as gym:
                pager = prefetched(gym, offset=position)
                for entry in pager:
                    if entry.id == stop:
                        break
                    handled.append(entry.id)
                return pager.resume_offset

        async def run_async(position: str | None, stop: int | None) -> str:
            async with AsyncPerfectGym(**options(url)) as gym:
                pager = prefetched_async(gym, offset=position)
                async with contextlib.aclosing(aiter(pager)) as walk:
                    async for entry in walk:
                        if entry.id == stop:
                            break
                        handled.append(entry.id)
                return pager.resume_offset

        position: str | None = None
        for at in (stop, None):
            position = run(position, at) if client == "sync" else asyncio.run(run_async(position, at))
        assert handled == list(range(17))

    def test_of_nested_lists(self, gym: PerfectGym, bookings: Bookings) -> None:
        outer = gym.customers_account.list_transactions(7).prefetch()
        count = 0
        for entry in outer:
            inner = gym.customers_account.list_transactions(entry.id + 100).prefetch()
            for _ in inner:
                count += 1
                assert outer.resume_offset != inner.resume_offset
        assert count == 17 * 17


class TestAbandoning:
    @pytest.mark.parametrize("how", ["break", "exception", "close", "collected"])
    def test_returns_at_once_and_starts_no_request(self, how: str, gym: PerfectGym, bookings: Bookings) -> None:
        bookings.held = {5}
        began = time.monotonic()
        if how == "break":
            for _ in prefetched(gym):
                bookings.wait_for(2)
                break
        elif how == "exception":
            with pytest.raises(ZeroDivisionError):
                for _ in prefetched(gym):
                    bookings.wait_for(2)
                    raise ZeroDivisionError
        else:
            walk: Any = iter(prefetched(gym))
            next(walk)
            bookings.wait_for(2)
            if how == "close":
                walk.close()
            del walk
        assert time.monotonic() - began < PATIENCE / 2  # the response is still held
        assert len(workers()) == 1
        bookings.release.set()
        wait_for_workers()
        assert bookings.arrived == [0, 5]
        assert gym.customers_account.list_transactions(7).first() is not None

    async def test_of_a_task_ends_it(self, async_gym: AsyncPerfectGym, bookings: Bookings) -> None:
        bookings.held = {5}
        walk: Any = aiter(prefetched_async(async_gym))
        await anext(walk)
        await asyncio.to_thread(bookings.wait_for, 2)
        await walk.aclose()
        assert len(asyncio.all_tasks()) == 1
        bookings.release.set()
        assert bookings.arrived == [0, 5]

    async def test_by_break_ends_the_task_too(self, async_gym: AsyncPerfectGym, bookings: Bookings) -> None:
        bookings.held = {5}
        async for _ in prefetched_async(async_gym):
            await asyncio.to_thread(bookings.wait_for, 2)
            break
        async with asyncio.timeout(PATIENCE):
            while len(asyncio.all_tasks()) > 1:
                await asyncio.sleep(0)
        assert bookings.arrived == [0, 5]

    async def test_a_failed_task_that_nobody_awaits_is_not_reported(
        self, async_gym: AsyncPerfectGym, bookings: Bookings
    ) -> None:
        bookings.failing = {2}
        reported: list[Any] = []
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: reported.append(context))
        walk: Any = aiter(prefetched_async(async_gym))
        await anext(walk)
        while len(asyncio.all_tasks()) > 1:
            await asyncio.sleep(0)
        await walk.aclose()
        gc.collect()
        assert reported == []

    def test_the_one_in_flight_ends_within_its_deadline(self, url: str, bookings: Bookings) -> None:
        bookings.held = {5}
        with PerfectGym(**options(url, deadline=0.3)) as gym:
            for _ in prefetched(gym):
                bookings.wait_for(2)
                break
            wait_for_workers()
            assert not bookings.release.is_set()

    def test_the_one_in_flight_is_not_retried(self, url: str, bookings: Bookings) -> None:
        bookings.held = {5}
        bookings.failing = {2}
        with PerfectGym(**options(url, max_retries=3)) as gym:
            for _ in prefetched(gym):
                bookings.wait_for(2)
                break
            bookings.release.set()
            wait_for_workers()
        assert bookings.arrived == [0, 5]

    @pytest.mark.parametrize("where", ["between two attempts", "at the rate limit"])
    def test_one_that_waits_is_not_sent(
        self, where: str, url: str, bookings: Bookings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waiting, go_on = threading.Event(), threading.Event()

        def wait() -> None:
            waiting.set()
            assert go_on.wait(PATIENCE)

        limiter = SlidingWindowLimiter()
        acquire = limiter.acquire

        def acquire_slot(*arguments: Any, **options: Any) -> Any:
            grant = acquire(*arguments, **options)
            if threading.current_thread() in workers():
                wait()
            return grant

        if where == "at the rate limit":
            monkeypatch.setattr(limiter, "acquire", acquire_slot)
        else:
            bookings.failing = {2}
            monkeypatch.setattr(transport, "_sleep", lambda seconds: wait())
        events: list[Event] = []
        given = options(url, max_retries=3, on_event=events.append)
        with PerfectGym(**given | {"rate_limit": 1000, "limiter": limiter}) as gym:
            walk: Any = iter(prefetched(gym))
            next(walk)
            assert waiting.wait(PATIENCE)
            walk.close()
            go_on.set()
            wait_for_workers()
        assert bookings.arrived == ([0] if where == "at the rate limit" else [0, 5])
        expected = ("ApiConnectionError", 0) if where == "at the rate limit" else ("ServiceUnavailableError", 1)
        ended = [(event.error, event.attempts) for event in events if isinstance(event, CallEnded)]
        assert ended[-1] == expected

    def test_leaves_calls_that_ended_alone(self, gym: PerfectGym, bookings: Bookings) -> None:
        """What the function of a `map` started, and what goes on after it, is not the map's."""
        contexts = []

        def call(number: int) -> None:
            contexts.append(contextvars.copy_context())

        for _ in gym.map(call, range(3), concurrency=1):
            pass
        assert [context.run(is_abandoned) for context in contexts] == [False] * 3

    def test_a_slow_one_is_an_error_at_its_place(self, url: str, bookings: Bookings) -> None:
        bookings.held = {5}
        with PerfectGym(**options(url, timeout=0.3)) as gym:
            walk = iter(prefetched(gym))
            assert [next(walk).id for _ in range(5)] == [0, 1, 2, 3, 4]
            with pytest.raises(ApiConnectionError):
                next(walk)


class TestCancellation:
    async def test_at_each_turn_leaves_nothing(self, url: str, bookings: Bookings) -> None:
        async def walk(gym: AsyncPerfectGym, seen: list[int]) -> None:
            async for entry in prefetched_async(gym):
                seen.append(entry.id)
                await asyncio.sleep(0)

        async with AsyncPerfectGym(**options(url)) as gym:
            await gym.customers_account.list_transactions(7).first()
            for turn in range(60):
                seen: list[int] = []
                task = asyncio.create_task(walk(gym, seen))
                for _ in range(turn):
                    await asyncio.sleep(0)
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
                async with asyncio.timeout(PATIENCE):
                    while len(asyncio.all_tasks()) > 1:  # an abandoned generator is closed by the loop
                        await asyncio.sleep(0)
                assert seen == list(range(len(seen)))
            seen = []
            await walk(gym, seen)
            assert seen == list(range(17))

    async def test_by_a_timeout_while_the_next_slice_is_awaited(
        self, async_gym: AsyncPerfectGym, bookings: Bookings
    ) -> None:
        bookings.held = {5}
        pager = prefetched_async(async_gym)
        seen: list[int] = []
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                async for entry in pager:
                    seen.append(entry.id)
        assert seen == [0, 1, 2, 3, 4]
        assert len(asyncio.all_tasks()) == 1
        bookings.release.set()
        rest = async_gym.customers_account.list_transactions(7, offset=pager.resume_offset)
        assert [entry.id async for entry in rest] == list(range(5, 17))


@pytest.mark.unmeasured
@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="needs signals to a thread")
class TestSignals:
    def test_end_the_wait_for_a_slice(self, gym: PerfectGym, bookings: Bookings) -> None:
        bookings.held = {5}
        pager = prefetched(gym)
        main = threading.get_ident()

        def interrupt() -> None:
            bookings.wait_for(2)
            signal.pthread_kill(main, signal.SIGINT)

        thread = threading.Thread(target=interrupt)
        thread.start()
        seen: list[int] = []
        with pytest.raises(KeyboardInterrupt):
            for entry in pager:
                seen.append(entry.id)
            thread.join(PATIENCE)
        thread.join(PATIENCE)
        assert not bookings.release.is_set()
        position = pager.resume_offset
        bookings.release.set()
        wait_for_workers()
        rest = [entry.id for entry in gym.customers_account.list_transactions(7, offset=position)]
        assert rest[-1] == 16
        assert seen == list(range(len(seen)))
        assert rest[0] in (len(seen), len(seen) - 1)


@pytest.mark.unmeasured
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings(r"ignore:.*use of fork\(\) may lead to deadlocks:DeprecationWarning")
class TestForks:
    @pytest.mark.parametrize("moment", ["in flight", "arrived"])
    def test_parent_and_child_both_go_on(self, moment: str, gym: PerfectGym, bookings: Bookings) -> None:
        if moment == "in flight":
            bookings.held = {5}
        walk = iter(prefetched(gym))
        assert next(walk).id == 0
        bookings.wait_for(2)
        if moment == "arrived":
            wait_for_workers()
        else:
            threading.Timer(0.3, bookings.release.set).start()  # the child asks again, and is held like its parent

        def child() -> None:
            rest = [entry.id for entry in walk]
            assert rest == list(range(1, 17)), rest

        assert in_child(child) == "ok"
        assert [entry.id for entry in walk] == list(range(1, 17))

    def test_by_a_signal_handler_while_a_slice_is_awaited(self, gym: PerfectGym, bookings: Bookings) -> None:
        bookings.held = {5}
        children: list[int] = []
        readable, writable = os.pipe()
        main = threading.get_ident()

        def handle(number: int, frame: object) -> None:
            children.append(os.fork())

        def interrupt() -> None:
            bookings.wait_for(2)
            signal.pthread_kill(main, signal.SIGUSR1)
            bookings.wait_for(3)  # the child asks again
            bookings.release.set()

        before = signal.signal(signal.SIGUSR1, handle)
        thread = threading.Thread(target=interrupt)
        try:
            walk = iter(prefetched(gym))
            head = [next(walk).id for _ in range(5)]
            thread.start()
            rest = [entry.id for entry in walk]
            if children == [0]:
                os.write(writable, json.dumps(rest).encode())
                os._exit(0)
        except BaseException:
            if children == [0]:
                os._exit(1)
            raise
        finally:
            signal.signal(signal.SIGUSR1, before)
        thread.join(PATIENCE)
        os.close(writable)
        try:
            assert json.loads(os.read(readable, 4096)) == rest == list(range(5, 17))
        finally:
            os.close(readable)
            os.waitpid(children[0], 0)
        assert head == [0, 1, 2, 3, 4]


EXITING = """
import sys, threading
from perfectgym_next import PerfectGym
gym = PerfectGym(base_url=sys.argv[1], api_key="key", rate_limit=None)
walk = iter(gym.customers_account.list_transactions(7).prefetch())
print(next(walk).id, flush=True)
sys.stdin.readline()  # the next slice is under way
"""


@pytest.mark.parametrize("ending", ["", "raise SystemExit(3)", "walk.close()"])
def test_the_exit_of_the_interpreter_waits_for_no_slice(ending: str, url: str, bookings: Bookings) -> None:
    bookings.held = {5}
    process = subprocess.Popen(
        [sys.executable, "-c", EXITING + ending, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        bookings.wait_for(2)
        output, errors = process.communicate("go on\n", timeout=PATIENCE)
    assert (output, errors) == ("0\n", "")
    assert process.returncode == (3 if "3" in ending else 0)
    assert not bookings.release.is_set()


def test_of_an_atexit_handler_goes_on_without_threads(url: str, bookings: Bookings) -> None:
    code = """
import atexit, sys
from perfectgym_next import PerfectGym
gym = PerfectGym(base_url=sys.argv[1], api_key="key", rate_limit=None)
atexit.register(lambda: print(sum(1 for _ in gym.customers_account.list_transactions(7).prefetch())))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, url], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert (done.stdout, done.stderr) == ("17\n", "")


@BOTH
def test_half_of_the_time_is_saved(client: str) -> None:
    """Work and latency overlap: while the caller works on a slice, the next one is under way."""
    busy = threading.Event()
    overlaps: list[bool] = []
    bookings = Bookings()

    def handle(*request: Any) -> Answer:
        if len(bookings.arrived):
            overlaps.append(busy.wait(PATIENCE))
        return bookings.handle(*request)

    given = options("https://gym.invalid", transport=handler_transport(handle))

    def run() -> None:
        for slice_number, _ in enumerate(prefetched(PerfectGym(**given)).slices()):
            busy.set()
            if slice_number < 3:
                bookings.wait_for(slice_number + 2)
            busy.clear()

    async def run_async() -> None:
        number = 0
        async for _ in prefetched_async(AsyncPerfectGym(**given)).slices():
            busy.set()
            if number < 3:
                await asyncio.to_thread(bookings.wait_for, number + 2)
            busy.clear()
            number += 1

    run() if client == "sync" else asyncio.run(run_async())
    assert overlaps == [True, True, True]
