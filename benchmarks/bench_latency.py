"""What latency costs a walk and many calls: `prefetch` beside a plain walk, `map` beside its ideal.

The service responds after a fixed time, in a process of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from benchmarks import payloads
from benchmarks.harness import OURS, Cost, Row, Run, compare, measure_figure
from benchmarks.server import ROOT, Connection, Responses
from perfectgym_next import AsyncPerfectGym, PerfectGym

ROUNDS = 15
SLICES = 20
SLICE_LATENCY = 0.05
WORK = 0.05
CALLS = 300
CALL_LATENCY = 0.1
CONCURRENCY = 16


class _LateConnection(Connection):
    """A `Connection` that holds each response back."""

    def __init__(self, responses: Responses, latency: float) -> None:
        super().__init__(responses)
        self._latency = latency

    def data_received(self, data: bytes) -> None:
        asyncio.get_running_loop().call_later(self._latency, super().data_received, data)


async def serve(latency: float) -> None:
    """Print the port, then serve until the standard input is closed."""
    responses = Responses()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _LateConnection(responses, latency), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


@contextlib.contextmanager
def run_server(latency: float) -> Iterator[str]:
    """Run a server that holds each response back for so many seconds, and yield its address."""
    command = [sys.executable, "-m", "benchmarks.bench_latency", str(latency)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.terminate()


def _walk(url: str, *, prefetch: bool) -> float:
    with PerfectGym(base_url=url, api_key="bench", rate_limit=None) as gym:
        gym.customers_account.get_balances(1001)
        pager = gym.customers_account.list_transactions(1001)
        begin = time.perf_counter()
        for number, _ in enumerate((pager.prefetch() if prefetch else pager).slices(), 1):
            time.sleep(WORK)
            if number == SLICES:
                break
        return time.perf_counter() - begin


async def _walk_async(url: str, *, prefetch: bool) -> float:
    async with AsyncPerfectGym(base_url=url, api_key="bench", rate_limit=None) as gym:
        await gym.customers_account.get_balances(1001)
        pager = gym.customers_account.list_transactions(1001)
        begin = time.perf_counter()
        async with contextlib.aclosing((pager.prefetch() if prefetch else pager).slices()) as slices:
            number = 0
            async for _ in slices:
                await asyncio.sleep(WORK)
                number += 1
                if number == SLICES:
                    break
        return time.perf_counter() - begin


def _map(url: str) -> float:
    with PerfectGym(base_url=url, api_key="bench", rate_limit=None) as gym:
        begin = time.perf_counter()
        balances = list(gym.map(gym.customers_account.get_balances, range(CALLS), concurrency=CONCURRENCY).results())
        seconds = time.perf_counter() - begin
    assert len(balances) == CALLS
    return seconds


async def _map_async(url: str) -> float:
    async with AsyncPerfectGym(base_url=url, api_key="bench", rate_limit=None) as gym:
        begin = time.perf_counter()
        outcomes = gym.map(gym.customers_account.get_balances, range(CALLS), concurrency=CONCURRENCY)
        succeeded, failed = await outcomes.split()
        seconds = time.perf_counter() - begin
    assert (len(succeeded), len(failed)) == (CALLS, 0)
    return seconds


def _time(walk: Callable[[], float]) -> Run:
    return lambda: Cost(walk())


def _walks(url: str) -> list[Row]:
    """Compare walks. The first slice and all work remain: of the time, 0.525 is ideal."""
    threads = {
        OURS: _time(lambda: _walk(url, prefetch=True)),
        "without prefetch": _time(lambda: _walk(url, prefetch=False)),
    }
    tasks = {
        OURS: _time(lambda: asyncio.run(_walk_async(url, prefetch=True))),
        "without prefetch": _time(lambda: asyncio.run(_walk_async(url, prefetch=False))),
    }
    topic = f"{SLICES} slices, 50 ms each, and 50 ms of work for each, with prefetch"
    return [
        *compare(topic, threads, rounds=ROUNDS, limits={"without prefetch": 0.56}),
        *compare(f"{topic}, async", tasks, rounds=ROUNDS, limits={"without prefetch": 0.56}),
    ]


def rows() -> list[Row]:
    """Measure and return the rows of the table."""
    assert payloads.SLICES > SLICES
    with run_server(SLICE_LATENCY) as url:
        found = _walks(url)
    topic = f"map of {CALLS} calls, 100 ms each, {CONCURRENCY} at a time"
    with run_server(CALL_LATENCY) as url:
        return [
            *found,
            measure_figure(topic, "s", [_map(url) for _ in range(ROUNDS)], limit=2.2),
            measure_figure(f"{topic}, async", "s", [asyncio.run(_map_async(url)) for _ in range(ROUNDS)], limit=2.2),
        ]


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1])))
