"""`map`: one operation for many arguments, in order, with errors beside results."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import itertools
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import tracemalloc
import weakref
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from perfectgym_next import AsyncPerfectGym, Outcome, PerfectGym
from perfectgym_next._core.background import Call
from perfectgym_next._http.lending import MAX_CONNECTIONS
from perfectgym_next.errors import ApiError, NotFoundError, RateLimitError
from perfectgym_next.limits import SlidingWindowLimiter
from perfectgym_next.models import CustomerAccountBalance
from perfectgym_next.outcomes import LOOK_AHEAD, MAX_CONCURRENCY, _Window
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support.both_clients import BOTH
from tests.support.disturbances import in_child, interrupt
from tests.support.raw_server import RawServer, read_request, response
from tests.support.scripted import KEY
from tests.support.type_checkers import mypy, pyright, without_modules

PATIENCE = 20.0


class Balances:
    """Serves balances over sockets; requests can be held and counted.

    Attributes:
        arrived: Ids in the order of arrival.
        held: Ids that get no response before `release` is set.
        most: Most requests at a time.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._active = 0
        self.arrived: list[int] = []
        self.held: set[int] = set()
        self.missing: set[int] = set()
        self.release = threading.Event()
        self.most = 0
        self.gather = 0

    def wait_for(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.arrived) >= count, PATIENCE), self.arrived

    def on_socket(self, connection: socket.socket, number: int) -> None:
        while request := read_request(connection):
            customer = int(request.split(b" ")[1].split(b"/")[3])
            with self._changed:
                self.arrived.append(customer)
                self._active += 1
                self.most = max(self.most, self._active)
                self._changed.notify_all()
                if self.gather:  # a response only after so many requests were there at once
                    self._changed.wait_for(lambda: self.most >= self.gather, PATIENCE)
            if customer in self.held:
                self.release.wait(PATIENCE)
            with self._changed:
                self._active -= 1
            if customer in self.missing:
                connection.sendall(response(b'{"errorMessage": "no such customer"}', status=404))
            else:
                body = {
                    "accountBalance": {"amount": customer, "currency": "EUR"},
                    "dunningLevel": 0,
                    "inDebtCollection": False,
                }
                connection.sendall(response(json.dumps(body).encode()))


@pytest.fixture
def balances() -> Balances:
    return Balances()


@pytest.fixture
def url(balances: Balances) -> Iterator[str]:
    with RawServer(balances.on_socket) as server:
        yield server.url
        balances.release.set()


def options(url: str, **more: Any) -> dict[str, Any]:
    return {"base_url": url, "api_key": KEY, "rate_limit": None, "max_retries": 0, "timeout": 10, **more}


@pytest.fixture
def gym(url: str, balances: Balances) -> Iterator[PerfectGym]:
    with PerfectGym(**options(url)) as gym:
        yield gym
        balances.release.set()
        wait_for_workers()


@pytest.fixture
async def async_gym(url: str) -> AsyncIterator[AsyncPerfectGym]:
    async with AsyncPerfectGym(**options(url)) as gym:
        yield gym


def workers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "perfectgym-next-worker"]


def wait_for_workers() -> None:
    for thread in workers():
        thread.join(PATIENCE)
    assert workers() == []


def amounts(outcomes: list[Outcome[int, CustomerAccountBalance]]) -> list[int | None]:
    found: list[int | None] = []
    for outcome in outcomes:
        balance = None if outcome.error else outcome.result().account_balance
        found.append(None if balance is None else int(balance.amount))
    return found


def run(client: str, url: str, arguments: Any, **more: Any) -> list[Outcome[int, CustomerAccountBalance]]:
    """Return all outcomes of one operation on either client."""
    if client == "sync":
        with PerfectGym(**options(url)) as gym:
            return list(gym.map(gym.customers_account.get_balances, arguments, **more))

    async def run_async() -> list[Outcome[int, CustomerAccountBalance]]:
        async with AsyncPerfectGym(**options(url)) as gym:
            return [outcome async for outcome in gym.map(gym.customers_account.get_balances, arguments, **more)]

    return asyncio.run(run_async())


class TestOutcomes:
    @BOTH
    def test_are_in_the_order_of_the_arguments(self, client: str, url: str, balances: Balances) -> None:
        balances.gather = 4
        outcomes = run(client, url, range(1, 51), concurrency=4)
        assert [outcome.argument for outcome in outcomes] == list(range(1, 51))
        assert amounts(outcomes) == list(range(1, 51))
        assert balances.most == 4
        assert sorted(balances.arrived) == list(range(1, 51))

    @BOTH
    def test_have_errors_beside_results(self, client: str, url: str, balances: Balances) -> None:
        balances.missing = {2, 5}
        outcomes = run(client, url, [1, 2, 3, "..", 5])
        assert amounts(outcomes) == [1, None, 3, None, None]
        assert [type(outcome.error) for outcome in outcomes] == [
            type(None),
            NotFoundError,
            type(None),
            ValueError,
            NotFoundError,
        ]
        with pytest.raises(NotFoundError, match="no such customer"):
            outcomes[1].result()

    @BOTH
    @pytest.mark.parametrize("arguments", [[], iter(()), range(0)])
    def test_of_nothing(self, client: str, arguments: Any, url: str) -> None:
        assert run(client, url, arguments) == []

    def test_split_and_results(self, gym: PerfectGym, balances: Balances) -> None:
        balances.missing = {2}
        succeeded, failed = gym.map(gym.customers_account.get_balances, [1, 2, 3]).split()
        assert ([one.argument for one in succeeded], [one.argument for one in failed]) == ([1, 3], [2])
        results = gym.map(gym.customers_account.get_balances, [1, 2, 3]).results()
        assert next(results).account_balance is not None
        with pytest.raises(NotFoundError):
            next(results)

    async def test_split_and_results_asynchronously(self, async_gym: AsyncPerfectGym, balances: Balances) -> None:
        balances.missing = {2}
        operation = async_gym.customers_account.get_balances
        succeeded, failed = await async_gym.map(operation, [1, 2, 3]).split()
        assert ([one.argument for one in succeeded], [one.argument for one in failed]) == ([1, 3], [2])
        with pytest.raises(NotFoundError):
            async for balance in async_gym.map(operation, [1, 2, 3]).results():
                assert balance.account_balance is not None

    def test_are_returned_once(self, gym: PerfectGym, balances: Balances) -> None:
        outcomes = gym.map(gym.customers_account.get_balances, [1, 2])
        assert balances.arrived == []
        assert len(list(outcomes)) == 2
        assert list(outcomes) == []
        assert len(balances.arrived) == 2

    def test_a_slow_one_does_not_stop_the_others(self, gym: PerfectGym, balances: Balances) -> None:
        balances.held = {1}
        outcomes = gym.map(gym.customers_account.get_balances, itertools.count(1), concurrency=2)

        def release() -> None:
            balances.wait_for(2 * LOOK_AHEAD)
            balances.release.set()

        threading.Thread(target=release).start()
        assert next(outcomes).argument == 1
        assert 2 * LOOK_AHEAD <= len(balances.arrived) <= 2 * LOOK_AHEAD + 1
        outcomes.close()

    def test_do_not_show_results(self, gym: PerfectGym) -> None:
        assert repr(next(gym.map(gym.customers_account.get_balances, [1]))) == "Outcome(argument=1, error=None)"


class TestProgress:
    @BOTH
    def test_is_told_of_each_outcome_as_the_calls_end(self, client: str, url: str, balances: Balances) -> None:
        balances.held = {1}
        seen: list[int] = []
        threads: set[int] = set()

        def progress(outcome: Outcome[int, CustomerAccountBalance]) -> None:
            seen.append(outcome.argument)
            threads.add(threading.get_ident())
            if len(seen) == 3:
                balances.release.set()

        outcomes = run(client, url, [1, 2, 3, 4], progress=progress)
        assert seen[-1] == 1
        assert sorted(seen) == [1, 2, 3, 4]
        assert [outcome.argument for outcome in outcomes] == [1, 2, 3, 4]
        assert threads == {threading.get_ident()}

    @BOTH
    def test_that_raises_ends_the_iteration(self, client: str, url: str) -> None:
        def progress(outcome: object) -> None:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            run(client, url, [1, 2, 3], progress=progress)
        wait_for_workers()


class TestArguments:
    def test_are_read_in_the_callers_thread(self, gym: PerfectGym) -> None:
        database = sqlite3.connect(":memory:")  # it refuses other threads
        ids = (row[0] for row in database.execute("values (1), (2), (3)"))
        assert amounts(list(gym.map(gym.customers_account.get_balances, ids))) == [1, 2, 3]
        database.close()

    @BOTH
    def test_that_fail_do_so_after_the_outcomes_before(self, client: str, url: str) -> None:
        def ids() -> Iterator[int]:
            yield from (1, 2, 3)
            raise ZeroDivisionError

        seen: list[int] = []

        async def read() -> None:
            async with AsyncPerfectGym(**options(url)) as gym:
                async for outcome in gym.map(gym.customers_account.get_balances, ids()):
                    seen.append(outcome.argument)

        with pytest.raises(ZeroDivisionError):
            if client == "async":
                asyncio.run(read())
            else:
                with PerfectGym(**options(url)) as gym:
                    for outcome in gym.map(gym.customers_account.get_balances, ids()):
                        seen.append(outcome.argument)
        assert seen == [1, 2, 3]

    def test_a_slow_caller_stops_the_reading(self, gym: PerfectGym, balances: Balances) -> None:
        read: list[int] = []

        def ids() -> Iterator[int]:
            for number in itertools.count(1):
                read.append(number)
                yield number

        with gym.map(gym.customers_account.get_balances, ids(), concurrency=3) as outcomes:
            for number, outcome in enumerate(itertools.islice(outcomes, 50), 1):
                assert outcome.argument == number
                assert len(read) <= number + 3 * LOOK_AHEAD
            wait_for_workers()  # nothing runs on while the caller does other things
            assert len(balances.arrived) == len(read) <= 50 + 3 * LOOK_AHEAD

    async def test_from_an_asynchronous_iterable(self, async_gym: AsyncPerfectGym) -> None:
        async def ids() -> AsyncIterator[int]:
            for number in range(1, 30):
                await asyncio.sleep(0)
                yield number

        outcomes = [outcome async for outcome in async_gym.map(async_gym.customers_account.get_balances, ids())]
        assert amounts(outcomes) == list(range(1, 30))

    @BOTH
    def test_from_a_pager_and_a_function_that_collects(self, client: str) -> None:
        api = EmbeddedApi()
        given = options("https://gym.invalid", api_key=TEST_KEY, transport=api.transport())

        async def count() -> dict[int, int]:
            async with AsyncPerfectGym(**given) as gym:
                ids = (customer.id async for customer in gym.customers.list_customers().prefetch() if customer.id)

                async def collect(customer_id: int) -> int:
                    return len(await gym.customers_account.list_transactions(customer_id).collect())

                return {one.argument: one.result() async for one in gym.map(collect, ids)}

        if client == "async":
            found = asyncio.run(count())
        else:
            with PerfectGym(**given) as gym:
                ids = (customer.id for customer in gym.customers.list_customers().prefetch() if customer.id)
                list_transactions = gym.customers_account.list_transactions
                outcomes = gym.map(lambda one: len(list_transactions(one).prefetch().collect()), ids)
                found = {one.argument: one.result() for one in outcomes}
        assert len(found) > 1
        assert found[1001] > 0

    @BOTH
    @pytest.mark.parametrize(
        ("function", "arguments", "more", "error"),
        [
            (None, [1], {}, "map() needs an operation"),
            (len, 5, {}, "not iterable"),
            (len, "1001", {}, "not a str: give a list"),
            (len, b"1001", {}, "not a bytes: give a list"),
            (len, [1], {"concurrency": 0}, "expected a whole number from 1 to 100"),
            (len, [1], {"concurrency": 101}, "expected a whole number from 1 to 100"),
            (len, [1], {"concurrency": True}, "expected a whole number from 1 to 100"),
            (len, [1], {"concurrency": 2.0}, "expected a whole number from 1 to 100"),
        ],
    )
    def test_that_are_wrong_are_refused_at_once(
        self, client: str, function: Any, arguments: Any, more: dict[str, Any], error: str
    ) -> None:
        gym: Any = (PerfectGym if client == "sync" else AsyncPerfectGym)("demo", api_key=KEY)
        with pytest.raises((TypeError, ValueError)) as caught:
            gym.map(function, arguments, **more)
        assert error in str(caught.value)

    def test_as_many_calls_as_connections(self) -> None:
        assert MAX_CONCURRENCY == MAX_CONNECTIONS


class TestFunctions:
    @BOTH
    def test_that_return_a_pager_are_refused_with_advice(self, client: str, url: str, balances: Balances) -> None:
        async def read() -> None:
            async with AsyncPerfectGym(**options(url)) as gym:
                await gym.map(gym.customers_account.list_transactions, [1, 2]).split()  # type: ignore[arg-type]

        with pytest.raises(TypeError, match=r"returns a (Async)?Pager.*\.collect\(\), ids\)"):
            if client == "async":
                asyncio.run(read())
            else:
                with PerfectGym(**options(url)) as gym:
                    gym.map(gym.customers_account.list_transactions, [1, 2]).split()
        assert balances.arrived == []

    def test_of_the_other_kind_are_refused(self, gym: PerfectGym, url: str) -> None:
        other = AsyncPerfectGym(**options(url))
        with pytest.raises(TypeError, match="use AsyncPerfectGym"):
            list(gym.map(other.customers_account.get_balances, [1]))
        with pytest.raises(TypeError, match="returns CustomerAccountBalance, not an awaitable"):
            asyncio.run(other.map(gym.customers_account.get_balances, [1]).split())  # type: ignore[arg-type]

    @BOTH
    def test_see_the_context_of_the_caller(self, client: str) -> None:
        variable = contextvars.ContextVar[str]("variable")
        variable.set("of the caller")

        def read(argument: int) -> str:
            found = variable.get()
            variable.set(f"of call {argument}")
            return found

        async def read_async(argument: int) -> str:
            await asyncio.sleep(0)
            return read(argument)

        async def collect() -> list[str]:
            return [found async for found in AsyncPerfectGym("demo", api_key=KEY).map(read_async, range(20)).results()]

        if client == "sync":
            found = list(PerfectGym("demo", api_key=KEY).map(read, range(20), concurrency=2).results())
        else:
            found = asyncio.run(collect())
        assert found == ["of the caller"] * 20

    def test_may_call_map_themselves(self, gym: PerfectGym) -> None:
        def double(number: int) -> int:
            operation = gym.customers_account.get_balances
            return sum(amount or 0 for amount in amounts(list(gym.map(operation, [number, number]))))

        assert list(gym.map(double, range(1, 20)).results()) == [2 * number for number in range(1, 20)]

    @pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
    def test_that_end_the_program_do(self, kind: type[BaseException], gym: PerfectGym) -> None:
        def end(number: int) -> None:
            if number == 3:
                raise kind

        seen: list[int] = []
        with pytest.raises(kind):
            seen.extend(outcome.argument for outcome in gym.map(end, itertools.count(1), concurrency=1))
        assert len(seen) <= 2

    def test_without_threads_they_run_in_the_callers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(thread: threading.Thread) -> None:
            raise RuntimeError("can't start new thread")

        monkeypatch.setattr(threading.Thread, "start", refuse)
        gym = PerfectGym("demo", api_key=KEY)
        idents = list(gym.map(lambda _: threading.get_ident(), range(100)).results())
        assert set(idents) == {threading.get_ident()}
        assert len(idents) == 100


class TestEnding:
    @pytest.mark.parametrize("how", ["break", "exception", "close", "with", "collected", "results"])
    def test_starts_no_further_call_and_returns_at_once(self, how: str, gym: PerfectGym, balances: Balances) -> None:
        balances.held = set(range(2, 1000))
        operation = gym.customers_account.get_balances
        outcomes: Any = gym.map(operation, itertools.count(1), concurrency=3)
        began = time.monotonic()
        if how == "break":
            for _ in outcomes:
                break
            del outcomes
        elif how == "exception":
            with pytest.raises(ZeroDivisionError):
                for _ in gym.map(operation, itertools.count(1), concurrency=3):
                    raise ZeroDivisionError
        elif how == "with":
            with outcomes:
                next(outcomes)
        elif how == "results":
            for _ in gym.map(operation, itertools.count(1), concurrency=3).results():
                break
        else:
            next(outcomes)
            if how == "close":
                outcomes.close()
                assert list(outcomes) == []
            del outcomes
        assert time.monotonic() - began < PATIENCE / 2
        balances.release.set()
        wait_for_workers()
        assert len(balances.arrived) <= 4

    def test_by_a_client_that_is_closed_is_an_error_of_each_call(self, gym: PerfectGym) -> None:
        outcomes = gym.map(gym.customers_account.get_balances, range(1, 100), concurrency=2)
        next(outcomes)
        gym.close()
        _, failed = outcomes.split()
        assert len(failed) > 80
        assert all("the client is closed" in str(outcome.error) for outcome in failed)

    async def test_cancels_the_tasks(self, async_gym: AsyncPerfectGym, balances: Balances) -> None:
        balances.held = set(range(2, 1000))
        async with async_gym.map(
            async_gym.customers_account.get_balances, itertools.count(1), concurrency=3
        ) as outcomes:
            assert (await anext(outcomes)).argument == 1
        assert len(asyncio.all_tasks()) == 1
        balances.release.set()
        assert len(balances.arrived) <= 4

    async def test_by_break_cancels_them_too(self, async_gym: AsyncPerfectGym, balances: Balances) -> None:
        balances.held = set(range(2, 1000))
        async for _ in async_gym.map(async_gym.customers_account.get_balances, itertools.count(1), concurrency=3):
            break
        async with asyncio.timeout(PATIENCE):
            while len(asyncio.all_tasks()) > 1:
                await asyncio.sleep(0)
        assert len(balances.arrived) <= 4

    async def test_closes_the_pager_that_it_read(self, async_gym: AsyncPerfectGym) -> None:
        class Source:
            closed = False

            async def __aiter__(self) -> AsyncIterator[int]:
                try:
                    for number in itertools.count(1):
                        yield number
                finally:
                    self.closed = True

        source = Source()
        async with async_gym.map(async_gym.customers_account.get_balances, source) as outcomes:
            await anext(outcomes)
        assert source.closed

    async def test_by_cancellation_at_each_turn(self, url: str) -> None:
        async with AsyncPerfectGym(**options(url)) as gym:

            async def read() -> int:
                return len(
                    [one async for one in gym.map(gym.customers_account.get_balances, range(1, 9), concurrency=3)]
                )

            assert await read() == 8
            for turn in range(60):
                task = asyncio.create_task(read())
                for _ in range(turn):
                    await asyncio.sleep(0)
                task.cancel()
                await asyncio.wait([task])
                async with asyncio.timeout(PATIENCE):
                    while len(asyncio.all_tasks()) > 1:
                        await asyncio.sleep(0)
            assert await read() == 8

    async def test_a_task_that_another_cancels_cancels_the_reader(self, async_gym: AsyncPerfectGym) -> None:
        async def cancel_self(number: int) -> None:
            task = asyncio.current_task()
            assert task is not None
            task.cancel()
            await asyncio.sleep(0)

        with pytest.raises(asyncio.CancelledError):
            await async_gym.map(cancel_self, [1, 2]).split()
        assert len(asyncio.all_tasks()) == 1

    @pytest.mark.unmeasured
    @pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="needs signals to a thread")
    def test_by_ctrl_c(self, gym: PerfectGym, balances: Balances) -> None:
        balances.held = set(range(1, 1000))
        main = threading.get_ident()

        def interrupt() -> None:
            balances.wait_for(3)
            signal.pthread_kill(main, signal.SIGINT)

        thread = threading.Thread(target=interrupt)
        with pytest.raises(KeyboardInterrupt):
            thread.start()
            list(gym.map(gym.customers_account.get_balances, itertools.count(1), concurrency=3))
        thread.join(PATIENCE)
        assert not balances.release.is_set()
        balances.release.set()
        wait_for_workers()
        assert len(balances.arrived) == 3

    @pytest.mark.unmeasured
    @pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs interval timers")
    # An exception in the middle of Thread.start() is Python's own matter: it says so, and the thread does not run.
    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
    @pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
    @pytest.mark.parametrize("way", ["map", "prefetch"])
    def test_by_interruptions_at_random_moments(self, way: str) -> None:
        api = EmbeddedApi()
        api.add_bookings(1001, *map(str, range(12)))
        with api.serve() as server, PerfectGym(**options(server.url, api_key=TEST_KEY)) as gym:
            account = gym.customers_account
            ids = [entry.id for entry in account.list_transactions(1001)]

            def call() -> None:
                if way == "map":
                    found = list(gym.map(account.get_balances, [1001] * 12, concurrency=4).results())
                    assert len(found) == 12
                else:
                    assert [entry.id for entry in account.list_transactions(1001, slice_size=4).prefetch()] == ids

            call()
            assert interrupt(100, call, longest=0.03) > 80
            call()
            lending = gym.__dict__["_pool"]._own._pool._lending
            until = time.monotonic() + PATIENCE
            while lending._lent and time.monotonic() < until:  # the calls in progress end by themselves
                time.sleep(0.01)
            assert len(lending._lent) == 0
        gc.collect()

    def test_of_the_interpreter_waits_for_no_call(self, url: str, balances: Balances) -> None:
        code = """
import itertools, sys
from perfectgym_next import PerfectGym
gym = PerfectGym(base_url=sys.argv[1], api_key="key", rate_limit=None)
outcomes = gym.map(gym.customers_account.get_balances, itertools.count(1), concurrency=3)
print(next(outcomes).argument, flush=True)
sys.stdin.readline()
"""
        balances.held = set(range(2, 1000))
        command = [sys.executable, "-c", code, url]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
            balances.wait_for(2)
            assert process.communicate("go on\n", timeout=PATIENCE) == ("1\n", "")
        assert process.returncode == 0
        assert not balances.release.is_set()


@pytest.mark.unmeasured
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings(r"ignore:.*use of fork\(\) may lead to deadlocks:DeprecationWarning")
class TestForks:
    def test_a_child_makes_no_call_of_its_parent_again(self, gym: PerfectGym, balances: Balances) -> None:
        outcomes = gym.map(gym.customers_account.get_balances, range(1, 41), concurrency=3)
        first = next(outcomes)

        def child() -> None:
            with pytest.raises(RuntimeError, match="forked during map"):
                next(outcomes)
            assert amounts(list(gym.map(gym.customers_account.get_balances, [1001, 1002]))) == [1001, 1002]

        assert in_child(child) == "ok"
        assert amounts([first, *outcomes]) == list(range(1, 41))
        counts = Counter(balances.arrived)
        assert max(counts.values()) == 1
        assert sorted(counts) == [*range(1, 41), 1001, 1002]

    def test_outcomes_that_were_not_begun_belong_to_either(self, gym: PerfectGym) -> None:
        outcomes = gym.map(gym.customers_account.get_balances, [1, 2, 3])

        def child() -> None:
            assert amounts(list(outcomes)) == [1, 2, 3]

        assert in_child(child) == "ok"
        assert amounts(list(outcomes)) == [1, 2, 3]


class TestLimits:
    @BOTH
    def test_are_obeyed(self, client: str, url: str, balances: Balances) -> None:
        limiter = SlidingWindowLimiter()
        given = options(url, limiter=limiter, rate_limit=20, max_wait=0.1)

        async def read() -> list[Outcome[int, CustomerAccountBalance]]:
            async with AsyncPerfectGym(**given) as gym:
                return [one async for one in gym.map(gym.customers_account.get_balances, range(1, 31))]

        if client == "async":
            outcomes = asyncio.run(read())
        else:
            with PerfectGym(**given) as gym:
                outcomes = list(gym.map(gym.customers_account.get_balances, range(1, 31)))
        assert len(balances.arrived) == 20
        refused = [outcome.error for outcome in outcomes if outcome.error]
        assert len(refused) == 10
        assert all(isinstance(error, RateLimitError) and error.attempts == 0 for error in refused)


class TestMemory:
    @BOTH
    @pytest.mark.parametrize("fails", [False, True])
    def test_stays_flat(self, client: str, fails: bool) -> None:
        live: weakref.WeakSet[Any] = weakref.WeakSet()
        most = 0

        class Result:
            pass

        class ResultError(Exception):
            pass

        def create(kind: type[Any]) -> Any:
            live.add(thing := kind())
            return thing

        def work(number: int) -> Result:
            if fails:
                raise create(ResultError)  # a local variable would make a reference cycle of its own
            return create(Result)  # type: ignore[no-any-return]

        async def work_async(number: int) -> Result:
            return work(number)

        async def read() -> None:
            nonlocal most
            async for _ in AsyncPerfectGym("demo", api_key=KEY).map(work_async, range(5000), concurrency=4):
                most = max(most, len(live))

        gc.disable()
        try:
            if client == "async":
                asyncio.run(read())
            else:
                for _ in PerfectGym("demo", api_key=KEY).map(work, range(5000), concurrency=4):
                    most = max(most, len(live))
        finally:
            gc.enable()
        assert 0 < most <= 4 * LOOK_AHEAD + 8

    @pytest.mark.slow
    def test_stays_flat_over_a_million(self) -> None:
        gym = PerfectGym("demo", api_key=KEY)
        tracemalloc.start()
        try:
            for number, outcome in enumerate(gym.map(str, iter(range(1_000_000)))):
                assert outcome.argument == number
                if number == 10_000:
                    base = tracemalloc.get_traced_memory()[0]
            assert number == 999_999
            assert tracemalloc.get_traced_memory()[1] - base < 1_000_000
        finally:
            tracemalloc.stop()


PROGRAM = """
from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next.models import BookCustomerPaymentRequest

gym = PerfectGym()
ids = [1001]
outcomes = gym.map(gym.customers_account.get_balances, ids)
reveal_type(outcomes)
reveal_type(next(outcomes).result())
reveal_type(next(outcomes).argument)
reveal_type(list(outcomes.results()))
reveal_type(outcomes.split()[0])
rows: list[tuple[int, BookCustomerPaymentRequest]] = []
reveal_type(next(gym.map(lambda row: gym.customers_account.book_payment(*row), rows)))
reveal_type(next(gym.map(lambda id: gym.customers_account.list_transactions(id).collect(), ids)).result())
gym.map(gym.customers_account.get_balances, ["1001"])


async def main() -> None:
    gym = AsyncPerfectGym()
    async for outcome in gym.map(gym.customers_account.get_balances, ids, progress=lambda one: print(one.argument)):
        reveal_type(outcome)
    reveal_type(await gym.map(gym.customers_account.get_balances, ids).split())
    gym.map(PerfectGym().customers_account.get_balances, ids)
    reveal_type(gym.customers.list_customers().prefetch())
"""


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_the_types_follow_the_operation(checker: Callable[[Path], dict[int, list[str]]], tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(PROGRAM, encoding="utf-8")
    said = {line: without_modules(" ".join(texts)) for line, texts in checker(file).items()}
    expected = {
        8: "Outcomes[int, CustomerAccountBalance]",
        9: "CustomerAccountBalance",
        10: "int",
        11: "list[CustomerAccountBalance]",
        12: "list[Outcome[int, CustomerAccountBalance]]",
        14: "BookCustomerPaymentResponse]",
        15: "list[BookingEntry]",
        16: "error",
        22: "Outcome[int, CustomerAccountBalance]",
        23: "list[Outcome[int, CustomerAccountBalance]]",
        24: "error",
        25: "AsyncPager[Customer]",
    }
    assert {line: text in said.get(line, "") for line, text in expected.items()} == dict.fromkeys(expected, True), said
    assert said.keys() <= expected.keys(), said


class TestWindow:
    """The decisions, without threads and sockets."""

    def window(self, *finished: bool) -> _Window[int, str]:
        window: _Window[int, str] = _Window(1)
        for number, is_finished in enumerate(finished):
            call: Call[int, str] = Call(str, number)
            call.is_finished = is_finished
            window.add(call)
        return window

    def test_reads_one_argument_for_each_outcome(self) -> None:
        window = self.window(True, True)
        assert not window.needs_argument
        assert window.next_outcome() == Outcome(0, None, None)
        assert window.needs_argument
        assert not window.needs_call

    def test_reads_on_while_the_next_outcome_is_late_up_to_its_size(self) -> None:
        assert self.window().needs_argument
        assert self.window(False, True).needs_argument
        assert not self.window(*[False] * LOOK_AHEAD).needs_argument
        assert self.window(False, True).needs_call

    def test_raises_the_failure_of_the_arguments_behind_the_outcomes(self) -> None:
        window = self.window(True)
        window.end(ZeroDivisionError())
        assert not window.needs_argument
        assert window.next_outcome() is not None
        with pytest.raises(ZeroDivisionError):
            window.next_outcome()

    def test_ends(self) -> None:
        window = self.window()
        window.end()
        assert window.next_outcome() is None


def test_an_error_of_the_service_is_no_error_of_the_iteration(gym: PerfectGym, balances: Balances) -> None:
    balances.missing = set(range(1, 20))
    assert all(isinstance(one.error, ApiError) for one in gym.map(gym.customers_account.get_balances, range(1, 20)))
