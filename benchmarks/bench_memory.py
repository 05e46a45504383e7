"""Memory, as Python's allocations by tracemalloc: what a listing needs, and what an entry keeps that a caller keeps."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from typing import Any

from benchmarks import payloads, server
from benchmarks.bench_models import readers
from benchmarks.bench_requests import NO_LIMIT
from benchmarks.harness import OURS, Figure, Ratio, Row
from perfectgym_next import PerfectGym

FIRST = 1000
MEGABYTE = 1_000_000


def _listing() -> Figure:
    """Measure what listing 100,000 bookings takes beyond the memory of the first 1,000."""
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
    return Figure(f"listing 100,000 bookings, peak beyond the first {FIRST:,}", "MB", grown, grown, 1, 3.0)


def _kept(read: Callable[[bytes], Any], data: bytes) -> int:
    """Return the bytes that what was read keeps; everything that the first reading caches is left out."""
    read(data)
    gc.collect()
    tracemalloc.start()
    kept = read(data)
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return size


def _entries(topic: str, name: str, data: bytes, count: int) -> list[Row]:
    sizes = {contender: _kept(read, data) / count for contender, read in readers(name).items()}
    ratios = [
        Ratio(f"bytes that {topic} keeps", peer, "memory", ratio, ratio, sizes[OURS], size, 1)
        for peer, size in sizes.items()
        if peer != OURS
        for ratio in [sizes[OURS] / size]
    ]
    return [*ratios, Figure(f"memory of {topic}", "bytes", sizes[OURS], sizes[OURS], 1)]


def rows() -> list[Row]:
    """Measure and return the rows of the table."""
    return [
        *_entries("a customer", "CustomerSlicedResult", payloads.customers(), 500),
        *_entries("a customer with few fields", "CustomerSlicedResult", payloads.sparse_customers(), 500),
        *_entries("a booking", "BookingEntrySlicedResult", payloads.bookings(), payloads.SLICE),
        _listing(),
    ]
