"""The limiter at the size and the pace of the real service: one key, 600 requests a minute, for 90 s."""

from __future__ import annotations

import asyncio
import concurrent.futures
import time

import httpx
import pytest

from perfectgym_next.limits import Bucket, LimitWaitError, SlidingWindowLimiter
from tests.support.limit_server import LimitServer

SECONDS = 90
LIMIT = 600
PATH = "/v1/studios"
HEADERS = {"X-API-KEY": "key"}


@pytest.mark.slow
def test_8_threads_and_200_tasks_on_one_key_meet_no_429_and_use_the_limit_up() -> None:
    limiter, bucket = SlidingWindowLimiter(), Bucket("key", "GET", PATH, limit=LIMIT)
    end = time.monotonic() + SECONDS

    def thread(client: httpx.Client) -> None:
        while True:
            try:
                grant = limiter.acquire(bucket, max_wait=end - time.monotonic())
            except LimitWaitError:
                return
            client.get(PATH)
            limiter.release(bucket, grant)

    async def tasks(url: str) -> None:
        limits = httpx.Limits(max_connections=200, max_keepalive_connections=200)
        async with httpx.AsyncClient(base_url=url, headers=HEADERS, limits=limits) as client:

            async def task() -> None:
                while True:
                    grant = await limiter.acquire_async(bucket)
                    await client.get(PATH)
                    await limiter.release_async(bucket, grant)

            running = [asyncio.create_task(task()) for _ in range(200)]
            await asyncio.wait(running, timeout=end - time.monotonic())
            for each in running:
                each.cancel()
            outcomes = await asyncio.gather(*running, return_exceptions=True)
            assert {type(outcome) for outcome in outcomes} == {asyncio.CancelledError}, outcomes

    with (
        LimitServer(limit=LIMIT, window=60.0) as server,
        httpx.Client(base_url=server.url, headers=HEADERS) as client,
        concurrent.futures.ThreadPoolExecutor(9) as pool,
    ):
        runs = [pool.submit(thread, client) for _ in range(8)] + [pool.submit(asyncio.run, tasks(server.url))]
        for run in runs:
            run.result()
        assert time.monotonic() >= end
        allowed = 2 * LIMIT  # a window at once, and another when the first is 60 s old
        assert server.statuses.keys() == {200}
        assert 0.95 * allowed <= server.statuses[200] <= allowed
