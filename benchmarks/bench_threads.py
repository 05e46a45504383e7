"""One client in many threads, with a server that responds after 20 ms from a process of its own.

Every contender may keep 100 connections. CPU is that of all threads together, for one request.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from statistics import median
from time import perf_counter, process_time
from typing import Any

import httpx
import httpx2
import requests
import urllib3

from benchmarks.bench_latency import run_server
from benchmarks.harness import OURS, Cost, Ratio, Row, Run, compare, measure_figure
from perfectgym_next import PerfectGym

LATENCY = 0.02
THREADS = (8, 32, 64, 100)
CONNECTIONS = 100
EACH = 10
FAIR_REQUESTS = 1000
ROUNDS = 15
NO_LIMIT = 1_000_000_000
PATH = "/v1/customers/1001/account/balances"
HEADERS = {"X-API-KEY": "bench"}
TIME_LIMITS = {"httpx": 1.0, "httpx2": 1.0, "requests": 1.0, "urllib3": 1.11}
"""Limits for the time of a request in 64 threads or more, where the interpreter's lock decides."""

Get = Callable[[], Any]


@contextlib.contextmanager
def _contenders(url: str) -> Iterator[dict[str, Get]]:
    """Yield a function for each contender that gets one response and decodes it."""
    address = url + PATH
    with (
        PerfectGym(base_url=url, api_key="bench", rate_limit=NO_LIMIT) as gym,
        httpx.Client(headers=HEADERS, timeout=60, limits=httpx.Limits(max_connections=CONNECTIONS)) as httpx_client,
        httpx2.Client(headers=HEADERS, timeout=60, limits=httpx2.Limits(max_connections=CONNECTIONS)) as httpx2_client,
        requests.Session() as session,
        urllib3.PoolManager(maxsize=CONNECTIONS, headers=HEADERS) as manager,
    ):
        session.headers.update(HEADERS)
        session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=CONNECTIONS))
        yield {
            OURS: lambda: gym.customers_account.get_balances(1001),
            "httpx": lambda: json.loads(httpx_client.get(address).raise_for_status().content),
            "httpx2": lambda: json.loads(httpx2_client.get(address).raise_for_status().content),
            "requests": lambda: json.loads(session.get(address).content),
            "urllib3": lambda: json.loads(manager.request("GET", address).data),
        }


def _run_threads(get: Get, threads: int, each: int) -> tuple[Cost, list[float]]:
    """Return the cost of a request, and the seconds that each thread took for all of its requests."""
    start = threading.Barrier(threads + 1)
    seconds: list[float] = []

    def work() -> None:
        start.wait()
        begin = perf_counter()
        for _ in range(each):
            get()
        seconds.append(perf_counter() - begin)

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    start.wait()
    wall, cpu = perf_counter(), process_time()
    for worker in workers:
        worker.join()
    cost = Cost((perf_counter() - wall) / (threads * each), (process_time() - cpu) / (threads * each))
    if len(seconds) != threads:
        raise RuntimeError(f"{threads - len(seconds)} of {threads} threads failed")
    return cost, seconds


def _time_threads(get: Get, threads: int) -> Run:
    return lambda: _run_threads(get, threads, EACH)[0]


def _peers(gets: Mapping[str, Get], threads: int) -> list[Row]:
    runs = {name: _time_threads(get, threads) for name, get in gets.items()}
    found = compare(f"a request, 20 ms away, threads: {threads}", runs, rounds=ROUNDS)
    if threads < 64:
        return found
    return [
        replace(row, limit=TIME_LIMITS[row.peer]) if isinstance(row, Ratio) and row.measure == "wall" else row
        for row in found
    ]


def _growth(get: Get) -> list[Row]:
    """Compare ours with itself: 64 threads are to send at least 3.5 times as many requests a second as 8."""
    runs = {OURS: _time_threads(get, 64), "ours, threads: 8": _time_threads(get, 8)}
    return compare("a request, 20 ms away, threads: 64", runs, rounds=ROUNDS, limits={"ours, threads: 8": 1.3})


def _fairness(get: Get) -> Row:
    slowest = []
    for _ in range(ROUNDS):
        _, seconds = _run_threads(get, 64, FAIR_REQUESTS // 64)
        slowest.append(max(seconds) / median(seconds))
    return measure_figure("the slowest of 64 threads divided by the median one", "ratio", slowest, limit=1.5)


def rows() -> list[Row]:
    """Measure and return the rows of the table."""
    with run_server(LATENCY) as url, _contenders(url) as gets:
        return [
            *(row for threads in THREADS for row in _peers(gets, threads)),
            *_growth(gets[OURS]),
            _fairness(gets[OURS]),
        ]
