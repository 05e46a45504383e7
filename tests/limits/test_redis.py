"""The limiter that processes share, on a real Redis server."""

from __future__ import annotations

import asyncio
import concurrent.futures
import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest

from perfectgym_next.errors import ConfigurationError
from perfectgym_next.limits import Bucket, LimitWaitError, RateLimiter
from tests.support.limiters import PATH, eventually, eventually_async, make_bucket, most_in_any_window, waiting

redis = pytest.importorskip("redis", reason="redis-py is not installed")

from perfectgym_next.limits.redis import RedisLimiter  # noqa: E402  # it needs redis-py
from tests.support.redis_clients import MARGIN, REDIS_SERVER, SPAN, WINDOW  # noqa: E402

pytestmark = pytest.mark.skipif(REDIS_SERVER is None, reason="redis-server is not installed")


def seconds_waited(limiter: RedisLimiter, bucket: Bucket) -> float:
    begin = time.monotonic()
    limiter.acquire(bucket)
    return time.monotonic() - begin


class TestWindow:
    def test_burst_goes_at_once_and_the_next_when_the_first_is_a_window_old(
        self, make: Callable[..., RedisLimiter]
    ) -> None:
        limiter = make()
        grants = [limiter.acquire(make_bucket(), max_wait=0) for _ in range(3)]
        assert limiter.acquire(make_bucket()) >= grants[0] + SPAN * 1e6

    def test_grant_is_the_time_of_the_server(self, make: Callable[..., RedisLimiter]) -> None:
        begin = time.time()
        assert begin - 1 <= make().acquire(make_bucket()) / 1e6 <= time.time() + 1

    async def test_tasks_keep_it_too(self, limiter: RedisLimiter) -> None:
        grants = await asyncio.gather(*(limiter.acquire_async(make_bucket()) for _ in range(8)))
        assert most_in_any_window(grants, SPAN * 1e6) == 3
        assert max(grants) - min(grants) < SPAN * 3e6

    def test_slot_counts_from_the_response_once_it_is_complete(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, bucket = make(window=60, margin=0.0), make_bucket(limit=1)
        grant = limiter.acquire(bucket)
        time.sleep(0.5)  # the request takes that long
        released_at = time.monotonic()
        limiter.release(bucket, grant)
        with pytest.raises(LimitWaitError) as refused:
            make(window=60, margin=0.0).acquire(bucket, max_wait=0)
        assert refused.value.wait >= 60 - 2 * (time.monotonic() - released_at)  # the reply took a part of that time

    def test_response_takes_no_second_slot(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, bucket = make(window=60), make_bucket(limit=3)
        for _ in range(3):
            limiter.release(bucket, limiter.acquire(bucket, max_wait=0))

    async def test_response_after_a_window_counts_from_then_on(self, limiter: RedisLimiter) -> None:
        bucket = make_bucket(limit=1)
        grant = await limiter.acquire_async(bucket)
        second = await limiter.acquire_async(bucket)
        await asyncio.sleep(SPAN / 2)
        await limiter.release_async(bucket, grant)
        assert await limiter.acquire_async(bucket) - second >= SPAN * 1.5e6

    def test_limiters_on_one_server_share_it(self, make: Callable[..., RedisLimiter]) -> None:
        one, other = make(window=60), make(window=60)
        for limiter in (one, other, one):
            limiter.acquire(make_bucket(), max_wait=0)
        with pytest.raises(LimitWaitError) as refused:
            other.acquire(make_bucket(), max_wait=10)
        assert refused.value.wait == pytest.approx(72, abs=5)

    def test_two_processes_together_keep_it(self, url: str) -> None:
        code = """
import json, sys, threading
from perfectgym_next.limits import Bucket
from perfectgym_next.limits.redis import RedisLimiter
url, window, margin, limit, count = sys.argv[1], *map(float, sys.argv[2:])
limiter, grants = RedisLimiter.from_url(url, window=window, margin=margin), []
bucket = Bucket("key", "GET", "/v1/studios", limit=int(limit))
def run():
    for _ in range(int(count)):
        grants.append(limiter.acquire(bucket))
threads = [threading.Thread(target=run) for _ in range(4)]
sys.stdin.readline()
for thread in threads: thread.start()
for thread in threads: thread.join()
limiter.close()
print(json.dumps(grants))
"""
        limit, count = 20, 10  # 2 processes of 4 threads: 80 requests in 4 windows
        command = [sys.executable, "-c", code, url, *(str(number) for number in (WINDOW, MARGIN, limit, count))]
        processes = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
        ]
        grants = []
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for printed, _ in pool.map(lambda process: process.communicate("go\n", timeout=30), processes):
                grants.append(json.loads(printed))
        assert [len(times) for times in grants] == [40, 40]
        assert most_in_any_window(grants[0] + grants[1], SPAN * 1e6) == limit

    def test_each_request_keeps_its_own_limit(self, make: Callable[..., RedisLimiter]) -> None:
        limiter = make(window=60)
        for bucket in (make_bucket(limit=2), make_bucket(limit=2), make_bucket(limit=4), make_bucket(limit=4)):
            limiter.acquire(bucket, max_wait=0)
        for limit in (2, 4):
            with pytest.raises(LimitWaitError):
                limiter.acquire(make_bucket(limit=limit), max_wait=0)

    def test_no_limit_counts_nothing(self, make: Callable[..., RedisLimiter]) -> None:
        limiter = make(window=60)
        for _ in range(20):
            limiter.release(make_bucket(limit=None), limiter.acquire(make_bucket(limit=None), max_wait=0))
        limiter.acquire(make_bucket(limit=1), max_wait=0)

    def test_other_keys_have_windows_of_their_own(self, make: Callable[..., RedisLimiter]) -> None:
        limiter = make(window=60)
        for key in ("one", "two", "three"):
            limiter.acquire(make_bucket(key, limit=1), max_wait=0)

    def test_clock_that_is_set_back_delays_by_a_window_at_most(
        self, make: Callable[..., RedisLimiter], url: str
    ) -> None:
        limiter, bucket = make(), make_bucket()
        with redis.Redis.from_url(url) as client:
            hour_ahead = (client.time()[0] + 3600) * 1_000_000
            client.lpush(limiter._scripts.keys(bucket)[0], hour_ahead, hour_ahead, hour_ahead)
        assert SPAN - 0.1 < seconds_waited(limiter, bucket) < 5


class TestOrder:
    def test_threads_and_tasks_of_a_process_share_one_queue(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, bucket = make(window=0.3), make_bucket(limit=1)
        grants: list[tuple[float, int]] = []
        limiter.acquire(bucket)

        def thread(number: int) -> None:
            grants.append((limiter.acquire(bucket), number))

        async def task(number: int) -> None:
            grants.append((await limiter.acquire_async(bucket), number))
            await limiter.aclose()

        threads = []
        for number in range(4):
            run = (lambda n=number: asyncio.run(task(n))) if number % 2 else (lambda n=number: thread(n))
            threads.append(threading.Thread(target=run))
            threads[-1].start()
            eventually(lambda: waiting(limiter, bucket) + len(grants) == len(threads))
        for each in threads:
            each.join()
        assert [number for _, number in sorted(grants)] == [0, 1, 2, 3]

    async def test_cancelled_task_leaves_its_turn_to_the_next(self, limiter: RedisLimiter) -> None:
        bucket = make_bucket(limit=1)
        await limiter.acquire_async(bucket)
        begin = time.monotonic()
        tasks = [asyncio.ensure_future(limiter.acquire_async(bucket)) for _ in range(3)]
        await asyncio.sleep(SPAN / 2)
        tasks[0].cancel()
        tasks[1].cancel()
        await tasks[2]
        assert time.monotonic() - begin < SPAN * 2.5

    async def test_wait_that_is_closed_by_the_garbage_collector_does_not_block(self, limiter: RedisLimiter) -> None:
        bucket = make_bucket(limit=1)
        await limiter.acquire_async(bucket)
        begin = time.monotonic()
        first = asyncio.ensure_future(limiter.acquire_async(bucket))
        await eventually_async(lambda: waiting(limiter, bucket) == 1)
        abandoned = limiter.acquire_async(bucket)
        abandoned.send(None)
        last = asyncio.ensure_future(limiter.acquire_async(bucket))
        await eventually_async(lambda: waiting(limiter, bucket) == 3)
        with limiter._queues[bucket.name].lock:
            abandoned.close()
        await asyncio.gather(first, last)
        assert time.monotonic() - begin < 5

    def test_task_of_a_closed_loop_does_not_stall_the_others(self, url: str) -> None:
        bucket = make_bucket(limit=1)
        loop = asyncio.new_event_loop()
        client, async_client = redis.Redis.from_url(url), redis.asyncio.Redis.from_url(url)
        limiter = RedisLimiter(client, async_client, window=WINDOW, margin=MARGIN)
        limiter.acquire(bucket)
        abandoned = loop.create_task(limiter.acquire_async(bucket))

        async def until_it_sleeps() -> None:
            await eventually_async(
                lambda: waiting(limiter, bucket) == 1 and limiter._queues[bucket.name].due(0, 1, 0) > 0
            )
            await async_client.aclose()

        loop.run_until_complete(until_it_sleeps())
        loop.close()
        waited = seconds_waited(limiter, bucket)
        abandoned._log_destroy_pending = False  # type: ignore[attr-defined]  # it is abandoned on purpose
        client.close()
        assert waited < 5

    def test_hanging_loop_does_not_stall_the_others(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, bucket = make(window=1.5), make_bucket(limit=1)  # long enough for the task to be in the queue before
        limiter.acquire(bucket)
        resume = threading.Event()

        async def hang() -> None:
            task = asyncio.ensure_future(limiter.acquire_async(bucket))
            await eventually_async(lambda: waiting(limiter, bucket) == 1)
            resume.wait(10)  # a mistake of the caller: nothing else runs in this loop meanwhile
            await task
            await limiter.aclose()

        thread = threading.Thread(target=lambda: asyncio.run(hang()))
        thread.start()
        eventually(lambda: waiting(limiter, bucket) == 1)
        waited = seconds_waited(limiter, bucket)
        resume.set()
        thread.join()
        assert waited < 8  # the loop hangs for 10 s


class TestPause:
    def test_delays_the_callers_of_every_limiter(self, make: Callable[..., RedisLimiter]) -> None:
        make().pause(make_bucket(), 2.0)
        other = make()
        with pytest.raises(LimitWaitError) as refused:
            other.acquire(make_bucket(), max_wait=0.1)
        assert refused.value.wait <= 2.0
        assert seconds_waited(other, make_bucket()) > 0.3

    async def test_is_extended_and_never_shortened(self, limiter: RedisLimiter) -> None:
        for seconds in (30, 60, 5):
            await limiter.pause_async(make_bucket(), seconds)
        with pytest.raises(LimitWaitError) as refused:
            await limiter.acquire_async(make_bucket(), max_wait=1)
        assert refused.value.wait == pytest.approx(60, abs=5)

    def test_caller_that_wakes_checks_again(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, other = make(window=2), make(window=2)
        for _ in range(3):
            limiter.acquire(make_bucket())
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            begin = time.monotonic()
            call = pool.submit(limiter.acquire, make_bucket())
            eventually(lambda: waiting(limiter, make_bucket()) == 1)
            other.pause(make_bucket(), 3)
            call.result()
        assert time.monotonic() - begin >= 3

    def test_refuses_only_callers_that_it_makes_wait_too_long(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, other, bucket = make(window=2, margin=0), make(window=2, margin=0), make_bucket(limit=1)
        limiter.acquire(bucket)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            impatient = pool.submit(limiter.acquire, bucket, max_wait=2)
            eventually(lambda: waiting(limiter, bucket) == 1)
            patient = pool.submit(limiter.acquire, bucket)
            eventually(lambda: waiting(limiter, bucket) == 2)
            begin = time.monotonic()
            other.pause(bucket, 3)
            assert isinstance(impatient.exception(), LimitWaitError)
            patient.result()
        assert 2.9 < time.monotonic() - begin < 6

    @pytest.mark.parametrize("seconds", [0, -5])
    def test_that_is_over_already_delays_nobody(self, make: Callable[..., RedisLimiter], seconds: float) -> None:
        limiter = make()
        limiter.pause(make_bucket(), seconds)
        limiter.acquire(make_bucket(), max_wait=0)

    def test_holds_without_a_limit_too(self, make: Callable[..., RedisLimiter]) -> None:
        limiter = make()
        limiter.pause(make_bucket(), 60)
        with pytest.raises(LimitWaitError):
            limiter.acquire(make_bucket(limit=None), max_wait=1)


class TestMaxWait:
    def test_refusal_takes_no_slot(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, bucket = make(window=60), make_bucket(limit=1)
        limiter.acquire(bucket)
        for _ in range(5):
            with pytest.raises(LimitWaitError) as refused:
                limiter.acquire(bucket, max_wait=60)
            assert refused.value.wait <= 72

    async def test_refused_at_once_for_the_length_of_the_queue(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, bucket = make(window=60), make_bucket(limit=2)
        for _ in range(2):
            await limiter.acquire_async(bucket)
        tasks = [asyncio.ensure_future(limiter.acquire_async(bucket)) for _ in range(4)]
        await eventually_async(lambda: waiting(limiter, bucket) == 4 and limiter._queues[bucket.name].due(0, 2, 0) > 0)
        begin = time.monotonic()
        with pytest.raises(LimitWaitError) as refused:
            await limiter.acquire_async(bucket, max_wait=72 * 2)
        assert time.monotonic() - begin < 5
        assert refused.value.wait == pytest.approx(72 * 3, abs=10)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)

    async def test_waiting_callers_are_refused_once_the_server_reports_a_pause(
        self, make: Callable[..., RedisLimiter]
    ) -> None:
        limiter, bucket = make(window=1), make_bucket(limit=1)
        await limiter.acquire_async(bucket)
        tasks = [asyncio.ensure_future(limiter.acquire_async(bucket, max_wait=5)) for _ in range(3)]
        await eventually_async(lambda: waiting(limiter, bucket) == 3)
        make().pause(bucket, 60)
        begin = time.monotonic()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [LimitWaitError] * 3
        assert time.monotonic() - begin < 3


class TestSecret:
    def test_server_never_sees_the_key(self, make: Callable[..., RedisLimiter], url: str) -> None:
        key = "d0f7c3a1-the-key"
        limiter = make(window=60)
        with redis.Redis.from_url(url) as client, client.monitor() as monitor:
            limiter.release(make_bucket(key), limiter.acquire(make_bucket(key)))
            limiter.pause(make_bucket(key), 60)
            with pytest.raises(LimitWaitError):
                limiter.acquire(make_bucket(key), max_wait=0)
            client.set("end", "1")
            seen = ""
            while "SET end" not in seen:
                seen += monitor.next_command()["command"] + "\n"
            assert "LPUSH" in seen
            assert key not in seen
            names = {name.decode() for name in client.keys("perfectgym-next:*")}
        fingerprint = make_bucket(key).name
        assert names == {f"perfectgym-next:{{{fingerprint}}}:{kind}" for kind in ("grants", "pause")}


class TestHousekeeping:
    def test_nothing_stays_on_the_server(self, make: Callable[..., RedisLimiter], url: str) -> None:
        limiter = make(window=2)
        limiter.release(make_bucket(), limiter.acquire(make_bucket()))
        limiter.pause(make_bucket(), 2)
        with redis.Redis.from_url(url) as client:
            assert len(client.keys()) == 2
            eventually(lambda: client.keys() == [])

    def test_server_keeps_no_more_grants_than_the_limit(self, make: Callable[..., RedisLimiter], url: str) -> None:
        limiter, bucket = make(window=0.01), make_bucket()
        for _ in range(20):
            limiter.acquire(bucket)
        with redis.Redis.from_url(url) as client:
            assert client.llen(limiter._scripts.keys(bucket)[0]) <= 3

    def test_empty_queue_is_dropped(self, make: Callable[..., RedisLimiter]) -> None:
        limiter = make()
        for number in range(10):
            limiter.acquire(make_bucket(f"key {number}"))
        assert len(limiter._queues) == 0


class TestClients:
    def test_takes_a_client_that_decodes_responses(self, url: str) -> None:
        with redis.Redis.from_url(url, decode_responses=True) as client:
            limiter: RateLimiter = RedisLimiter(client)
            limiter.release(make_bucket(limit=1), limiter.acquire(make_bucket(limit=1)))
            with pytest.raises(LimitWaitError):
                limiter.acquire(make_bucket(limit=1), max_wait=0)
            client.ping()

    async def test_does_not_close_a_client_it_was_given(self, url: str) -> None:
        async with redis.asyncio.Redis.from_url(url) as client:
            limiter = RedisLimiter(async_client=client)
            await limiter.acquire_async(make_bucket())
            await limiter.aclose()
            connection = (await client.client_list())[0]["id"]
            await limiter.acquire_async(make_bucket())
            assert (await client.client_list())[0]["id"] == connection

    def test_loop_that_closes_the_limiter_disturbs_no_other(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, bucket = make(window=60), make_bucket(limit=4)

        async def call() -> None:
            await limiter.acquire_async(bucket, max_wait=0)
            await limiter.aclose()

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for run in [pool.submit(asyncio.run, call()) for _ in range(4)]:
                run.result()
        with pytest.raises(LimitWaitError):
            limiter.acquire(bucket, max_wait=0)

    def test_needs_a_client(self) -> None:
        with pytest.raises(ConfigurationError, match="needs a client or an async_client; from_url makes one"):
            RedisLimiter()

    async def test_names_the_client_that_is_missing(self, url: str) -> None:
        async with redis.asyncio.Redis.from_url(url) as client:
            limiter = RedisLimiter(async_client=client)
            for call in (lambda: limiter.acquire(make_bucket()), lambda: limiter.pause(make_bucket(), 1.0)):
                with pytest.raises(ConfigurationError, match="has no client"):
                    call()
            limiter.release(make_bucket(), 1.0)

    async def test_serves_tasks_by_a_client_for_threads(self, url: str) -> None:
        with redis.Redis.from_url(url) as client:
            limiter, bucket = RedisLimiter(client), make_bucket(limit=1)
            await limiter.release_async(bucket, await limiter.acquire_async(bucket))
            await limiter.pause_async(bucket, 60)
            with pytest.raises(LimitWaitError):
                await limiter.acquire_async(bucket, max_wait=0)

    def test_without_redis_py_the_error_names_the_extra(self) -> None:
        code = "import sys; sys.modules['redis'] = None; import perfectgym_next.limits.redis"
        ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert "ImportError: RedisLimiter needs redis-py: pip install 'perfectgym-next[redis]'" in ended.stderr


class TestLog:
    def test_has_every_wait_once(self, make: Callable[..., RedisLimiter], caplog: pytest.LogCaptureFixture) -> None:
        limiter, bucket = make(window=2.5, margin=0.0), make_bucket(limit=2)
        with caplog.at_level(logging.INFO, logger="perfectgym_next"), concurrent.futures.ThreadPoolExecutor(2) as pool:
            for _ in range(2):
                limiter.acquire(bucket)
            assert not caplog.records
            for call in [pool.submit(limiter.acquire, bucket) for _ in range(2)]:
                call.result()
        assert [record.getMessage().partition(" about")[0] for record in caplog.records] == [
            f"perfectgym_next: GET {PATH}: waiting"
        ] * 2
