"""The limiter of one process: its window, its pauses, and the callers that it refuses."""

from __future__ import annotations

import asyncio
import concurrent.futures
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfectgym_next.limits import Bucket, LimitWaitError, RateLimiter, SlidingWindowLimiter, shared_limiter
from tests.support.limit_server import LimitServer
from tests.support.limiters import (
    PATH,
    Clock,
    HeldClock,
    eventually,
    granted_at,
    in_virtual_time,
    make_bucket,
    most_in_any_window,
    nine_seconds,
    start,
    waiting,
)


class TestWindow:
    def test_service_limit_is_the_default(self) -> None:
        clock = Clock()
        limiter, bucket = SlidingWindowLimiter(clock=clock), Bucket("key", "GET", PATH)
        for _ in range(1000):
            limiter.acquire(bucket, max_wait=0)
        clock.now = 60.5
        with pytest.raises(LimitWaitError) as refused:
            limiter.acquire(bucket, max_wait=0)
        assert refused.value.wait == pytest.approx(0.1)
        clock.now = 60.6
        limiter.acquire(bucket, max_wait=0)

    def test_window_slides_with_each_request(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter, times = nine_seconds(clock), []
            for pause in (0, 1, 2, 0, 0, 0, 0):
                await asyncio.sleep(pause)
                times.append(await granted_at(limiter, make_bucket()))
            return times

        assert in_virtual_time(scenario) == [0, 1, 3, 9, 10, 12, 18]

    def test_slot_counts_from_the_response_once_it_is_complete(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter, times = nine_seconds(clock), []

            async def request(seconds: float) -> None:
                grant = await limiter.acquire_async(make_bucket(limit=2))
                times.append(clock.now)
                await asyncio.sleep(seconds)
                await limiter.release_async(make_bucket(limit=2), grant)

            await start(request(5), request(1))
            await asyncio.gather(*(request(0) for _ in range(3)))
            return times

        assert in_virtual_time(scenario) == [0, 0, 10, 14, 19]

    def test_response_that_takes_longer_than_a_window_frees_the_slot_until_it_is_complete(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter, bucket = nine_seconds(clock), make_bucket(limit=1)
            late = await limiter.acquire_async(bucket)
            second = await granted_at(limiter, bucket)
            await asyncio.sleep(3)
            limiter.release(bucket, late)
            return [second, await granted_at(limiter, bucket)]

        assert in_virtual_time(scenario) == [9, 21]

    def test_response_without_a_limit_counts_nothing(self) -> None:
        limiter = SlidingWindowLimiter(clock=Clock())
        limiter.acquire(make_bucket(limit=1))
        limiter.release(make_bucket(limit=None), limiter.acquire(make_bucket(limit=None)))
        with pytest.raises(LimitWaitError):
            limiter.acquire(make_bucket(limit=1), max_wait=0)

    def test_no_limit_never_waits(self) -> None:
        limiter = SlidingWindowLimiter(clock=Clock())
        for _ in range(5000):
            limiter.acquire(make_bucket(limit=None), max_wait=0)

    def test_each_request_keeps_its_own_limit_in_a_shared_window(self) -> None:
        clock = Clock()
        limiter, low, high = nine_seconds(clock), make_bucket(limit=4), make_bucket(limit=5)
        for at, bucket in [(0, high), (0, high), (8, high), (8, high), (8, high), (9, low), (9, high)]:
            clock.now = at
            limiter.acquire(bucket, max_wait=0)
        for bucket in (low, high):
            with pytest.raises(LimitWaitError):
                limiter.acquire(bucket, max_wait=0)

    def test_other_keys_and_other_endpoints_have_windows_of_their_own(self) -> None:
        limiter = SlidingWindowLimiter(clock=Clock())
        for bucket in (
            make_bucket(limit=1),
            make_bucket("other key", limit=1),
            make_bucket(path="/v1/studios", limit=1),
            Bucket("key", "POST", PATH, limit=1),
        ):
            limiter.acquire(bucket, max_wait=0)


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
        limiter, bucket, outcome = nine_seconds(clock), make_bucket(limit=limit), Outcome([], {})

        async def call(number: int, max_wait: float | None) -> None:
            try:
                grant = await limiter.acquire_async(bucket, max_wait=max_wait)
            except LimitWaitError as error:
                outcome.refused[number] = (clock.now, error.wait)
                return
            outcome.granted.append((number, clock.now))
            if calls[number].answered_after:
                asyncio.get_running_loop().call_later(calls[number].answered_after, limiter.release, bucket, grant)

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
        steps += [(at, partial(limiter.pause, bucket, seconds)) for at, seconds in pauses]
        for at, step in sorted(steps, key=lambda timed: timed[0]):
            await asyncio.sleep(at - clock.now)
            step()
            await asyncio.sleep(0)
        await asyncio.gather(*tasks.values(), return_exceptions=True)
        return outcome

    return in_virtual_time(scenario)


def earliest(limit: int, calls: list[Call], pauses: list[tuple[float, float]]) -> list[tuple[int, float]]:
    """Compute by hand which caller goes when: in order, as early as the window and the pauses allow."""
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
    def test_all_callers_go_in_order_and_as_early_as_allowed(
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
    def test_a_pause_refuses_at_once_all_callers_that_it_makes_wait_too_long(
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


class TestPause:
    def test_delays_every_caller_of_the_endpoint_until_its_end(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter = nine_seconds(clock)
            limiter.pause(make_bucket(), 20)
            await asyncio.sleep(1)
            return await asyncio.gather(*(granted_at(limiter, make_bucket()) for _ in range(4)))

        assert in_virtual_time(scenario) == [20, 20, 20, 29]

    def test_delays_callers_that_wait_already(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter = nine_seconds(clock)
            tasks = await start(*(granted_at(limiter, make_bucket()) for _ in range(4)))
            await asyncio.sleep(5)
            limiter.pause(make_bucket(), 10)
            return await asyncio.gather(*tasks)

        assert in_virtual_time(scenario) == [0, 0, 0, 15]

    @pytest.mark.parametrize(("second", "end"), [(30, 30), (3, 20)])
    def test_is_extended_and_never_shortened(self, second: float, end: float) -> None:
        async def scenario(clock: Clock) -> float:
            limiter = nine_seconds(clock)
            limiter.pause(make_bucket(), 20)
            await limiter.pause_async(make_bucket(), second)
            return await granted_at(limiter, make_bucket())

        assert in_virtual_time(scenario) == end

    def test_caller_that_wakes_checks_again(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter = nine_seconds(clock)

            async def meet_429() -> float:
                at = await granted_at(limiter, make_bucket())
                limiter.pause(
                    make_bucket(), 10
                )  # the second caller has been let go at the same moment, but has not run yet
                return at

            await asyncio.gather(*(granted_at(limiter, make_bucket()) for _ in range(3)))
            calls = await start(meet_429(), granted_at(limiter, make_bucket()), granted_at(limiter, make_bucket()))
            return await asyncio.gather(*calls)

        assert in_virtual_time(scenario) == [9, 19, 19]

    def test_caller_that_was_sent_back_keeps_its_position(self) -> None:
        async def scenario(clock: Clock) -> list[str]:
            limiter, order = nine_seconds(clock), []

            async def call(name: str) -> None:
                await limiter.acquire_async(make_bucket(limit=2))
                order.append(name)
                if name == "first":
                    limiter.pause(make_bucket(limit=2), 10)

            limiter.pause(make_bucket(), 1)
            await asyncio.gather(*(call(name) for name in ("first", "second", "third", "fourth")))
            return order

        assert in_virtual_time(scenario) == ["first", "second", "third", "fourth"]

    def test_caller_that_was_sent_back_is_refused_if_it_would_wait_too_long(self) -> None:
        async def scenario(clock: Clock) -> tuple[float, float]:
            limiter = nine_seconds(clock)

            async def meet_429() -> None:
                await limiter.acquire_async(make_bucket())
                limiter.pause(make_bucket(), 10)

            limiter.pause(make_bucket(), 1)
            (first,) = await start(meet_429())
            with pytest.raises(LimitWaitError) as refused:
                await granted_at(limiter, make_bucket(), max_wait=5)
            await first
            return clock.now, refused.value.wait

        assert in_virtual_time(scenario) == (1, 10)

    def test_refuses_only_callers_that_it_makes_wait_too_long(self) -> None:
        async def scenario(clock: Clock) -> list[float | BaseException]:
            limiter, bucket = nine_seconds(clock), make_bucket(limit=1)
            await limiter.acquire_async(bucket)
            tasks = await start(*(granted_at(limiter, bucket, cap) for cap in (10, 40, 28, 40)))
            await asyncio.sleep(2)
            limiter.pause(bucket, 20)
            return await asyncio.gather(*tasks, return_exceptions=True)

        first, second, third, fourth = in_virtual_time(scenario)
        assert (second, fourth) == (22, 31)
        assert isinstance(first, LimitWaitError)
        assert isinstance(third, LimitWaitError)
        assert (first.wait, third.wait) == (20, 29)

    @pytest.mark.parametrize("seconds", [0, -5])
    def test_that_is_over_already_delays_nobody(self, seconds: float) -> None:
        limiter = SlidingWindowLimiter(clock=Clock())
        limiter.pause(make_bucket(), seconds)
        limiter.acquire(make_bucket(), max_wait=0)

    def test_holds_without_a_limit_too(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter = nine_seconds(clock)
            limiter.pause(make_bucket(limit=None), 7)
            return await asyncio.gather(*(granted_at(limiter, make_bucket(limit=None)) for _ in range(3)))

        assert in_virtual_time(scenario) == [7, 7, 7]

    def test_concerns_no_other_endpoint(self) -> None:
        limiter = SlidingWindowLimiter(clock=Clock())
        limiter.pause(make_bucket(), 60)
        limiter.acquire(make_bucket(path="/v1/studios"), max_wait=0)
        limiter.acquire(make_bucket("other key"), max_wait=0)


class TestMaxWait:
    def test_refusal_takes_no_slot(self) -> None:
        async def scenario(clock: Clock) -> float:
            limiter, bucket = nine_seconds(clock), make_bucket(limit=1)
            await limiter.acquire_async(bucket)
            for _ in range(10):
                with pytest.raises(LimitWaitError) as refused:
                    await limiter.acquire_async(bucket, max_wait=8.5)
                assert refused.value.wait == 9
            assert clock.now == 0
            return await granted_at(limiter, bucket, max_wait=9)

        assert in_virtual_time(scenario) == 9

    def test_wait_grows_with_the_queue(self) -> None:
        async def scenario(clock: Clock) -> float:
            limiter, bucket = nine_seconds(clock), make_bucket(limit=2)
            tasks = await start(*(granted_at(limiter, bucket) for _ in range(6)))
            with pytest.raises(LimitWaitError) as refused:
                await limiter.acquire_async(bucket, max_wait=26)
            await asyncio.gather(*tasks)
            return refused.value.wait

        assert in_virtual_time(scenario) == 27

    def test_wait_that_responses_have_lengthened_ends_at_its_longest(self) -> None:
        async def scenario(clock: Clock) -> tuple[float, float, float]:
            limiter, bucket = nine_seconds(clock), make_bucket(limit=1)
            grant = await limiter.acquire_async(bucket)
            (patient, impatient) = await start(granted_at(limiter, bucket), granted_at(limiter, bucket, max_wait=20))
            await asyncio.sleep(3)
            limiter.release(bucket, grant)
            with pytest.raises(LimitWaitError) as refused:
                await impatient
            return clock.now, refused.value.wait, await patient

        refused_at, wait, granted = in_virtual_time(scenario)
        assert refused_at == pytest.approx(20, abs=0.1)
        assert refused_at + wait == 21
        assert granted == 12


class TestConcurrency:
    """In real time, with short windows."""

    def test_threads_and_loops_together_keep_the_limit(self) -> None:
        limit, clock = 40, HeldClock()
        limiter = SlidingWindowLimiter(window=0.3, margin=0.25, clock=clock)
        bucket, grants = make_bucket(limit=limit), []

        def note(begin: float, grant: float) -> None:
            assert begin <= grant <= clock()
            grants.append(grant)

        def thread() -> None:
            for _ in range(10):
                note(clock(), limiter.acquire(bucket))

        async def tasks() -> None:
            async def task() -> None:
                note(clock(), await limiter.acquire_async(bucket))

            await asyncio.gather(*(task() for _ in range(40)))

        with concurrent.futures.ThreadPoolExecutor(7) as pool:
            runs = [pool.submit(thread) for _ in range(4)] + [pool.submit(asyncio.run, tasks()) for _ in range(3)]
            eventually(lambda: waiting(limiter, bucket) > 0)  # by then, a whole window went at one moment
            clock.run()
            for run in runs:
                run.result()
        assert len(grants) == 160
        assert most_in_any_window(grants, 0.375) == limit

    def test_waiting_thread_holds_up_no_other_endpoint_and_no_event_loop(self) -> None:
        limiter, bucket = SlidingWindowLimiter(), make_bucket(limit=1)
        limiter.acquire(bucket)

        async def others() -> None:
            for number in range(500):
                await limiter.acquire_async(make_bucket(f"key {number}", limit=1))
                with pytest.raises(LimitWaitError):
                    await limiter.acquire_async(bucket, max_wait=0)

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            calls = [pool.submit(limiter.acquire, bucket, max_wait=150) for _ in range(2)]
            eventually(lambda: waiting(limiter, bucket) == 2)
            begin = time.monotonic()
            asyncio.run(others())
            assert time.monotonic() - begin < 30  # the threads wait for a minute and more
            assert waiting(limiter, bucket) == 2
            limiter.pause(bucket, 300)
            assert [type(call.exception()) for call in calls] == [LimitWaitError] * 2

    def test_no_429_from_a_server_that_enforces_the_limit(self) -> None:
        window, limit, total = 1.0, 20, 60
        limiter, bucket = SlidingWindowLimiter(window=window), Bucket("key", "GET", "/v1/studios", limit=limit)
        headers = {"X-API-KEY": "key"}

        def thread_call(client: httpx.Client) -> None:
            grant = limiter.acquire(bucket)
            client.get("/v1/studios")
            limiter.release(bucket, grant)

        async def tasks_call(url: str) -> None:
            async with httpx.AsyncClient(base_url=url, headers=headers) as client:

                async def call() -> None:
                    grant = await limiter.acquire_async(bucket)
                    await client.get("/v1/studios")
                    await limiter.release_async(bucket, grant)

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


class TestMemory:
    def test_bucket_that_is_not_used_for_a_window_is_dropped(self) -> None:
        clock = Clock()
        limiter = nine_seconds(clock)
        for number in range(1000):
            limiter.acquire(make_bucket(f"key {number}"))
        clock.now = 10
        limiter.acquire(make_bucket("new"))
        assert len(limiter._windows) == 1

    def test_bucket_that_still_counts_is_kept(self) -> None:
        async def scenario(clock: Clock) -> None:
            limiter = nine_seconds(clock)
            limiter.pause(make_bucket("paused"), 100)
            task = asyncio.ensure_future(granted_at(limiter, make_bucket("paused and waited for")))
            limiter.pause(make_bucket("paused and waited for"), 15)
            await asyncio.sleep(5)
            limiter.acquire(make_bucket("used", limit=1))
            await asyncio.sleep(5)
            limiter.acquire(make_bucket("new"))
            assert len(limiter._windows) == 4
            for name in ("paused", "used"):
                with pytest.raises(LimitWaitError):
                    limiter.acquire(make_bucket(name, limit=1), max_wait=0)
            assert await task == 15

        in_virtual_time(scenario)

    @pytest.mark.parametrize("let_go", [False, True])
    def test_bucket_of_a_task_that_has_not_run_yet_is_kept(self, let_go: bool) -> None:
        clock = Clock()
        limiter, bucket = nine_seconds(clock), make_bucket(limit=1)

        async def scenario() -> None:
            limiter.pause(bucket, 1)
            task = asyncio.ensure_future(limiter.acquire_async(bucket))
            await asyncio.sleep(0)
            clock.now = 1
            if let_go:
                with pytest.raises(LimitWaitError):
                    limiter.acquire(bucket, max_wait=0)
            clock.now = 20
            limiter.acquire(make_bucket("new"))
            assert bucket.name in limiter._windows
            task.cancel()
            await asyncio.wait([task])

        asyncio.run(scenario())

    def test_request_that_finds_its_bucket_just_dropped_is_counted_anew(self) -> None:
        clock = Clock()
        limiter, bucket = nine_seconds(clock), make_bucket(limit=1)

        class DroppedMeanwhile(dict[str, Any]):
            def get(self, name: str, default: Any = None) -> Any:
                found = super().get(name, default)
                if name == bucket.name and found is not None and not found.is_dropped:
                    clock.now += 10
                    limiter.acquire(make_bucket(f"another key at {clock.now}"))
                    assert found.is_dropped
                return found

        limiter.acquire(bucket)
        limiter._windows = DroppedMeanwhile(limiter._windows)
        limiter.acquire(bucket)
        limiter._windows = dict(limiter._windows)
        with pytest.raises(LimitWaitError):
            limiter.acquire(bucket, max_wait=0)


class TestSharing:
    def test_a_process_has_one_limiter_for_all_clients_of_a_key(self) -> None:
        assert shared_limiter() is shared_limiter()
        clock = Clock()
        limiter = SlidingWindowLimiter(clock=clock)
        limiter.acquire(make_bucket(limit=1))
        with pytest.raises(LimitWaitError):
            limiter.acquire(make_bucket(limit=1), max_wait=0)

    def test_limiter_implements_the_protocol(self) -> None:
        limiter: RateLimiter = SlidingWindowLimiter()  # what mypy checks
        limiter.release(make_bucket(), limiter.acquire(make_bucket()))
