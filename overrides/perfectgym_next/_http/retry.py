"""When requests are retried: rules without I/O, as in the table of docs/errors.md."""

from __future__ import annotations

import random
import re
from typing import NamedTuple

__all__ = ["DEFAULT_MAX_RETRIES", "DEFAULT_MAX_WAIT", "RetryPolicy", "parse_retry_after"]

DEFAULT_MAX_RETRIES = 5
DEFAULT_MAX_WAIT = 90.0

_TOO_MANY_REQUESTS = 429
_SERVICE_UNAVAILABLE = 503
_SERVER_ERRORS = frozenset({500, 502, 503, 504})
_SAFE_METHODS = frozenset({"GET", "HEAD"})
_BASE_DELAY = 0.5  # seconds
_MAX_BACKOFF_FACTOR = 2.0**30

_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_LIST_COMMA = re.compile(r"(?<!day)(?<!mon|tue|wed|thu|fri|sat|sun),", re.IGNORECASE)
"""A comma between list items, not the one behind the weekday of an HTTP date."""
_MAX_RETRY_AFTER = 1e10
"""Seconds; longer than any wait, and finite where the number has thousands of digits."""


class RetryPolicy(NamedTuple):
    """How often requests are retried, and how long a client waits.

    A request that cannot have been performed is always retried: there was no connection, the status was 429, or the
    service itself wrote a 503. A request that may have been performed is retried if it is a GET or HEAD: the connection
    was lost, no response arrived in time, or the status was 500, 502, 503 or 504. No other status is retried.

    The delay is what ``Retry-After`` says, else a random time (full jitter) up to 0.5 s, 1 s, 2 s, 4 s, ...
    """

    max_retries: int = DEFAULT_MAX_RETRIES
    """Maximum number of retries of a request."""
    max_wait: float = DEFAULT_MAX_WAIT
    """Longest single wait in seconds. If the service asks for a longer one, the error is raised at once."""
    retry_writes: bool = False
    """Whether every request is treated like a GET."""

    @property
    def max_total_wait(self) -> float:
        """Maximum of all waits of one call together, in seconds."""
        return 2 * self.max_wait

    def _is_safe(self, method: str) -> bool:
        return self.retry_writes or method in _SAFE_METHODS

    def should_retry_status(self, method: str, status: int, *, from_service: bool) -> bool:
        """Return whether a request is retried after an error status.

        Args:
            method: HTTP method.
            status: HTTP status.
            from_service: Whether the service itself wrote the response. A proxy writes 503, too, when it has lost the
                response of a request that was performed.
        """
        if status == _TOO_MANY_REQUESTS or (status == _SERVICE_UNAVAILABLE and from_service):
            return True
        return status in _SERVER_ERRORS and self._is_safe(method)

    def should_retry_failure(self, method: str, *, maybe_received: bool) -> bool:
        """Return whether a request is retried that got no complete response."""
        return not maybe_received or self._is_safe(method)

    def allows_wait(self, seconds: float | None, waited: float) -> bool:
        """Return whether the client waits as long as the service asks.

        Args:
            seconds: What ``Retry-After`` says, None without one.
            waited: Seconds waited so far in this call.
        """
        seconds = seconds or 0.0
        return seconds <= self.max_wait and waited + seconds <= self.max_total_wait

    def delay(self, attempts: int, retry_after: float | None, waited: float) -> float | None:
        """Return the seconds before the next attempt, or None if all waits together would take too long.

        Args:
            attempts: Attempts so far, at least one.
            retry_after: What ``Retry-After`` says in seconds, None without one.
            waited: Seconds waited so far in this call.
        """
        if retry_after:
            return retry_after
        left = self.max_total_wait - waited
        if left <= 0:
            return None
        longest = min(_BASE_DELAY * min(2.0 ** (attempts - 1), _MAX_BACKOFF_FACTOR), self.max_wait, left)
        return random.uniform(0.0, longest)  # noqa: S311 - spreads load, guards nothing


def parse_retry_after(value: str | None) -> float | None:
    """Return the seconds to wait by a ``Retry-After`` header (RFC 9110, section 10.2.3).

    Fractions of a second are accepted, although the RFC does not allow them. If a proxy adds a header to that of the
    service, both arrive as one list, ``2, 5``. Then the longest wait counts, and invalid items are ignored. A date in
    the past is 0 seconds. A negative number is invalid.

    Args:
        value: A number, an HTTP date, or a list of these.

    Returns:
        None without a header, or without a valid item.
    """
    waits = [wait for wait in map(_parse_wait, _LIST_COMMA.split(value or "")) if wait is not None]
    return max(waits, default=None)


def _parse_wait(text: str) -> float | None:
    text = text.strip()
    if not text:
        return None
    if _SECONDS.fullmatch(text):
        return min(float(text), _MAX_RETRY_AFTER)
    import time
    from email.utils import mktime_tz, parsedate_tz

    try:
        date = parsedate_tz(text)
        return None if date is None else max(0.0, mktime_tz(date) - time.time())
    except (ValueError, OverflowError):
        return None
