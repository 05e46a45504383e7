"""Overload of the service: too many requests, or a busy database."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from perfectgym_next.testing._studio.problems import ProblemResponse

if TYPE_CHECKING:
    from random import Random

__all__ = ["Throttle"]


class Throttle:
    """Rejects requests as the vendor documents it: 429 above a rate, 503 at random.

    Args:
        limit: Requests that each key may send to each operation within a window; None disables the limit.
        window: Length of a window in seconds. An operation stays closed that long once the limit was exceeded.
        busy: Share of requests, 0 to 1, that find the database busy.
        rng: Chooses these requests.

    Raises:
        ValueError: The limit is below 1, the window not above 0, or the share not between 0 and 1.
    """

    def __init__(self, *, limit: int | None, window: float, busy: float, rng: Random) -> None:
        if limit is not None and limit < 1:
            raise ValueError(f"invalid rate_limit {limit}: it must be at least 1 request, or None for no limit")
        if not window > 0:
            raise ValueError(f"invalid rate_window {window}: it must be more than 0 seconds")
        if not 0 <= busy <= 1:
            raise ValueError(f"invalid busy {busy}: it must be a share between 0 and 1")
        self._limit = limit
        self._window = window
        self._busy = busy
        self._rng = rng
        self._windows: dict[tuple[int, str], tuple[float, int]] = {}
        self._closed_until: dict[tuple[int, str], float] = {}

    def check(self, key: int, operation: str) -> None:
        """Count a request.

        Raises:
            ProblemResponse: The request exceeds the limit, or the database is busy.
        """
        if self._limit is not None:
            self._count((key, operation), self._limit, time.monotonic())
        if self._busy and self._rng.random() < self._busy:
            raise ProblemResponse(503, "SERVICE_UNAVAILABLE", "the database is busy, try again later")

    def _count(self, bucket: tuple[int, str], limit: int, now: float) -> None:
        closed_until = self._closed_until.get(bucket, 0.0)
        if now < closed_until:
            raise self._too_many(limit, closed_until - now)
        started, count = self._windows.get(bucket, (now, 0))
        if now - started >= self._window:
            started, count = now, 0
        if count >= limit:
            self._closed_until[bucket] = now + self._window
            raise self._too_many(limit, self._window)
        self._windows[bucket] = (started, count + 1)

    def _too_many(self, limit: int, wait: float) -> ProblemResponse:
        message = f"more than {limit} requests in {self._window:g} seconds"
        return ProblemResponse(429, "TOO_MANY_REQUESTS", message, headers={"Retry-After": str(math.ceil(wait))})
