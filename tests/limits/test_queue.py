"""The queue of a limiter: its order, callers that give up or hang, and the log of long waits."""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import signal
import threading
import time

import pytest

from perfectgym_next.limits import LimitWaitError, SlidingWindowLimiter, _queue
from perfectgym_next.limits._queue import ThreadWaiter
from perfectgym_next.limits._sliding_window import _Acquisition
from tests.support.disturbances import InterruptedCallError
from tests.support.limiters import (
    PATH,
    Clock,
    HeldClock,
    eventually,
    granted_at,
    in_virtual_time,
    make_bucket,
    nine_seconds,
    start,
    waiting,
)


class TestOrder:
    def test_threads_and_tasks_share_one_queue(self) -> None:
        clock = HeldClock()
        limiter, bucket = SlidingWindowLimiter(window=0.2, clock=clock), make_bucket(limit=1)
        grants: list[tuple[float, int]] = []
        limiter.acquire(bucket)

        def thread(number: int) -> None:
            grants.append((limiter.acquire(bucket), number))

        async def task(number: int) -> None:
            grants.append((await limiter.acquire_async(bucket), number))

        threads = []
        for number in range(6):
            run = (lambda n=number: asyncio.run(task(n))) if number % 2 else (lambda n=number: thread(n))
            threads.append(threading.Thread(target=run))
            threads[-1].start()
            eventually(lambda: waiting(limiter, bucket) == len(threads))
        clock.run()
        for each in threads:
            each.join()
        assert [number for _, number in sorted(grants)] == [0, 1, 2, 3, 4, 5]

    def test_newcomer_does_not_overtake_callers_that_were_just_admitted(self) -> None:
        async def scenario(clock: Clock) -> list[str]:
            limiter, order = nine_seconds(clock), []

            async def call(name: str) -> None:
                await limiter.acquire_async(make_bucket(limit=3))
                order.append(name)
                if name == "first":
                    await call("newcomer")

            limiter.pause(make_bucket(limit=3), 5)
            await asyncio.gather(call("first"), call("second"))
            return order

        assert in_virtual_time(scenario) == ["first", "second", "newcomer"]

    def test_higher_limit_does_not_overtake_a_lower_one(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter = nine_seconds(clock)
            await limiter.acquire_async(make_bucket(limit=1))
            tasks = await start(granted_at(limiter, make_bucket(limit=1)), granted_at(limiter, make_bucket(limit=2)))
            return await asyncio.gather(*tasks)

        assert in_virtual_time(scenario) == [9, 9]


class TestGivingUp:
    def test_cancelled_task_leaves_its_turn_to_the_next(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter, bucket = nine_seconds(clock), make_bucket(limit=1)
            tasks = await start(*(granted_at(limiter, bucket) for _ in range(4)))
            tasks[1].cancel()
            return await asyncio.gather(tasks[0], *tasks[2:])

        assert in_virtual_time(scenario) == [0, 9, 18]

    def test_task_cancelled_when_it_is_admitted_leaves_its_slot_to_the_next(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter, bucket = nine_seconds(clock), make_bucket(limit=2)
            tasks: list[asyncio.Task[float]] = []

            async def cancel_the_next() -> float:
                at = await granted_at(limiter, bucket)
                tasks[1].cancel()
                return at

            limiter.pause(bucket, 1)
            tasks += await start(cancel_the_next(), granted_at(limiter, bucket), granted_at(limiter, bucket))
            done = await asyncio.gather(*tasks, return_exceptions=True)
            assert isinstance(done[1], asyncio.CancelledError)
            return [at for at in done if isinstance(at, float)]

        assert in_virtual_time(scenario) == [1, 1]

    def test_many_cancelled_tasks_stall_nobody(self) -> None:
        async def scenario(clock: Clock) -> float:
            limiter, bucket = nine_seconds(clock), make_bucket(limit=1)
            tasks = await start(*(granted_at(limiter, bucket) for _ in range(500)))
            last = asyncio.ensure_future(granted_at(limiter, bucket))
            await asyncio.sleep(1)
            for task in reversed(tasks):
                task.cancel()
            return await last

        assert in_virtual_time(scenario) == 9

    def test_timeout_around_the_wait_ends_it(self) -> None:
        async def scenario(clock: Clock) -> float:
            limiter, bucket = nine_seconds(clock), make_bucket(limit=1)
            await limiter.acquire_async(bucket)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(limiter.acquire_async(bucket), timeout=4)
            return await granted_at(limiter, bucket)

        assert in_virtual_time(scenario) == 9

    @pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="needs signals for threads")
    def test_exception_in_a_waiting_thread_leaves_its_turn_to_the_next(self) -> None:
        clock, me = Clock(), threading.get_ident()
        limiter, bucket = nine_seconds(clock), make_bucket(limit=1)

        def raise_error(_number: int, _frame: object) -> None:
            raise InterruptedCallError

        def interrupt_once_it_waits() -> None:
            eventually(lambda: waiting(limiter, bucket) == 1)
            signal.pthread_kill(me, signal.SIGALRM)

        previous = signal.signal(signal.SIGALRM, raise_error)
        thread = threading.Thread(target=interrupt_once_it_waits)
        try:
            limiter.acquire(bucket)
            thread.start()
            with pytest.raises(InterruptedCallError):
                limiter.acquire(bucket)
            thread.join()
        finally:
            signal.signal(signal.SIGALRM, previous)
        assert waiting(limiter, bucket) == 0
        clock.now = 9
        limiter.acquire(bucket, max_wait=0)

    def test_task_of_a_closed_loop_stalls_nobody(self) -> None:
        clock = HeldClock()
        limiter, bucket = SlidingWindowLimiter(window=0.2, clock=clock), make_bucket(limit=2)
        for _ in range(2):
            limiter.acquire(bucket)
        loop = asyncio.new_event_loop()
        abandoned = loop.create_task(limiter.acquire_async(bucket))
        loop.run_until_complete(asyncio.sleep(0))
        assert waiting(limiter, bucket) == 1
        loop.close()
        clock.run()
        begin = time.monotonic()
        for _ in range(2):
            limiter.acquire(bucket)
        assert time.monotonic() - begin < 5
        abandoned._log_destroy_pending = False  # type: ignore[attr-defined]  # it is abandoned on purpose

    def test_wait_that_is_closed_by_the_garbage_collector_inside_the_limiter_does_not_block(self) -> None:
        async def scenario(clock: Clock) -> list[float]:
            limiter, bucket = nine_seconds(clock), make_bucket(limit=1)
            await limiter.acquire_async(bucket)
            abandoned = limiter.acquire_async(bucket)
            abandoned.send(None)
            tasks = await start(granted_at(limiter, bucket), granted_at(limiter, bucket))
            with limiter._windows[bucket.name].lock:
                abandoned.close()
            return [round(at) for at in await asyncio.gather(*tasks)]

        assert in_virtual_time(scenario) == [18, 27]

    def test_hanging_loop_stalls_nobody(self) -> None:
        clock = HeldClock()
        limiter, bucket = SlidingWindowLimiter(window=0.2, clock=clock), make_bucket(limit=1)
        limiter.acquire(bucket)
        resume = threading.Event()

        async def hang() -> None:
            task = asyncio.ensure_future(limiter.acquire_async(bucket))
            await asyncio.sleep(0)
            resume.wait(10)  # a mistake of the caller: nothing else runs in this loop meanwhile
            await task

        thread = threading.Thread(target=lambda: asyncio.run(hang()))
        thread.start()
        eventually(lambda: waiting(limiter, bucket) == 1)
        clock.run()
        begin = time.monotonic()
        limiter.acquire(bucket)
        waited = time.monotonic() - begin
        resume.set()
        thread.join()
        assert waited < 5

    def test_caller_that_oversleeps_its_window_is_counted_when_it_goes(self) -> None:
        clock = Clock()
        limiter, bucket = nine_seconds(clock), make_bucket(limit=1)

        async def scenario() -> None:
            await limiter.acquire_async(bucket)
            late = asyncio.ensure_future(limiter.acquire_async(bucket))
            await asyncio.sleep(0)
            clock.now = 9
            with pytest.raises(LimitWaitError):
                limiter.acquire(bucket, max_wait=0)  # lets the task go, which does not run before the next await
            clock.now = 18
            limiter.acquire(bucket, max_wait=0)
            for _ in range(5):
                await asyncio.sleep(0)
            assert not late.done()
            clock.now = 27
            with pytest.raises(LimitWaitError):
                limiter.acquire(bucket, max_wait=0)
            await late

        asyncio.run(scenario())


class TestAcquisition:
    """The state machine that both drivers poll, without a driver."""

    def test_asks_to_sleep_until_there_is_a_slot(self) -> None:
        clock = Clock()
        limiter, bucket = nine_seconds(clock), make_bucket(limit=1)
        limiter.acquire(bucket)
        acquisition = _Acquisition(limiter, bucket, ThreadWaiter(1), None)
        for now, seconds in [(0, 9), (5, 4), (8.5, 0.5)]:
            clock.now = now
            assert acquisition.poll() is None
            assert acquisition.sleep_seconds == seconds
        clock.now = 9
        assert acquisition.poll() == 9
        assert waiting(limiter, bucket) == 0

    def test_that_leaves_gives_its_slot_to_the_next(self) -> None:
        clock = Clock()
        limiter, bucket = nine_seconds(clock), make_bucket(limit=1)
        limiter.acquire(bucket)
        first, second = (_Acquisition(limiter, bucket, ThreadWaiter(1), None) for _ in range(2))
        assert (first.poll(), second.poll()) == (None, None)
        assert second.sleep_seconds == pytest.approx(18, abs=0.1)
        first.leave()
        clock.now = 9
        assert second.poll() == 9


class TestLog:
    def test_has_a_long_wait(self, caplog: pytest.LogCaptureFixture) -> None:
        clock = HeldClock()
        limiter = SlidingWindowLimiter(window=1.5, clock=clock)
        bucket = make_bucket(limit=1, operation="customers.get_customer")
        limiter.acquire(bucket)
        with caplog.at_level(logging.INFO, logger="perfectgym_next"), concurrent.futures.ThreadPoolExecutor(1) as pool:
            call = pool.submit(limiter.acquire, bucket)
            eventually(lambda: waiting(limiter, bucket) == 1)
            clock.run()
            call.result()
        assert [record.levelno for record in caplog.records] == [logging.INFO]
        text = caplog.records[0].getMessage()
        assert text.startswith("perfectgym_next: customers.get_customer: waiting about 1.5 s for the rate limit")

    def test_has_a_wait_that_a_pause_has_lengthened(
        self, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(_queue, "_MIN_LOGGED_WAIT", 0.3)
        clock = HeldClock()
        limiter, bucket = SlidingWindowLimiter(window=0.2, clock=clock), make_bucket(limit=1)
        limiter.acquire(bucket)
        with caplog.at_level(logging.INFO, logger="perfectgym_next"), concurrent.futures.ThreadPoolExecutor(1) as pool:
            call = pool.submit(limiter.acquire, bucket)
            eventually(lambda: waiting(limiter, bucket) == 1)
            assert not caplog.records
            limiter.pause(bucket, 0.6)
            eventually(lambda: bool(caplog.records))
            clock.run()
            call.result()
        assert [record.getMessage().partition(" about")[0] for record in caplog.records] == [
            f"perfectgym_next: GET {PATH}: waiting"
        ]

    def test_has_nothing_about_a_free_slot(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.INFO, logger="perfectgym_next"):
            SlidingWindowLimiter().acquire(make_bucket())
        assert caplog.records == []
