"""Requests over loopback: a single one, listing 2,000 slices one after the other, and the same in 50 concurrent tasks.

The rate limiter is active and counts, but its limit is high enough for all requests.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from time import perf_counter
from typing import Any

import httpx

from benchmarks import payloads, server
from benchmarks.harness import OURS, Row, Run, compare, time_work
from perfectgym_next import AsyncPerfectGym, PerfectGym

ROUNDS = 20
LISTINGS = 4
NO_LIMIT = 1_000_000_000
HEADERS = {"X-API-KEY": "bench"}
EACH = payloads.SLICES // payloads.TASKS * payloads.SLICE


def _get_httpx(client: httpx.Client, path: str, params: dict[str, Any] | None = None) -> Any:
    response = client.get(path, params=params)
    response.raise_for_status()
    return json.loads(response.content)


def _one(url: str) -> list[Row]:
    with (
        PerfectGym(base_url=url, api_key="bench", rate_limit=NO_LIMIT) as gym,
        httpx.Client(base_url=url, headers=HEADERS) as client,
    ):
        runs = {
            OURS: time_work(lambda: gym.customers_account.get_balances(1001), times=100),
            "httpx": time_work(lambda: _get_httpx(client, "/v1/customers/1001/account/balances"), times=100),
        }
        return compare("one GET over loopback", runs, rounds=ROUNDS, targets={"httpx": 1.25})


def list_ours(gym: PerfectGym) -> int:
    """Count all bookings as a caller lists them."""
    return sum(1 for _ in gym.customers_account.list_transactions(1001))


def list_httpx(client: httpx.Client) -> int:
    """Do the minimum: follow the offsets."""
    count = 0
    params: dict[str, Any] = {"sliceSize": payloads.SLICE}
    while True:
        fetched = _get_httpx(client, "/v1/customers/1001/account/transactions", params)
        count += len(fetched["result"])
        if not fetched["hasNext"]:
            return count
        params["offset"] = fetched["offset"]


def _time_and_count(list_all: Callable[[], int], expected: int) -> Run:
    def run() -> float:
        begin = perf_counter()
        count = list_all()
        seconds = perf_counter() - begin
        if count != expected:
            raise RuntimeError(f"received {count} bookings, expected {expected}")
        return seconds

    return run


def _list(url: str) -> list[Row]:
    with (
        PerfectGym(base_url=url, api_key="bench", rate_limit=NO_LIMIT) as gym,
        httpx.Client(base_url=url, headers=HEADERS) as client,
    ):
        total = payloads.SLICES * payloads.SLICE
        runs = {
            OURS: _time_and_count(lambda: list_ours(gym), total),
            "httpx": _time_and_count(lambda: list_httpx(client), total),
        }
        return compare("listing 100,000 bookings", runs, rounds=LISTINGS, targets={"httpx": 1.5})


async def _tasks_ours(url: str) -> int:
    async with AsyncPerfectGym(base_url=url, api_key="bench", rate_limit=NO_LIMIT) as gym:

        async def one(customer: int) -> int:
            count = 0
            async for _ in gym.customers_account.list_transactions(customer):
                count += 1
            return count

        return sum(await asyncio.gather(*(one(2000 + number) for number in range(payloads.TASKS))))


async def _tasks_httpx(url: str) -> int:
    async with httpx.AsyncClient(base_url=url, headers=HEADERS) as client:

        async def one(customer: int) -> int:
            count = 0
            params: dict[str, Any] = {"sliceSize": payloads.SLICE}
            while True:
                response = await client.get(f"/v1/customers/{customer}/account/transactions", params=params)
                response.raise_for_status()
                fetched = json.loads(response.content)
                count += len(fetched["result"])
                if not fetched["hasNext"]:
                    return count
                params["offset"] = fetched["offset"]

        return sum(await asyncio.gather(*(one(2000 + number) for number in range(payloads.TASKS))))


def _tasks(url: str) -> list[Row]:
    def run(tasks: Callable[[str], Coroutine[Any, Any, int]]) -> Run:
        return _time_and_count(lambda: asyncio.run(tasks(url)), payloads.TASKS * EACH)

    runs = {OURS: run(_tasks_ours), "httpx": run(_tasks_httpx)}
    return compare("the same in 50 tasks, async", runs, rounds=LISTINGS, targets={"httpx": 1.15})


def rows() -> list[Row]:
    """Measure and return the rows of the table."""
    with server.run_server() as url:
        return [*_one(url), *_list(url), *_tasks(url)]
