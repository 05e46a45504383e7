"""When the service has had enough: too many requests, or a database that is busy."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from perfectgym_next.testing._server.responses import Refusal

if TYPE_CHECKING:
    from random import Random

__all__ = ["Throttle"]


class Throttle:
    """Refuses requests as the vendor describes it: 429 past a rate, 503 now and then.

    Args:
        limit: Requests that each key may send to each operation within a window; None does not count.
        window: Seconds that a window lasts, and that an operation stays closed once the limit was passed.
        busy: Share of requests, 0 to 1, that find the database busy.
        dice: Decides which requests do.

    Raises:
        ValueError: The limit is below 1, the window not above 0, or the share not between 0 and 1.
    """

    def __init__(self, *, limit: int | None, window: float, busy: float, dice: Random) -> None:
        if limit is not None and limit < 1:
            raise ValueError(f"the rate limit must be at least 1, not {limit}")
        if not window > 0:
            raise ValueError(f"the window of the rate limit must be more than 0 seconds, not {window}")
        if not 0 <= busy <= 1:
            raise ValueError(f"the share of busy answers must be between 0 and 1, not {busy}")
        self._limit = limit
        self._window = window
        self._busy = busy
        self._dice = dice
        self._windows: dict[tuple[int, str], tuple[float, int]] = {}
        self._closed: dict[tuple[int, str], float] = {}

    def check(self, key: int, operation: str) -> None:
        """Count a request.

        Raises:
            Refusal: It is one too many, or the database is busy.
        """
        if self._limit is not None:
            self._count((key, operation), self._limit, time.monotonic())
        if self._busy and self._dice.random() < self._busy:
            raise Refusal(503, "SERVICE_UNAVAILABLE", "the database is busy, try again later")

    def _count(self, bucket: tuple[int, str], limit: int, now: float) -> None:
        closed_until = self._closed.get(bucket, 0.0)
        if now < closed_until:
            raise self._too_many(limit, closed_until - now)
        began, count = self._windows.get(bucket, (now, 0))
        if now - began >= self._window:
            began, count = now, 0
        if count >= limit:
            self._closed[bucket] = now + self._window
            raise self._too_many(limit, self._window)
        self._windows[bucket] = (began, count + 1)

    def _too_many(self, limit: int, wait: float) -> Refusal:
        message = f"more than {limit} requests in {self._window:g} seconds"
        return Refusal(429, "TOO_MANY_REQUESTS", message, headers={"Retry-After": str(math.ceil(wait))})
