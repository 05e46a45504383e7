"""Both clients at the pace of the real service: one key, 600 requests a minute, for 90 s, against a strict server."""

from __future__ import annotations

import asyncio
import concurrent.futures
import time

import pytest

from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next.errors import RateLimitError
from perfectgym_next.limits import SlidingWindowLimiter
from tests.support.limit_server import LimitServer

SECONDS = 90
LIMIT = 600
PATH = "/v1/studios"
THREADS = 8
TASKS = 200


@pytest.mark.slow
def test_threads_and_tasks_of_both_clients_meet_no_429_and_use_the_limit_up() -> None:
    end = time.monotonic() + SECONDS
    options = {"api_key": "key", "rate_limit": LIMIT, "limiter": SlidingWindowLimiter(), "max_retries": 0}

    def thread(gym: PerfectGym) -> None:
        while (left := end - time.monotonic()) > 0:
            try:
                gym.with_options(max_wait=left).request("GET", PATH)
            except RateLimitError as refused:
                if refused.attempts:  # else the next free slot is after the end of the test: try once more then
                    raise
                time.sleep(left)

    async def tasks(url: str) -> None:
        async with AsyncPerfectGym(base_url=url, **options) as gym:  # type: ignore[arg-type]

            async def task() -> None:
                while (left := end - time.monotonic()) > 0:
                    try:
                        await gym.with_options(max_wait=left).request("GET", PATH)
                    except RateLimitError as refused:
                        if refused.attempts:
                            raise
                        await asyncio.sleep(left)

            await asyncio.gather(*[task() for _ in range(TASKS)])

    with (
        LimitServer(limit=LIMIT, window=60.0) as server,
        PerfectGym(base_url=server.url, **options) as gym,  # type: ignore[arg-type]
        concurrent.futures.ThreadPoolExecutor(THREADS + 1) as pool,
    ):
        running = [pool.submit(thread, gym) for _ in range(THREADS)] + [pool.submit(asyncio.run, tasks(server.url))]
        for run in running:
            run.result()
        assert time.monotonic() >= end
        allowed = 2 * LIMIT  # a window at once, and another when the first is 60 s old
        assert server.statuses.keys() == {200}
        assert 0.95 * allowed <= server.statuses[200] <= allowed
