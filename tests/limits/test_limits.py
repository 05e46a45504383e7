"""The limiter of one process: its window, its order, its pauses, and what disturbs none of them."""

from __future__ import annotations

import asyncio
import concurrent.futures
import gc
import os
import pickle
import selectors
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfectgym_next.errors import PerfectGymError
from perfectgym_next.limits import Bucket, LimitWaitError, RateLimiter, SlidingWindowLimiter, shared_limiter
from tests.support.limit_server import LimitServer

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable

T = TypeVar("T")

PATH = "/v1/customers/{customerId}"


def bucket(key: str = "key", path: str = PATH, *, limit: int | None = 3) -> Bucket:
    return Bucket(key, "GET", path, limit=limit)


def most_in_any_window(times: Iterable[float], length: float) -> int:
    """The largest number of moments that lie less than `length` apart from the first to the last."""
    ordered, first, most = sorted(times), 0, 0
    for last, at in enumerate(ordered):
        while at - ordered[first] >= length:
            first += 1
        most = max(most, last - first + 1)
    return most


def eventually(condition: Callable[[], bool]) -> None:
    """Return as soon as the condition holds; fail when it does not within 10 s."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it did not happen within 10 s"
        time.sleep(0.001)


def waiting(limiter: SlidingWindowLimiter, place: Bucket) -> int:
    """How many callers stand in line."""
    return len(limiter._windows[place.name].waiters)


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class _InstantSelector(selectors.DefaultSelector):
    """Moves the clock instead of sleeping."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        events = super().select(0)
        if not events:
            assert timeout is not None, "all tasks wait, and nothing is left that could wake one"
            self.clock.now += timeout
        return events


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """An event loop that sleeps in no time."""

    def __init__(self) -> None:
        self.clock = Clock()
        super().__init__(_InstantSelector(self.clock))
        self._clock_resolution = 2.0**-40  # timers are run that much too early

    def time(self) -> float:
        return self.clock.now


def in_virtual_time(scenario: Callable[[Clock], Coroutine[Any, Any, T]]) -> T:
    """Run a scenario to its end on a clock that starts at 0 and moves only when all tasks sleep."""
    loop = VirtualTimeLoop()
    try:
        return loop.run_until_complete(scenario(loop.clock))
    finally:
        loop.close()


def nine_seconds(clock: Clock) -> SlidingWindowLimiter:
    """A limiter on whose clock all sums are exact."""
    return SlidingWindowLimiter(window=8.0, margin=0.125, clock=clock)


async def granted_at(limiter: SlidingWindowLimiter, place: Bucket, max_wait: float | None = None) -> float:
    """Wait for a place and tell when it came."""
    await limiter.acquire_async(place, max_wait=max_wait)
    return asyncio.get_running_loop().time()


async def start(*calls: Coroutine[Any, Any, T]) -> list[asyncio.Task[T]]:
    """Start tasks, each of which stands in line before the next one starts."""
    tasks = []
    for call in calls:
        tasks.append(asyncio.ensure_future(call))
        await asyncio.sleep(0)
    return tasks


class TestWindow:
    def test_service_limit_is_the_default(self) -> None:
        clock = Clock()
        limiter, place = SlidingWindowLimiter(clock=clock), Bucket("key", "GET", PATH)
        for _ in range(1000):
            limiter.acquire(place, max_wait=0)
        clock.now = 60.5
        with pytest.raises(LimitWaitError) as refused:
            limiter.acquire(place, max_wait=0)
        assert refused.value.wait == pytest.approx(0.1)
        clock.now = 60.6
        limiter.acquire(place, max_wait=0)

    def test_window_slides_with_each_request(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter, times = nine_seconds(clock), []
            for pause in (0, 1, 2, 0, 0, 0, 0):
                await asyncio.sleep(pause)
                times.append(await granted_at(limiter, bucket()))
            return times

        assert in_virtual_time(scenario) == [0, 1, 3, 9, 10, 12, 18]

    def test_place_counts_from_the_answer_once_it_is_there(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter, times = nine_seconds(clock), []

            async def request(seconds: float) -> None:
                grant = await limiter.acquire_async(bucket(limit=2))
                times.append(clock.now)
                await asyncio.sleep(seconds)
                await limiter.release_async(bucket(limit=2), grant)

            await start(request(5), request(1))
            await asyncio.gather(*(request(0) for _ in range(3)))
            return times

        assert in_virtual_time(scenario) == [0, 0, 10, 14, 19]

    def test_answer_that_does_not_come_within_a_window_frees_the_place_until_it_comes(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter, place = nine_seconds(clock), bucket(limit=1)
            late = await limiter.acquire_async(place)
            second = await granted_at(limiter, place)
            await asyncio.sleep(3)
            limiter.release(place, late)
            return [second, await granted_at(limiter, place)]

        assert in_virtual_time(scenario) == [9, 21]

    def test_answer_without_a_limit_counts_nothing(self) -> None:
        limiter = SlidingWindowLimiter(clock=Clock())
        limiter.acquire(bucket(limit=1))
        limiter.release(bucket(limit=None), limiter.acquire(bucket(limit=None)))
        with pytest.raises(LimitWaitError):
            limiter.acquire(bucket(limit=1), max_wait=0)

    def test_no_limit_never_waits(self) -> None:
        limiter = SlidingWindowLimiter(clock=Clock())
        for _ in range(5000):
            limiter.acquire(bucket(limit=None), max_wait=0)

    def test_each_request_keeps_its_own_limit_in_a_shared_window(self) -> None:
        clock = Clock()
        limiter, low, high = nine_seconds(clock), bucket(limit=4), bucket(limit=5)
        for at, place in [(0, high), (0, high), (8, high), (8, high), (8, high), (9, low), (9, high)]:
            clock.now = at
            limiter.acquire(place, max_wait=0)
        for place in (low, high):
            with pytest.raises(LimitWaitError):
                limiter.acquire(place, max_wait=0)

    def test_other_keys_and_other_endpoints_have_windows_of_their_own(self) -> None:
        limiter = SlidingWindowLimiter(clock=Clock())
        for place in (
            bucket(limit=1),
            bucket("other key", limit=1),
            bucket(path="/v1/studios", limit=1),
            Bucket("key", "POST", PATH, limit=1),
        ):
            limiter.acquire(place, max_wait=0)

    @pytest.mark.parametrize("limit", [0, -1])
    def test_limit_below_one_is_refused(self, limit: int) -> None:
        with pytest.raises(ValueError, match=f"^invalid rate limit {limit}: expected 1 or more requests"):
            bucket(limit=limit)

    @pytest.mark.parametrize(
        ("arguments", "name"),
        [({"window": 0}, "window"), ({"window": float("inf")}, "window"), ({"margin": -0.1}, "margin")],
    )
    def test_impossible_window_is_refused(self, arguments: dict[str, float], name: str) -> None:
        with pytest.raises(ValueError, match=f"^invalid {name} "):
            SlidingWindowLimiter(**arguments)  # type: ignore[arg-type]  # the names are those of numbers


@dataclass
class Call:
    """A caller of the model: when it comes, when it gives up, how long it is ready to wait; in seconds."""

    at: float
    gives_up_at: float = float("inf")
    max_wait: float | None = None
    answered_after: float = 0.0


@dataclass
class Outcome:
    granted: list[tuple[int, float]]
    refused: dict[int, tuple[float, float]]


LIMITS = st.integers(1, 5)
SPAN = 9.0
# Arrivals lie on 64ths of a second and disturbances between them, so that no two of them happen at the same moment.
MOMENTS = st.integers(0, 64 * 30).map(lambda ticks: ticks / 64)
ODD_DURATIONS = st.integers(0, 64 * 20).map(lambda ticks: ticks / 64 + 1 / 128)


def play(limit: int, calls: list[Call], pauses: list[tuple[float, float]]) -> Outcome:
    """Run callers, in the order of the list, and pauses (when, how long) against the limiter."""

    async def scenario(clock: Clock) -> Outcome:
        limiter, place, outcome = nine_seconds(clock), bucket(limit=limit), Outcome([], {})

        async def call(number: int, max_wait: float | None) -> None:
            try:
                grant = await limiter.acquire_async(place, max_wait=max_wait)
            except LimitWaitError as error:
                outcome.refused[number] = (clock.now, error.wait)
                return
            outcome.granted.append((number, clock.now))
            if calls[number].answered_after:
                asyncio.get_running_loop().call_later(calls[number].answered_after, limiter.release, place, grant)

        tasks: dict[int, asyncio.Task[None]] = {}

        def begin(number: int, caller: Call) -> None:
            tasks[number] = asyncio.ensure_future(call(number, caller.max_wait))

        def give_up(number: int) -> None:
            tasks[number].cancel()

        steps: list[tuple[float, Callable[[], None]]] = []
        for number, caller in enumerate(calls):
            steps.append((caller.at, partial(begin, number, caller)))
            if caller.gives_up_at < float("inf"):
                steps.append((caller.gives_up_at, partial(give_up, number)))
        steps += [(at, partial(limiter.pause, place, seconds)) for at, seconds in pauses]
        for at, step in sorted(steps, key=lambda timed: timed[0]):
            await asyncio.sleep(at - clock.now)
            step()
            await asyncio.sleep(0)
        await asyncio.gather(*tasks.values(), return_exceptions=True)
        return outcome

    return in_virtual_time(scenario)


def earliest(limit: int, calls: list[Call], pauses: list[tuple[float, float]]) -> list[tuple[int, float]]:
    """Compute by hand who goes when: in order, as early as the window and the pauses allow."""
    granted: list[tuple[int, float]] = []

    def allowed_from(at: float) -> float:
        """The end of what, as far as it is known at that time, keeps a request back."""
        ends = [begin + length for begin, length in pauses if begin <= at]
        counted = sorted(
            begin + (calls[number].answered_after if begin + calls[number].answered_after <= at else 0)
            for number, begin in granted
        )
        if len(counted) >= limit:
            ends.append(counted[-limit] + SPAN)
        return max(ends, default=0.0)

    for number, caller in enumerate(calls):
        at = max([caller.at, *(time for _, time in granted[-1:])])
        while allowed_from(at) > at:
            at = allowed_from(at)
        if at < caller.gives_up_at:
            granted.append((number, at))
    return granted


class TestModel:
    """The limiter against a model of what it should do, over random arrivals on a clock without jitter."""

    @given(
        limit=LIMITS,
        calls=st.lists(
            st.tuples(MOMENTS, st.none() | ODD_DURATIONS, st.none() | MOMENTS).map(
                lambda drawn: Call(
                    drawn[0],
                    gives_up_at=float("inf") if drawn[1] is None else drawn[0] + drawn[1],
                    answered_after=drawn[2] or 0.0,
                )
            ),
            max_size=24,
        ),
        pauses=st.lists(st.tuples(MOMENTS.map(lambda at: at + 1 / 128), ODD_DURATIONS), max_size=3),
    )
    @settings(deadline=None)
    def test_everybody_goes_in_order_and_as_early_as_allowed(
        self, limit: int, calls: list[Call], pauses: list[tuple[float, float]]
    ) -> None:
        calls.sort(key=lambda call: call.at)
        for number, call in enumerate(calls):
            if call.answered_after:
                call.answered_after += 2.0 ** -(8 + number)  # at a moment that nothing else shares
        outcome = play(limit, calls, pauses)
        assert most_in_any_window((at for _, at in outcome.granted), SPAN) <= limit
        assert outcome.granted == earliest(limit, calls, pauses)

    @given(limit=LIMITS, arrivals=st.lists(st.tuples(MOMENTS, MOMENTS), max_size=30))
    @settings(deadline=None)
    def test_a_caller_is_refused_at_once_exactly_when_it_would_wait_too_long(
        self, limit: int, arrivals: list[tuple[float, float]]
    ) -> None:
        calls = [Call(at, max_wait=max_wait) for at, max_wait in sorted(arrivals)]
        expected: list[tuple[int, float]] = []
        refused: dict[int, tuple[float, float]] = {}
        for number, caller in enumerate(calls):
            at = max([caller.at, *(time for _, time in expected[-1:])])
            if len(expected) >= limit:
                at = max(at, expected[-limit][1] + SPAN)
            if at - caller.at > (caller.max_wait or 0):
                refused[number] = (caller.at, at - caller.at)
            else:
                expected.append((number, at))
        outcome = play(limit, calls, [])
        assert outcome.granted == expected
        assert outcome.refused == refused

    @given(
        limit=LIMITS,
        arrivals=st.lists(st.tuples(MOMENTS, MOMENTS), max_size=30),
        pauses=st.lists(st.tuples(MOMENTS.map(lambda at: at + 1 / 128), ODD_DURATIONS), max_size=3),
    )
    @settings(deadline=None)
    def test_a_pause_refuses_at_once_whom_it_makes_wait_too_long(
        self, limit: int, arrivals: list[tuple[float, float]], pauses: list[tuple[float, float]]
    ) -> None:
        calls = [Call(at, max_wait=max_wait) for at, max_wait in sorted(arrivals)]
        outcome = play(limit, calls, pauses)
        assert len(outcome.granted) + len(outcome.refused) == len(calls)
        assert most_in_any_window((at for _, at in outcome.granted), SPAN) <= limit
        for number, at in outcome.granted:
            assert at - calls[number].at <= (calls[number].max_wait or 0)
        for number, (at, wait) in outcome.refused.items():
            assert at in {calls[number].at, *(begin for begin, _ in pauses)}
            assert at + wait > calls[number].at + (calls[number].max_wait or 0)


class TestOrder:
    def test_threads_and_tasks_stand_in_one_line(self) -> None:
        limiter, place = SlidingWindowLimiter(window=0.2), bucket(limit=1)
        order: list[int] = []
        limiter.acquire(place)

        def thread(number: int) -> None:
            limiter.acquire(place)
            order.append(number)

        async def task(number: int) -> None:
            await limiter.acquire_async(place)
            order.append(number)

        threads = []
        for number in range(6):
            run = (lambda n=number: asyncio.run(task(n))) if number % 2 else (lambda n=number: thread(n))
            threads.append(threading.Thread(target=run))
            threads[-1].start()
            eventually(lambda: waiting(limiter, place) + len(order) == len(threads))
        for each in threads:
            each.join()
        assert order == [0, 1, 2, 3, 4, 5]

    def test_newcomer_does_not_overtake_those_who_are_just_being_let_go(self) -> None:
        async def scenario(clock: Clock) -> list[str]:
            limiter, order = nine_seconds(clock), []

            async def call(name: str) -> None:
                await limiter.acquire_async(bucket(limit=3))
                order.append(name)
                if name == "first":
                    await call("newcomer")

            limiter.pause(bucket(limit=3), 5)
            await asyncio.gather(call("first"), call("second"))
            return order

        assert in_virtual_time(scenario) == ["first", "second", "newcomer"]

    def test_higher_limit_does_not_overtake_a_lower_one(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter = nine_seconds(clock)
            await limiter.acquire_async(bucket(limit=1))
            tasks = await start(granted_at(limiter, bucket(limit=1)), granted_at(limiter, bucket(limit=2)))
            return await asyncio.gather(*tasks)

        assert in_virtual_time(scenario) == [9, 9]


class TestPause:
    def test_holds_back_every_caller_of_the_endpoint_until_its_end(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter = nine_seconds(clock)
            limiter.pause(bucket(), 20)
            await asyncio.sleep(1)
            return await asyncio.gather(*(granted_at(limiter, bucket()) for _ in range(4)))

        assert in_virtual_time(scenario) == [20, 20, 20, 29]

    def test_holds_back_those_who_wait_already(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter = nine_seconds(clock)
            tasks = await start(*(granted_at(limiter, bucket()) for _ in range(4)))
            await asyncio.sleep(5)
            limiter.pause(bucket(), 10)
            return await asyncio.gather(*tasks)

        assert in_virtual_time(scenario) == [0, 0, 0, 15]

    @pytest.mark.parametrize(("second", "end"), [(30, 30), (3, 20)])
    def test_is_extended_and_never_shortened(self, second: float, end: float) -> None:
        async def scenario(clock: Clock) -> float:
            limiter = nine_seconds(clock)
            limiter.pause(bucket(), 20)
            await limiter.pause_async(bucket(), second)
            return await granted_at(limiter, bucket())

        assert in_virtual_time(scenario) == end

    def test_who_wakes_looks_again(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter = nine_seconds(clock)

            async def meet_429() -> float:
                at = await granted_at(limiter, bucket())
                limiter.pause(bucket(), 10)  # the second caller has been let go at the same moment, but has not run yet
                return at

            await asyncio.gather(*(granted_at(limiter, bucket()) for _ in range(3)))
            calls = await start(meet_429(), granted_at(limiter, bucket()), granted_at(limiter, bucket()))
            return await asyncio.gather(*calls)

        assert in_virtual_time(scenario) == [9, 19, 19]

    def test_who_was_sent_back_keeps_its_place_in_line(self) -> None:
        async def scenario(clock: Clock) -> list[str]:
            limiter, order = nine_seconds(clock), []

            async def call(name: str) -> None:
                await limiter.acquire_async(bucket(limit=2))
                order.append(name)
                if name == "first":
                    limiter.pause(bucket(limit=2), 10)

            limiter.pause(bucket(), 1)
            await asyncio.gather(*(call(name) for name in ("first", "second", "third", "fourth")))
            return order

        assert in_virtual_time(scenario) == ["first", "second", "third", "fourth"]

    def test_who_was_sent_back_is_refused_where_it_would_wait_too_long(self) -> None:
        async def scenario(clock: Clock) -> tuple[float, float]:
            limiter = nine_seconds(clock)

            async def meet_429() -> None:
                await limiter.acquire_async(bucket())
                limiter.pause(bucket(), 10)

            limiter.pause(bucket(), 1)
            (first,) = await start(meet_429())
            with pytest.raises(LimitWaitError) as refused:
                await granted_at(limiter, bucket(), max_wait=5)
            await first
            return clock.now, refused.value.wait

        assert in_virtual_time(scenario) == (1, 10)

    def test_refuses_only_those_it_makes_wait_too_long(self) -> None:
        async def scenario(clock: Clock) -> list[float | BaseException]:
            limiter, place = nine_seconds(clock), bucket(limit=1)
            await limiter.acquire_async(place)
            tasks = await start(*(granted_at(limiter, place, cap) for cap in (10, 40, 28, 40)))
            await asyncio.sleep(2)
            limiter.pause(place, 20)
            return await asyncio.gather(*tasks, return_exceptions=True)

        first, second, third, fourth = in_virtual_time(scenario)
        assert (second, fourth) == (22, 31)
        assert isinstance(first, LimitWaitError)
        assert isinstance(third, LimitWaitError)
        assert (first.wait, third.wait) == (20, 29)

    @pytest.mark.parametrize("seconds", [0, -5])
    def test_that_is_over_already_holds_nobody(self, seconds: float) -> None:
        limiter = SlidingWindowLimiter(clock=Clock())
        limiter.pause(bucket(), seconds)
        limiter.acquire(bucket(), max_wait=0)

    def test_holds_without_a_limit_too(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter = nine_seconds(clock)
            limiter.pause(bucket(limit=None), 7)
            return await asyncio.gather(*(granted_at(limiter, bucket(limit=None)) for _ in range(3)))

        assert in_virtual_time(scenario) == [7, 7, 7]

    def test_concerns_no_other_endpoint(self) -> None:
        limiter = SlidingWindowLimiter(clock=Clock())
        limiter.pause(bucket(), 60)
        limiter.acquire(bucket(path="/v1/studios"), max_wait=0)
        limiter.acquire(bucket("other key"), max_wait=0)


class TestMaxWait:
    def test_refusal_takes_no_place(self) -> None:
        async def scenario(clock: Clock) -> float:
            limiter, place = nine_seconds(clock), bucket(limit=1)
            await limiter.acquire_async(place)
            for _ in range(10):
                with pytest.raises(LimitWaitError) as refused:
                    await limiter.acquire_async(place, max_wait=8.5)
                assert refused.value.wait == 9
            assert clock.now == 0
            return await granted_at(limiter, place, max_wait=9)

        assert in_virtual_time(scenario) == 9

    def test_wait_grows_with_the_line(self) -> None:
        async def scenario(clock: Clock) -> float:
            limiter, place = nine_seconds(clock), bucket(limit=2)
            tasks = await start(*(granted_at(limiter, place) for _ in range(6)))
            with pytest.raises(LimitWaitError) as refused:
                await limiter.acquire_async(place, max_wait=26)
            await asyncio.gather(*tasks)
            return refused.value.wait

        assert in_virtual_time(scenario) == 27

    def test_wait_that_answers_have_lengthened_ends_at_its_longest(self) -> None:
        async def scenario(clock: Clock) -> tuple[float, float, float]:
            limiter, place = nine_seconds(clock), bucket(limit=1)
            grant = await limiter.acquire_async(place)
            (patient, impatient) = await start(granted_at(limiter, place), granted_at(limiter, place, max_wait=20))
            await asyncio.sleep(3)
            limiter.release(place, grant)
            with pytest.raises(LimitWaitError) as refused:
                await impatient
            return clock.now, refused.value.wait, await patient

        refused_at, wait, granted = in_virtual_time(scenario)
        assert refused_at == pytest.approx(20, abs=0.1)
        assert refused_at + wait == 21
        assert granted == 12

    def test_error_is_of_the_family_and_pickles(self) -> None:
        error = pickle.loads(pickle.dumps(LimitWaitError(30.25)))
        assert isinstance(error, LimitWaitError)
        assert issubclass(LimitWaitError, PerfectGymError)
        assert error.wait == 30.25
        assert "30.2 s" in str(error)


class TestGivingUp:
    def test_cancelled_task_leaves_its_turn_to_the_next(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter, place = nine_seconds(clock), bucket(limit=1)
            tasks = await start(*(granted_at(limiter, place) for _ in range(4)))
            tasks[1].cancel()
            return await asyncio.gather(tasks[0], *tasks[2:])

        assert in_virtual_time(scenario) == [0, 9, 18]

    def test_task_cancelled_in_the_moment_it_is_let_go_leaves_its_place_to_the_next(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter, place = nine_seconds(clock), bucket(limit=2)
            tasks: list[asyncio.Task[float]] = []

            async def cancel_the_next() -> float:
                at = await granted_at(limiter, place)
                tasks[1].cancel()
                return at

            limiter.pause(place, 1)
            tasks += await start(cancel_the_next(), granted_at(limiter, place), granted_at(limiter, place))
            done = await asyncio.gather(*tasks, return_exceptions=True)
            assert isinstance(done[1], asyncio.CancelledError)
            return [at for at in done if isinstance(at, float)]

        assert in_virtual_time(scenario) == [1, 1]

    def test_many_cancelled_tasks_stall_nobody(self) -> None:
        async def scenario(clock: Clock) -> float:
            limiter, place = nine_seconds(clock), bucket(limit=1)
            tasks = await start(*(granted_at(limiter, place) for _ in range(500)))
            last = asyncio.ensure_future(granted_at(limiter, place))
            await asyncio.sleep(1)
            for task in reversed(tasks):
                task.cancel()
            return await last

        assert in_virtual_time(scenario) == 9

    def test_timeout_around_the_wait_ends_it(self) -> None:
        async def scenario(clock: Clock) -> float:
            limiter, place = nine_seconds(clock), bucket(limit=1)
            await limiter.acquire_async(place)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(limiter.acquire_async(place), timeout=4)
            return await granted_at(limiter, place)

        assert in_virtual_time(scenario) == 9

    @pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs interval timers")
    def test_exception_in_a_waiting_thread_leaves_its_turn_to_the_next(self) -> None:
        limiter, place = SlidingWindowLimiter(window=1.0), bucket(limit=1)

        class InterruptionError(Exception):
            pass

        def interrupt(_number: int, _frame: object) -> None:
            raise InterruptionError

        previous = signal.signal(signal.SIGALRM, interrupt)
        try:
            limiter.acquire(place)
            begin = time.monotonic()
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            with pytest.raises(InterruptionError):
                limiter.acquire(place)
        finally:
            signal.signal(signal.SIGALRM, previous)
        assert waiting(limiter, place) == 0
        limiter.acquire(place)
        assert time.monotonic() - begin < 1.9

    def test_task_of_a_closed_loop_stalls_nobody(self) -> None:
        limiter, place = SlidingWindowLimiter(window=0.2), bucket(limit=2)
        for _ in range(2):
            limiter.acquire(place)
        loop = asyncio.new_event_loop()
        abandoned = loop.create_task(limiter.acquire_async(place))
        loop.run_until_complete(asyncio.sleep(0))
        assert waiting(limiter, place) == 1
        loop.close()
        begin = time.monotonic()
        for _ in range(2):
            limiter.acquire(place)
        assert time.monotonic() - begin < 5
        abandoned._log_destroy_pending = False  # type: ignore[attr-defined]  # it is abandoned on purpose

    def test_wait_that_is_closed_by_the_garbage_collector_inside_the_limiter_does_not_block(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter, place = nine_seconds(clock), bucket(limit=1)
            await limiter.acquire_async(place)
            abandoned = limiter.acquire_async(place)
            abandoned.send(None)
            tasks = await start(granted_at(limiter, place), granted_at(limiter, place))
            with limiter._windows[place.name].lock:
                abandoned.close()
            return [round(at) for at in await asyncio.gather(*tasks)]

        assert in_virtual_time(scenario) == [18, 27]

    def test_hanging_loop_stalls_nobody(self) -> None:
        limiter, place = SlidingWindowLimiter(window=0.2), bucket(limit=1)
        limiter.acquire(place)
        resume = threading.Event()

        async def hang() -> None:
            task = asyncio.ensure_future(limiter.acquire_async(place))
            await asyncio.sleep(0)
            resume.wait(10)  # a mistake of the caller: nothing else runs in this loop meanwhile
            await task

        thread = threading.Thread(target=lambda: asyncio.run(hang()))
        thread.start()
        eventually(lambda: waiting(limiter, place) == 1)
        begin = time.monotonic()
        limiter.acquire(place)
        waited = time.monotonic() - begin
        resume.set()
        thread.join()
        assert waited < 5

    def test_who_oversleeps_its_window_is_counted_when_it_goes(self) -> None:
        clock = Clock()
        limiter, place = nine_seconds(clock), bucket(limit=1)

        async def scenario() -> None:
            await limiter.acquire_async(place)
            late = asyncio.ensure_future(limiter.acquire_async(place))
            await asyncio.sleep(0)
            clock.now = 9
            with pytest.raises(LimitWaitError):
                limiter.acquire(place, max_wait=0)  # lets the task go, which does not run before the next await
            clock.now = 18
            limiter.acquire(place, max_wait=0)
            for _ in range(5):
                await asyncio.sleep(0)
            assert not late.done()
            clock.now = 27
            with pytest.raises(LimitWaitError):
                limiter.acquire(place, max_wait=0)
            await late

        asyncio.run(scenario())


class TestConcurrency:
    """In real time, with short windows."""

    def test_threads_and_loops_together_keep_the_limit(self) -> None:
        limit, limiter = 40, SlidingWindowLimiter(window=0.3, margin=0.25)
        place, grants = bucket(limit=limit), []

        def note(begin: float, grant: float) -> None:
            assert begin <= grant <= time.monotonic()
            grants.append(grant)

        def thread() -> None:
            for _ in range(10):
                note(time.monotonic(), limiter.acquire(place))

        async def tasks() -> None:
            async def task() -> None:
                note(time.monotonic(), await limiter.acquire_async(place))

            await asyncio.gather(*(task() for _ in range(40)))

        with concurrent.futures.ThreadPoolExecutor(7) as pool:
            runs = [pool.submit(thread) for _ in range(4)] + [pool.submit(asyncio.run, tasks()) for _ in range(3)]
            for run in runs:
                run.result()
        assert len(grants) == 160
        assert most_in_any_window(grants, 0.375) == limit

    def test_waiting_thread_holds_up_no_other_endpoint_and_no_event_loop(self) -> None:
        limiter, place = SlidingWindowLimiter(), bucket(limit=1)
        limiter.acquire(place)

        async def others() -> None:
            for number in range(500):
                await limiter.acquire_async(bucket(f"key {number}", limit=1))
                with pytest.raises(LimitWaitError):
                    await limiter.acquire_async(place, max_wait=0)

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            calls = [pool.submit(limiter.acquire, place, max_wait=150) for _ in range(2)]
            eventually(lambda: waiting(limiter, place) == 2)
            begin = time.monotonic()
            asyncio.run(others())
            assert time.monotonic() - begin < 30  # the threads wait for a minute and more
            assert waiting(limiter, place) == 2
            limiter.pause(place, 300)
            assert [type(call.exception()) for call in calls] == [LimitWaitError] * 2

    def test_no_429_from_a_server_that_enforces_the_limit(self) -> None:
        window, limit, total = 1.0, 20, 60
        limiter, place = SlidingWindowLimiter(window=window), Bucket("key", "GET", "/v1/studios", limit=limit)
        headers = {"X-API-KEY": "key"}

        def thread_call(client: httpx.Client) -> None:
            grant = limiter.acquire(place)
            client.get("/v1/studios")
            limiter.release(place, grant)

        async def tasks_call(url: str) -> None:
            async with httpx.AsyncClient(base_url=url, headers=headers) as client:

                async def call() -> None:
                    grant = await limiter.acquire_async(place)
                    await client.get("/v1/studios")
                    await limiter.release_async(place, grant)

                await asyncio.gather(*(call() for _ in range(total // 2)))

        with (
            LimitServer(limit=limit, window=window) as server,
            httpx.Client(base_url=server.url, headers=headers) as client,
            concurrent.futures.ThreadPoolExecutor(9) as pool,
        ):
            runs = [pool.submit(asyncio.run, tasks_call(server.url))]
            runs += [pool.submit(thread_call, client) for _ in range(total // 2)]
            for run in runs:
                run.result()
            assert server.statuses == {200: total}


class TestEnforcingServer:
    """The server of the tests refuses what the service would refuse; without that, no 429 would mean nothing."""

    def test_request_past_the_limit_closes_the_path_for_a_window(self) -> None:
        with LimitServer(limit=2, window=60) as server, httpx.Client(base_url=server.url) as client:
            answers = [client.get("/a", headers={"X-API-KEY": "one"}) for _ in range(4)]
            assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
            assert answers[2].headers["retry-after"] == "60"
            assert client.get("/b", headers={"X-API-KEY": "one"}).status_code == 200
            assert client.post("/a", headers={"X-API-KEY": "two"}, content=b"body").status_code == 200


class TestMemory:
    def test_bucket_that_is_not_used_for_a_window_is_dropped(self) -> None:
        clock = Clock()
        limiter = nine_seconds(clock)
        for number in range(1000):
            limiter.acquire(bucket(f"key {number}"))
        clock.now = 10
        limiter.acquire(bucket("new"))
        assert len(limiter._windows) == 1

    def test_what_still_counts_is_kept(self) -> None:
        async def scenario(clock: Clock) -> None:
            limiter = nine_seconds(clock)
            limiter.pause(bucket("paused"), 100)
            task = asyncio.ensure_future(granted_at(limiter, bucket("paused and waited for")))
            limiter.pause(bucket("paused and waited for"), 15)
            await asyncio.sleep(5)
            limiter.acquire(bucket("used", limit=1))
            await asyncio.sleep(5)
            limiter.acquire(bucket("new"))
            assert len(limiter._windows) == 4
            for name in ("paused", "used"):
                with pytest.raises(LimitWaitError):
                    limiter.acquire(bucket(name, limit=1), max_wait=0)
            assert await task == 15

        in_virtual_time(scenario)

    @pytest.mark.parametrize("let_go", [False, True])
    def test_bucket_of_a_task_that_has_not_run_yet_is_kept(self, let_go: bool) -> None:
        clock = Clock()
        limiter, place = nine_seconds(clock), bucket(limit=1)

        async def scenario() -> None:
            limiter.pause(place, 1)
            task = asyncio.ensure_future(limiter.acquire_async(place))
            await asyncio.sleep(0)
            clock.now = 1
            if let_go:
                with pytest.raises(LimitWaitError):
                    limiter.acquire(place, max_wait=0)
            clock.now = 20
            limiter.acquire(bucket("new"))
            assert place.name in limiter._windows
            task.cancel()
            await asyncio.wait([task])

        asyncio.run(scenario())

    def test_request_that_finds_its_bucket_just_dropped_is_counted_anew(self) -> None:
        clock = Clock()
        limiter, place = nine_seconds(clock), bucket(limit=1)

        class DroppedMeanwhile(dict[str, Any]):
            def get(self, name: str, default: Any = None) -> Any:
                found = super().get(name, default)
                if name == place.name and found is not None and not found.is_dropped:
                    clock.now += 10
                    limiter.acquire(bucket(f"another key at {clock.now}"))
                    assert found.is_dropped
                return found

        limiter.acquire(place)
        limiter._windows = DroppedMeanwhile(limiter._windows)
        limiter.acquire(place)
        limiter._windows = dict(limiter._windows)
        with pytest.raises(LimitWaitError):
            limiter.acquire(place, max_wait=0)


class TestSecret:
    KEY = "d0f7c3a1-the-key"

    def test_nothing_holds_the_key(self) -> None:
        limiter, place = SlidingWindowLimiter(), bucket(self.KEY, limit=1)
        limiter.acquire(place)
        with pytest.raises(LimitWaitError) as refused:
            limiter.acquire(place, max_wait=0)
        seen: set[int] = set()
        found: list[object] = [limiter, place, refused.value.args, refused.value.__dict__]
        while found:
            thing = found.pop()
            if id(thing) not in seen and not isinstance(thing, type) and not callable(thing):
                seen.add(id(thing))
                found += gc.get_referents(thing)
                if isinstance(thing, str | bytes):
                    assert self.KEY not in str(thing)
        assert len(seen) > 10
        for text in (repr(limiter), repr(place), str(refused.value), place.name, str(pickle.dumps(place))):
            assert self.KEY not in text

    def test_no_local_variable_of_a_traceback_holds_the_key(self) -> None:
        with pytest.raises(ValueError, match="rate limit") as raised:
            Bucket(self.KEY[:8] + self.KEY[8:], "GET", PATH, limit=0)
        ours = [
            entry.frame.f_locals
            for entry in raised.traceback
            if str(entry.path).endswith("perfectgym_next/limits/_base.py")
        ]
        assert ours
        assert self.KEY not in str(ours)

    def test_repr_of_a_bucket_tells_endpoint_and_limit(self) -> None:
        assert repr(bucket(self.KEY)) == "<Bucket GET /v1/customers/{customerId}, limit 3>"

    def test_equal_key_and_endpoint_give_an_equal_name_in_every_process(self) -> None:
        # Processes of several releases may share one Redis server: the name is part of the interface.
        assert bucket("key").name == "d57792214ac95a9126ff43046208f0ed GET /v1/customers/{customerId}"


class TestSharing:
    def test_a_process_has_one_limiter_for_all_clients_of_a_key(self) -> None:
        assert shared_limiter() is shared_limiter()
        clock = Clock()
        limiter = SlidingWindowLimiter(clock=clock)
        limiter.acquire(bucket(limit=1))
        with pytest.raises(LimitWaitError):
            limiter.acquire(bucket(limit=1), max_wait=0)

    def test_limiter_fulfils_the_protocol(self) -> None:
        limiter: RateLimiter = SlidingWindowLimiter()  # what mypy checks
        limiter.release(bucket(), limiter.acquire(bucket()))

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
    def test_forked_child_goes_on_where_a_thread_of_the_parent_held_a_lock(self) -> None:
        code = """
import os, signal, threading
from perfectgym_next.limits import Bucket, SlidingWindowLimiter, LimitWaitError
limiter, place = SlidingWindowLimiter(), Bucket("key", "GET", "/v1", limit=2)
limiter.acquire(place)
held = threading.Event()
def hold():
    with limiter._lock, limiter._windows[place.name].lock:
        held.set()
        threading.Event().wait(10)
threading.Thread(target=hold, daemon=True).start()
held.wait(10)
child = os.fork()
if child == 0:
    signal.alarm(5)
    limiter.acquire(place)
    limiter.acquire(Bucket("other", "GET", "/v1"))
    try:
        limiter.acquire(place, max_wait=1)
    except LimitWaitError:
        os._exit(7)
_, status = os.waitpid(child, 0)
os._exit(os.waitstatus_to_exitcode(status))
"""
        ended = subprocess.run(
            [sys.executable, "-W", "ignore::DeprecationWarning", "-c", code], timeout=30, check=False
        )
        assert ended.returncode == 7


class TestImport:
    def test_loads_neither_asyncio_nor_an_http_library(self) -> None:
        code = "import sys, perfectgym_next.limits; print(*sys.modules)"
        loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
        assert "perfectgym_next.limits" in loaded
        assert not {"asyncio", "httpx", "redis", "logging", "attrs", "msgspec", "ssl"} & set(loaded)
