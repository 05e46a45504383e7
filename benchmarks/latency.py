"""What latency costs a walk and many calls: `prefetch` beside a plain walk, `map` beside its ideal.

Run it by itself: ``python -m benchmarks.latency``. The service responds after a fixed time, in its own process.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from statistics import median

from benchmarks import payloads
from benchmarks.server import ROOT, Connection, Responses
from perfectgym_next import AsyncPerfectGym, PerfectGym

ROUNDS = 5
SLICES = 30
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
    command = [sys.executable, "-m", "benchmarks.latency", "serve", str(latency)]
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


def main() -> None:
    """Measure and print."""
    assert payloads.SLICES > SLICES
    with run_server(SLICE_LATENCY) as url:
        pairs = [(_walk(url, prefetch=True), _walk(url, prefetch=False)) for _ in range(ROUNDS)]
        async_pairs = [
            (asyncio.run(_walk_async(url, prefetch=True)), asyncio.run(_walk_async(url, prefetch=False)))
            for _ in range(ROUNDS)
        ]
    ideal = (SLICE_LATENCY + SLICES * WORK) / (SLICES * (SLICE_LATENCY + WORK))
    for name, found in (("sync", pairs), ("async", async_pairs)):
        ratio = median(ahead / plain for ahead, plain in found)
        print(f"{SLICES} slices, prefetch / plain, {name}: {ratio:.3f} (limit 0.56, ideal {ideal:.3f})")
    with run_server(CALL_LATENCY) as url:
        seconds = [_map(url) for _ in range(ROUNDS)]
        async_seconds = [asyncio.run(_map_async(url)) for _ in range(ROUNDS)]
    ideal = -(-CALLS // CONCURRENCY) * CALL_LATENCY
    for name, times in (("sync", seconds), ("async", async_seconds)):
        print(
            f"map of {CALLS} calls, {CONCURRENCY} at a time, {name}: median {median(times):.2f} s, worst "
            f"{max(times):.2f} s (limit 2.2 s, ideal {ideal:.2f} s)"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve(float(sys.argv[2])))
    else:
        main()
