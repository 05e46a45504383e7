"""What the limiter adds to a request: the cost of a free slot, as a part of one request without a network.

Run: python benchmarks/bench_limits.py
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import httpx

from perfectgym_next.limits import Bucket, SlidingWindowLimiter

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 7
CALLS = 20_000


def best(call: Callable[[], object], calls: int = CALLS) -> float:
    """Return the seconds that a call takes in the fastest round."""
    fastest = float("inf")
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        for _ in range(calls):
            call()
        fastest = min(fastest, time.perf_counter() - begin)
    return fastest / calls


def best_async(limiter: SlidingWindowLimiter, bucket: Bucket) -> float:
    async def run() -> float:
        fastest = float("inf")
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            for _ in range(CALLS):
                await limiter.acquire_async(bucket)
            fastest = min(fastest, time.perf_counter() - begin)
        return fastest / CALLS

    return asyncio.run(run())


def main() -> None:
    # A window so short that a slot is always free, with the history of a full one.
    limiter = SlidingWindowLimiter(window=1e-9)
    bucket = Bucket("key", "GET", "/v1/studios")
    unlimited = Bucket("key", "GET", "/v1/studios/information", limit=None)
    for number in range(1000):
        limiter.acquire(bucket)
        limiter.acquire(Bucket(f"key {number}", "GET", "/v1/studios"))

    transport = httpx.MockTransport(lambda _: httpx.Response(200, json={}))
    with httpx.Client(transport=transport, base_url="http://localhost") as client:
        request = best(lambda: client.get("/v1/studios"), calls=500)
    for name, cost in {
        "acquire": best(lambda: limiter.acquire(bucket)),
        "acquire_async": best_async(limiter, bucket),
        "acquire and release": best(lambda: limiter.release(bucket, limiter.acquire(bucket))),
        "acquire, no limit": best(lambda: limiter.acquire(unlimited)),
    }.items():
        print(f"{name:20} 1/{request / cost:.0f} of a request over httpx.MockTransport ({cost * 1e6:.2f} µs)")


if __name__ == "__main__":
    main()
