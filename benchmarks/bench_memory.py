"""Memory that listing 100,000 bookings takes beyond that of the first 1,000: Python's allocations, by tracemalloc."""

from __future__ import annotations

import gc
import tracemalloc

from benchmarks import server
from benchmarks.bench_requests import NO_LIMIT
from benchmarks.harness import Row
from perfectgym_next import PerfectGym

FIRST = 1000
MEGABYTE = 1_000_000
TARGET = 3.0


def rows() -> list[Row]:
    """Measure and return the rows of the table."""
    with server.run_server() as url, PerfectGym(base_url=url, api_key="bench", rate_limit=NO_LIMIT) as gym:
        tracemalloc.start()
        before = 0
        for count, _ in enumerate(gym.customers_account.list_transactions(1001), start=1):
            if count == FIRST:
                gc.collect()
                before, _ = tracemalloc.get_traced_memory()
                tracemalloc.reset_peak()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    grown = (peak - before) / MEGABYTE
    return [Row(f"listing, peak beyond the first {FIRST}, MB", "", grown, grown, TARGET, peak - before, MEGABYTE, 1)]
