"""Counting the requests of a client, and how long they wait for the rate limit."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfectgym_next.limits import Bucket, RateLimiter

__all__ = ["CountingLimiter"]


class CountingLimiter:
    """Passes everything to another limiter, and counts.

    Args:
        limiter: The limiter that decides.

    Attributes:
        requests: Requests that were admitted.
        waited: Seconds that they waited, added up.
    """

    def __init__(self, limiter: RateLimiter) -> None:
        self._limiter = limiter
        self._lock = threading.Lock()
        self.requests = 0
        self.waited = 0.0

    def acquire(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        """See `RateLimiter.acquire`."""
        start = time.monotonic()
        grant = self._limiter.acquire(bucket, max_wait=max_wait)
        with self._lock:
            self.requests += 1
            self.waited += time.monotonic() - start
        return grant

    async def acquire_async(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        """See `RateLimiter.acquire_async`."""
        return await self._limiter.acquire_async(bucket, max_wait=max_wait)

    def release(self, bucket: Bucket, grant: float) -> None:
        """See `RateLimiter.release`."""
        self._limiter.release(bucket, grant)

    async def release_async(self, bucket: Bucket, grant: float) -> None:
        """See `RateLimiter.release_async`."""
        await self._limiter.release_async(bucket, grant)

    def pause(self, bucket: Bucket, seconds: float) -> None:
        """See `RateLimiter.pause`."""
        self._limiter.pause(bucket, seconds)

    async def pause_async(self, bucket: Bucket, seconds: float) -> None:
        """See `RateLimiter.pause_async`."""
        await self._limiter.pause_async(bucket, seconds)
