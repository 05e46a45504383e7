"""A forked process and its parent both go on with a limiter."""

from __future__ import annotations

import asyncio
import concurrent.futures
import os
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from perfectgym_next.errors import ConfigurationError
from perfectgym_next.limits import SlidingWindowLimiter
from tests.support.disturbances import in_child
from tests.support.limiters import make_bucket

redis = pytest.importorskip("redis", reason="redis-py is not installed")

from perfectgym_next.limits.redis import RedisLimiter  # noqa: E402  # it needs redis-py
from tests.support.redis_clients import REDIS_SERVER, AsyncBrokenClient  # noqa: E402

needs_server = pytest.mark.skipif(REDIS_SERVER is None, reason="redis-server is not installed")


class TestForks:
    @pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
    @pytest.mark.unmeasured
    def test_while_threads_hold_the_limiter_leaves_the_child_free(self) -> None:
        limiter = SlidingWindowLimiter(window=0.02)
        bucket = make_bucket(limit=5)
        stop = threading.Event()

        def work() -> None:
            while not stop.is_set():
                limiter.release(bucket, limiter.acquire(bucket))

        def thrice() -> None:
            for _ in range(3):
                limiter.release(bucket, limiter.acquire(bucket))

        threads = [threading.Thread(target=work, daemon=True) for _ in range(8)]
        for thread in threads:
            thread.start()
        try:
            for _ in range(15):
                assert in_child(thrice) == "ok"
        finally:
            stop.set()
            for thread in threads:
                thread.join(10)

    def test_leaves_the_async_client_of_a_redis_limiter_to_the_parent(self) -> None:
        limiter = RedisLimiter(async_client=AsyncBrokenClient(OSError()))  # type: ignore[arg-type]

        def call() -> None:
            with pytest.raises(ConfigurationError, match="make the limiter after the fork"):
                asyncio.run(limiter.acquire_async(make_bucket()))

        assert in_child(call) == "ok"

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
    def test_forked_child_goes_on_where_a_thread_of_the_parent_held_a_lock(self) -> None:
        code = """
import os, signal, threading
from perfectgym_next.limits import Bucket, SlidingWindowLimiter, LimitWaitError
limiter, bucket = SlidingWindowLimiter(), Bucket("key", "GET", "/v1", limit=2)
limiter.acquire(bucket)
held = threading.Event()
def hold():
    with limiter._lock, limiter._windows[bucket.name].lock:
        held.set()
        threading.Event().wait(10)
threading.Thread(target=hold, daemon=True).start()
held.wait(10)
child = os.fork()
if child == 0:
    signal.alarm(5)
    limiter.acquire(bucket)
    limiter.acquire(Bucket("other", "GET", "/v1"))
    try:
        limiter.acquire(bucket, max_wait=1)
    except LimitWaitError:
        os._exit(7)
_, status = os.waitpid(child, 0)
os._exit(os.waitstatus_to_exitcode(status))
"""
        ended = subprocess.run(
            [sys.executable, "-W", "ignore::DeprecationWarning", "-c", code], timeout=30, check=False
        )
        assert ended.returncode == 7


@needs_server
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
class TestRedisForks:
    @pytest.mark.unmeasured
    def test_while_threads_ask_leaves_parent_and_child_free(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, bucket = make(window=0.05), make_bucket(limit=1000)
        stop = threading.Event()

        def work() -> None:
            while not stop.is_set():
                limiter.release(bucket, limiter.acquire(bucket, max_wait=2))

        async def in_a_loop() -> None:
            await limiter.release_async(bucket, await limiter.acquire_async(bucket, max_wait=2))

        def use() -> None:
            for _ in range(3):
                limiter.release(bucket, limiter.acquire(bucket, max_wait=2))
            asyncio.run(in_a_loop())

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            calls = [pool.submit(work) for _ in range(8)]
            try:
                for _ in range(15):
                    assert in_child(use) == "ok"
            finally:
                stop.set()
            for call in calls:
                call.result()

    def test_while_redis_py_holds_a_lock_leaves_the_child_free(self, make: Callable[..., RedisLimiter]) -> None:
        limiter = make()
        limiter.acquire(make_bucket())
        assert limiter._client is not None
        pool = limiter._client.connection_pool
        with pool._lock, pool._fork_lock:
            assert in_child(lambda: limiter.acquire(make_bucket(), max_wait=2)) == "ok"
        limiter.acquire(make_bucket())

    def test_leaves_a_connection_of_the_clients_own_to_the_parent(self, url: str) -> None:
        with redis.Redis.from_url(url, single_connection_client=True) as client:
            limiter, bucket = RedisLimiter(client), make_bucket(limit=100)
            grants = [limiter.acquire(bucket)]
            number = client.client_id()

            def use() -> None:
                limiter.acquire(bucket)
                assert client.client_id() != number

            assert in_child(use) == "ok"
            grants += [limiter.acquire(bucket) for _ in range(3)]
            assert client.client_id() == number
            assert grants == sorted(set(grants))

    def test_gives_the_child_the_client_for_threads_in_its_loops(self, url: str) -> None:
        async def use(limiter: RedisLimiter) -> None:
            await limiter.acquire_async(make_bucket())

        with redis.Redis.from_url(url) as client:
            limiter = RedisLimiter(client, redis.asyncio.Redis.from_url(url))
            assert in_child(lambda: asyncio.run(use(limiter))) == "ok"

    def test_of_a_child_that_ends_as_programs_do_leaves_the_parents_loop_alone(self, url: str) -> None:
        code = """
import asyncio, gc, os, sys
from perfectgym_next.limits import Bucket
from perfectgym_next.limits.redis import RedisLimiter
limiter, bucket = RedisLimiter.from_url(sys.argv[1]), Bucket("key", "GET", "/v1/studios")
loop = asyncio.new_event_loop()
async def use():
    for _ in range(3):
        await limiter.release_async(bucket, await limiter.acquire_async(bucket, max_wait=2))
loop.run_until_complete(use())
child = os.fork()
if child == 0:
    del loop
    gc.collect()
    sys.exit()
os.waitpid(child, 0)
loop.run_until_complete(asyncio.wait_for(use(), 10))
loop.close()
print("done")
"""
        command = [sys.executable, "-W", "ignore", "-c", code, url]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        assert ended.stdout == "done\n", ended.stderr
