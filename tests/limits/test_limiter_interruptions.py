"""Exceptions from signal handlers and cancelled tasks leave a limiter usable."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
import time
from collections import deque
from collections.abc import Callable

import pytest

from perfectgym_next.limits import Bucket, LimitWaitError, SlidingWindowLimiter
from tests.support.disturbances import InterruptedCallError, interrupt
from tests.support.limiters import PATH, make_bucket

redis = pytest.importorskip("redis", reason="redis-py is not installed")

from perfectgym_next.limits.redis import RedisLimiter  # noqa: E402  # it needs redis-py
from tests.support.redis_clients import REDIS_SERVER  # noqa: E402

needs_server = pytest.mark.skipif(REDIS_SERVER is None, reason="redis-server is not installed")


@pytest.mark.unmeasured
class TestInterruptions:
    def test_leave_no_window_locked(self) -> None:
        limiter = SlidingWindowLimiter(window=0.05)
        bucket = make_bucket(limit=20)

        def call() -> None:
            limiter.release(bucket, limiter.acquire(bucket))

        assert interrupt(1500, call, longest=0.002) > 1000
        done = threading.Event()

        def another() -> None:
            for _ in range(30):
                call()
            limiter.pause(bucket, 0.01)
            done.set()

        threading.Thread(target=another, daemon=True).start()
        assert done.wait(10), "the window is locked"
        window = limiter._windows[bucket.name]
        assert not window.waiters
        assert all(waiter.is_gone for waiter in window.unconfirmed)

    def test_lose_no_slot_of_a_request_that_was_sent(self) -> None:
        class Interrupted(deque[float]):
            def remove(self, value: float) -> None:
                super().remove(value)
                raise InterruptedCallError

        limiter, bucket = SlidingWindowLimiter(), make_bucket(limit=2)
        grant = limiter.acquire(bucket)
        window = limiter._windows[bucket.name]
        window.grants = Interrupted(window.grants, maxlen=2)
        with pytest.raises(InterruptedCallError):
            limiter.release(bucket, grant)
        assert len(window.grants) == 1
        limiter.acquire(bucket, max_wait=0)
        with pytest.raises(LimitWaitError):
            limiter.acquire(bucket, max_wait=0)

    @pytest.mark.parametrize("lock", ["window", "limiter"])
    def test_may_use_the_limiter_themselves(self, lock: str) -> None:
        limiter, bucket = SlidingWindowLimiter(), make_bucket()
        limiter.acquire(bucket)
        grants = []

        def handle(number: int, frame: object) -> None:
            grants.append(limiter.acquire(bucket, max_wait=0))
            limiter.acquire(Bucket("another", "GET", PATH), max_wait=0)

        def end(number: int, frame: object) -> None:
            raise InterruptedCallError

        held = limiter._windows[bucket.name].lock if lock == "window" else limiter._lock
        before = signal.signal(signal.SIGUSR1, handle), signal.signal(signal.SIGALRM, end)
        signal.setitimer(signal.ITIMER_REAL, 5)
        try:
            with held:
                signal.raise_signal(signal.SIGUSR1)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGUSR1, before[0])
            signal.signal(signal.SIGALRM, before[1])
        assert len(grants) == 1

    def test_beside_other_threads_lose_nobody(self) -> None:
        limiter = SlidingWindowLimiter(window=0.02)
        bucket = make_bucket(limit=10)
        stop = threading.Event()
        counts = [0] * 4

        def work(number: int) -> None:
            while not stop.is_set():
                limiter.release(bucket, limiter.acquire(bucket))
                counts[number] += 1

        threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(4)]
        for thread in threads:
            thread.start()
        interrupt(300, lambda: limiter.release(bucket, limiter.acquire(bucket)), longest=0.004)
        before = list(counts)
        limit = time.monotonic() + 10
        while any(now <= then for now, then in zip(counts, before, strict=True)) and time.monotonic() < limit:
            limiter.release(bucket, limiter.acquire(bucket))
        stop.set()
        for thread in threads:
            thread.join(10)
            assert not thread.is_alive()


@needs_server
class TestRedisInterruptions:
    @pytest.mark.unmeasured
    def test_leave_nothing_behind(self, make: Callable[..., RedisLimiter], url: str) -> None:
        limiter, bucket = make(window=0.05), make_bucket(limit=1000)
        assert interrupt(1500, lambda: limiter.release(bucket, limiter.acquire(bucket)), longest=0.002) > 1000
        began = time.monotonic()
        limiter.release(bucket, limiter.acquire(bucket))
        assert time.monotonic() - began < 4
        assert not limiter._queues
        with redis.Redis.from_url(url) as client:
            assert len(client.client_list()) <= 33

    @pytest.mark.parametrize("clients", ["threads", "tasks"])
    @pytest.mark.parametrize("warm", [False, True], ids=["cold", "warm"])
    async def test_a_task_cancelled_at_any_turn_disturbs_no_later_call(
        self, url: str, warm: bool, clients: str
    ) -> None:
        bucket = make_bucket(limit=10_000)
        for turns in range(61):
            async with contextlib.AsyncExitStack() as closing:
                if clients == "threads":
                    limiter = RedisLimiter(closing.enter_context(redis.Redis.from_url(url)))
                else:
                    client = await closing.enter_async_context(redis.asyncio.Redis.from_url(url))
                    limiter = RedisLimiter(async_client=client)
                if warm:
                    await limiter.acquire_async(bucket)
                task = asyncio.ensure_future(limiter.acquire_async(bucket))
                for _ in range(turns):
                    await asyncio.sleep(0)
                task.cancel()
                await asyncio.wait([task])
                grants = [await limiter.acquire_async(bucket, max_wait=4) for _ in range(5)]
                for grant in grants:
                    await limiter.release_async(bucket, grant)
                assert grants == sorted(set(grants))
                assert not limiter._queues
                await asyncio.gather(*limiter._tasks)
