"""Requests over loopback: one, a walk over 2,000 slices one after the other, and the same by 50 tasks at once.

The rate limit is there, and counts, but lets all requests through.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from time import perf_counter
from typing import Any

import httpx

from benchmarks import payloads, server
from benchmarks.harness import OURS, Row, Run, compared, timed
from perfectgym_next import AsyncPerfectGym, PerfectGym

ROUNDS = 20
WALKS = 4
NO_LIMIT = 1_000_000_000
HEADERS = {"X-API-KEY": "bench"}
EACH = payloads.SLICES // payloads.TASKS * payloads.SLICE


def _bare(client: httpx.Client, path: str, params: dict[str, Any] | None = None) -> Any:
    answer = client.get(path, params=params)
    answer.raise_for_status()
    return json.loads(answer.content)


def _one(url: str) -> list[Row]:
    with (
        PerfectGym(base_url=url, api_key="bench", rate_limit=NO_LIMIT) as gym,
        httpx.Client(base_url=url, headers=HEADERS) as client,
    ):
        runs = {
            OURS: timed(lambda: gym.customers_account.get_balances(1001), times=100),
            "httpx": timed(lambda: _bare(client, "/v1/customers/1001/account/balances"), times=100),
        }
        return compared("one GET over loopback", runs, rounds=ROUNDS, targets={"httpx": 1.25})


def walk_ours(gym: PerfectGym) -> int:
    """Count all bookings as a caller walks them."""
    return sum(1 for _ in gym.customers_account.list_transactions(1001))


def walk_bare(client: httpx.Client) -> int:
    """Do the least that a walk can do: follow the offsets."""
    count = 0
    params: dict[str, Any] = {"sliceSize": payloads.SLICE}
    while True:
        fetched = _bare(client, "/v1/customers/1001/account/transactions", params)
        count += len(fetched["result"])
        if not fetched["hasNext"]:
            return count
        params["offset"] = fetched["offset"]


def _counted(walk: Callable[[], int], expected: int) -> Run:
    def run() -> float:
        begin = perf_counter()
        count = walk()
        seconds = perf_counter() - begin
        if count != expected:
            raise RuntimeError(f"{count} bookings came, not {expected}")
        return seconds

    return run


def _walk(url: str) -> list[Row]:
    with (
        PerfectGym(base_url=url, api_key="bench", rate_limit=NO_LIMIT) as gym,
        httpx.Client(base_url=url, headers=HEADERS) as client,
    ):
        total = payloads.SLICES * payloads.SLICE
        runs = {OURS: _counted(lambda: walk_ours(gym), total), "httpx": _counted(lambda: walk_bare(client), total)}
        return compared("a walk of 100,000 bookings", runs, rounds=WALKS, targets={"httpx": 1.5})


async def _tasks_ours(url: str) -> int:
    async with AsyncPerfectGym(base_url=url, api_key="bench", rate_limit=NO_LIMIT) as gym:

        async def one(customer: int) -> int:
            count = 0
            async for _ in gym.customers_account.list_transactions(customer):
                count += 1
            return count

        return sum(await asyncio.gather(*(one(2000 + number) for number in range(payloads.TASKS))))


async def _tasks_bare(url: str) -> int:
    async with httpx.AsyncClient(base_url=url, headers=HEADERS) as client:

        async def one(customer: int) -> int:
            count = 0
            params: dict[str, Any] = {"sliceSize": payloads.SLICE}
            while True:
                answer = await client.get(f"/v1/customers/{customer}/account/transactions", params=params)
                answer.raise_for_status()
                fetched = json.loads(answer.content)
                count += len(fetched["result"])
                if not fetched["hasNext"]:
                    return count
                params["offset"] = fetched["offset"]

        return sum(await asyncio.gather(*(one(2000 + number) for number in range(payloads.TASKS))))


def _tasks(url: str) -> list[Row]:
    def counted(tasks: Callable[[str], Coroutine[Any, Any, int]]) -> Run:
        return _counted(lambda: asyncio.run(tasks(url)), payloads.TASKS * EACH)

    runs = {OURS: counted(_tasks_ours), "httpx": counted(_tasks_bare)}
    return compared("the same by 50 tasks, async", runs, rounds=WALKS, targets={"httpx": 1.15})


def rows() -> list[Row]:
    """Measure."""
    with server.running() as url:
        return [*_one(url), *_walk(url), *_tasks(url)]
