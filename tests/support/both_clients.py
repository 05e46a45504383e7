"""What tests of both clients share: one call on either client, waits that are noted instead of made, a limiter."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import pytest

from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next.limits import Bucket, LimitWaitError
from tests.support.scripted import KEY


class NotingLimiter:
    """Grants everything, and notes what it was asked.

    Attributes:
        asked: Bucket and ``max_wait`` of every request for a place.
        paused: Bucket and seconds of every pause.
        released_grants: Grants that were released.
    """

    def __init__(self, *, wait: float | None = None) -> None:
        self.asked: list[tuple[Bucket, float | None]] = []
        self.paused: list[tuple[Bucket, float]] = []
        self.released_grants: list[float] = []
        self.wait = wait

    def acquire(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        self.asked.append((bucket, max_wait))
        if self.wait is not None:
            raise LimitWaitError(self.wait)
        return float(len(self.asked))

    async def acquire_async(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        return self.acquire(bucket, max_wait=max_wait)

    def release(self, bucket: Bucket, grant: float) -> None:
        self.released_grants.append(grant)

    async def release_async(self, bucket: Bucket, grant: float) -> None:
        self.release(bucket, grant)

    def pause(self, bucket: Bucket, seconds: float) -> None:
        self.paused.append((bucket, seconds))

    async def pause_async(self, bucket: Bucket, seconds: float) -> None:
        self.pause(bucket, seconds)


class Waits(list[float]):
    """The waits between attempts, which pass without being waited for; the client's clock goes on by them.

    Attributes:
        before_next: Called in place of the next wait, once.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        import time

        self.before_next: Callable[[], object] | None = None

        def noted(seconds: float) -> None:
            self.append(seconds)
            action, self.before_next = self.before_next, None
            if action is not None:
                action()

        async def noted_async(seconds: float) -> None:
            noted(seconds)

        clock = SimpleNamespace(monotonic=lambda: time.monotonic() + sum(self))
        monkeypatch.setattr("perfectgym_next.transport._sleep", noted)
        monkeypatch.setattr("perfectgym_next.transport._sleep_async", noted_async)
        monkeypatch.setattr("perfectgym_next._http.exchange.time", clock)


def called(client: str, base_url: str, call: Callable[[Any], Any], **options: Any) -> Any:
    """Make a client, ``sync`` or ``async``, call it, close it."""
    options = {"base_url": base_url, "api_key": KEY, "limiter": NotingLimiter(), **options}
    if client == "sync":
        with PerfectGym(**options) as gym:
            return call(gym)

    async def run() -> Any:
        async with AsyncPerfectGym(**options) as gym:
            result = call(gym)
            return await result if isinstance(result, Awaitable) else result

    return asyncio.run(run())


BOTH = pytest.mark.parametrize("client", ["sync", "async"])
