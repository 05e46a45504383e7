"""What a limiter adds to a request: that of one process, and that of Redis with several processes."""

from __future__ import annotations

import asyncio
import itertools
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from benchmarks.harness import OURS, Cost, Row, Run, compare, measure_figure, run_interleaved, time_work
from benchmarks.server import ROOT
from perfectgym_next.limits import Bucket, SlidingWindowLimiter
from tests.support.redis_clients import REDIS_SERVER, redis_server

ROUNDS = 21
CALLS = 5000
LIMIT = 1000
BUCKET = Bucket("key", "GET", "/v1/studios", limit=LIMIT)
REDIS_CALLS = 500
REDIS_BUCKET = Bucket("key", "GET", "/v1/studios", limit=1_000_000)
REDIS_WINDOW = 1.0
PROCESSES = (1, 2, 4)
REDIS_ROUNDS = 15
SECONDS = 0.5


def _make_limiter(step: float) -> SlidingWindowLimiter:
    """Return a limiter whose clock moves by so much at each look, with the history of other keys."""
    limiter = SlidingWindowLimiter()
    for number in range(1000):
        limiter.acquire(Bucket(f"key {number}", "GET", "/v1/studios"))
    moments = itertools.count(time.monotonic(), step)
    limiter._clock = lambda: next(moments)
    for _ in range(2 * LIMIT):
        limiter.acquire(BUCKET)
    return limiter


def _windows() -> list[Row]:
    # Of the full window, one slot becomes free at each look. The other is empty again before each.
    full, empty = _make_limiter(61 / (LIMIT - 1)), _make_limiter(61.0)
    unlimited = Bucket("key", "GET", "/v1/studios/information", limit=None)
    runs = {
        OURS: time_work(lambda: full.acquire(BUCKET), times=CALLS),
        "an empty window": time_work(lambda: empty.acquire(BUCKET), times=CALLS),
        "no limit": time_work(lambda: full.acquire(unlimited), times=CALLS),
    }
    return compare("a slot of a full window", runs, rounds=ROUNDS)


def _requests() -> list[Row]:
    limiter = SlidingWindowLimiter()
    bucket = Bucket("key", "GET", "/v1/studios", limit=1_000_000_000)
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json={}))
    with httpx.Client(transport=transport, base_url="http://localhost") as client:
        runs = {
            OURS: time_work(lambda: limiter.release(bucket, limiter.acquire(bucket)), times=CALLS),
            "a request over httpx.MockTransport": time_work(lambda: client.get("/v1/studios"), times=200),
        }
        return compare("a slot acquired and released", runs, rounds=ROUNDS)


def _tasks() -> list[Row]:
    limiter = SlidingWindowLimiter()
    bucket = Bucket("key", "GET", "/v1/studios", limit=1_000_000_000)

    async def acquire() -> None:
        for _ in range(CALLS):
            await limiter.acquire_async(bucket)

    def acquire_in_thread() -> None:
        for _ in range(CALLS):
            limiter.acquire(bucket)

    runs = {OURS: time_work(lambda: asyncio.run(acquire())), "a thread's": time_work(acquire_in_thread)}
    return compare("5,000 slots of a task", runs, rounds=ROUNDS)


def _redis(url: str) -> list[Row]:
    from redis import Redis

    from perfectgym_next.limits.redis import RedisLimiter

    limiter = RedisLimiter.from_url(url, window=REDIS_WINDOW)
    found: list[Row] = []
    with Redis.from_url(url) as client:

        def ping() -> None:
            client.ping()
            client.ping()

        runs: dict[str, Run] = {
            OURS: time_work(lambda: limiter.release(REDIS_BUCKET, limiter.acquire(REDIS_BUCKET)), times=REDIS_CALLS),
            "two pings": time_work(ping, times=REDIS_CALLS),
        }
        costs = run_interleaved(runs, REDIS_ROUNDS)
        for measure in ("wall", "cpu"):
            values = [getattr(cost, measure) * 1e6 for cost in costs[OURS]]
            name = "time" if measure == "wall" else "CPU of the process"
            found.append(measure_figure(f"Redis limiter, {name} it adds to a request", "µs", values))
        found += compare("a slot of Redis acquired and released", runs, rounds=REDIS_ROUNDS)
        rounds = [{count: _run_processes(url, count, client) for count in PROCESSES} for _ in range(REDIS_ROUNDS)]
    limiter.close()
    for count in PROCESSES:
        gaps = [found_[count].wall * 1e6 for found_ in rounds]
        found.append(measure_figure(f"Redis limiter, processes: {count}, time between two requests", "µs", gaps))
    server = [(found_[count].cpu or 0.0) * 1e6 for found_ in rounds for count in PROCESSES]
    found.append(measure_figure("Redis limiter, CPU of the server for a request", "µs", server))
    return found


def _run_processes(url: str, count: int, client: object) -> Cost:
    """Return the time between two requests of all processes together, and the server's CPU time for each."""
    from redis import Redis

    assert isinstance(client, Redis)
    command = [sys.executable, "-m", "benchmarks.bench_limits", url]
    workers = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    done = 0
    try:
        for worker in workers:
            assert worker.stdout is not None
            worker.stdout.readline()
        before = _server_cpu(client)
        for worker in workers:
            assert worker.stdin is not None
            print("go", file=worker.stdin, flush=True)
        for worker in workers:
            assert worker.stdout is not None
            done += int(worker.stdout.readline())
        used = _server_cpu(client) - before
    finally:
        for worker in workers:
            with worker:
                worker.kill()
    return Cost(SECONDS / done, used / done)


def _server_cpu(client: object) -> float:
    info = client.info("cpu")  # type: ignore[attr-defined]
    return float(info["used_cpu_user"]) + float(info["used_cpu_sys"])


def _work(url: str) -> None:
    """Acquire and release slots for a time, as one of several processes; print how many."""
    from perfectgym_next.limits.redis import RedisLimiter

    limiter = RedisLimiter.from_url(url, window=REDIS_WINDOW)
    limiter.release(REDIS_BUCKET, limiter.acquire(REDIS_BUCKET))
    print("ready", flush=True)
    sys.stdin.readline()
    count, end = 0, time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        limiter.release(REDIS_BUCKET, limiter.acquire(REDIS_BUCKET))
        count += 1
    print(count, flush=True)
    limiter.close()


def rows() -> list[Row]:
    """Measure and return the rows of the table."""
    found = [*_windows(), *_requests(), *_tasks()]
    if REDIS_SERVER is None:
        print("redis-server is not installed: its limiter is not measured", file=sys.stderr)
        return found
    with tempfile.TemporaryDirectory() as folder, redis_server(Path(folder)) as port:
        return [*found, *_redis(f"redis://127.0.0.1:{port}/0")]


if __name__ == "__main__":
    _work(sys.argv[1])
