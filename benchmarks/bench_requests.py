"""Requests over loopback: a GET, in one task and in many; listing 2,000 slices, one after the other and in 50 tasks.

The server works in a process of its own, so CPU time is that of the client, and time includes both. The rate limiter is
active and counts, but its limit is high enough for all requests.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from time import perf_counter, process_time
from typing import Any

import httpx

from benchmarks import payloads, server
from benchmarks.harness import OURS, Cost, Row, Run, compare, measure_figure, run_interleaved, time_work
from perfectgym_next import AsyncPerfectGym, Event, PerfectGym

ROUNDS = 21
LISTINGS = 15
EVENT_ROUNDS = 201  # short ones, most of which nothing disturbs
GETS = 1000
TASKS = (1, 50, 200)
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
        return compare("one GET over loopback", runs, rounds=ROUNDS, limits={"httpx": 0.78})


def _overhead(url: str) -> Row:
    """Return what we add to an httpx transport that is handed a new `httpx.Request`."""
    address = f"{url}/v1/customers/1001/account/balances"
    extensions = {"timeout": httpx.Timeout(60).as_dict()}
    transport = httpx.HTTPTransport()

    def get() -> Any:
        response = transport.handle_request(httpx.Request("GET", address, headers=HEADERS, extensions=extensions))
        assert isinstance(response.stream, httpx.SyncByteStream)
        content = b"".join(response.stream)
        response.close()
        return json.loads(content)

    with PerfectGym(base_url=url, api_key="bench", rate_limit=NO_LIMIT) as gym, transport:
        runs = {
            OURS: time_work(lambda: gym.customers_account.get_balances(1001), times=100),
            "httpx.HTTPTransport": time_work(get, times=100),
        }
        costs = run_interleaved(runs, ROUNDS)
    added = [
        1e6 * ((ours.cpu or 0.0) - (theirs.cpu or 0.0))
        for ours, theirs in zip(costs[OURS], costs["httpx.HTTPTransport"], strict=True)
    ]
    return measure_figure("one GET, CPU beyond an httpx.HTTPTransport", "µs", added, limit=50)


class _Responder(httpx.BaseTransport):
    """Responds at once, so that what is measured is not lost beside a network."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=httpx.ByteStream(b'{"inDebtCollection":false}'))


def _ignore(event: Event) -> None:
    return None


def events() -> Row:
    """Return what a callback that does nothing adds to a request."""
    with PerfectGym("bench", api_key="bench", transport=_Responder(), rate_limit=NO_LIMIT) as plain:
        observed = plain.with_options(on_event=_ignore)
        runs = {
            name: time_work(lambda gym=gym: gym.customers_account.get_balances(1001), times=100)  # type: ignore[misc]
            for name, gym in {"plain": plain, "observed": observed}.items()
        }
        costs = run_interleaved(runs, EVENT_ROUNDS)
    added = [
        1e6 * ((more.cpu or 0.0) - (less.cpu or 0.0))
        for more, less in zip(costs["observed"], costs["plain"], strict=True)
    ]
    return measure_figure("one GET, CPU that on_event= adds", "µs", added, limit=5)


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
    def run() -> Cost:
        wall, cpu = perf_counter(), process_time()
        count = list_all()
        cost = Cost(perf_counter() - wall, process_time() - cpu)
        if count != expected:
            raise RuntimeError(f"received {count} objects, expected {expected}")
        return cost

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
        return compare("listing 100,000 bookings", runs, rounds=LISTINGS, limits={"httpx": 1.1})


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
    return compare("listing 100,000 bookings in 50 tasks, async", runs, rounds=LISTINGS, limits={"httpx": 0.8})


async def _gets_ours(url: str, tasks: int) -> int:
    async with AsyncPerfectGym(base_url=url, api_key="bench", rate_limit=NO_LIMIT) as gym:

        async def get() -> int:
            for _ in range(GETS // tasks):
                await gym.customers_account.get_balances(1001)
            return GETS // tasks

        return sum(await asyncio.gather(*(get() for _ in range(tasks))))


async def _gets_httpx(url: str, tasks: int) -> int:
    # httpx gives up on a free connection after 5 s; with 200 tasks it is given as long as ours.
    async with httpx.AsyncClient(base_url=url, headers=HEADERS, timeout=60) as client:

        async def get() -> int:
            for _ in range(GETS // tasks):
                response = await client.get("/v1/customers/1001/account/balances")
                response.raise_for_status()
                json.loads(response.content)
            return GETS // tasks

        return sum(await asyncio.gather(*(get() for _ in range(tasks))))


def _gets(url: str, tasks: int) -> list[Row]:
    runs = {
        OURS: _time_and_count(lambda: asyncio.run(_gets_ours(url, tasks)), GETS),
        "httpx": _time_and_count(lambda: asyncio.run(_gets_httpx(url, tasks)), GETS),
    }
    return compare(f"1,000 GETs, async, tasks: {tasks}", runs, rounds=LISTINGS)


def rows() -> list[Row]:
    """Measure and return the rows of the table."""
    with server.run_server() as url:
        return [
            *_one(url),
            _overhead(url),
            events(),
            *(row for tasks in TASKS for row in _gets(url, tasks)),
            *_list(url),
            *_tasks(url),
        ]
