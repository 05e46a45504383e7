"""When requests are retried. Rules only: the transport carries them out.

The first question is whether the service may have acted on the request. If it cannot have, any request is sent again:
no connection was made, 429, or a 503 that the service itself wrote. Otherwise only GET and HEAD are, unless the caller
opts in.
"""

from __future__ import annotations

import random
from typing import NamedTuple

__all__ = ["DEFAULT_MAX_RETRIES", "DEFAULT_MAX_WAIT", "RetryPolicy"]

DEFAULT_MAX_RETRIES = 5
DEFAULT_MAX_WAIT = 90.0

_REFUSED = 429
_OVERLOADED = 503
_FAILED = frozenset({500, 502, 503, 504})
_SAFE_METHODS = frozenset({"GET", "HEAD"})
_BASE_DELAY = 0.5  # seconds
_LONGEST_BACKOFF = 2.0**30


class RetryPolicy(NamedTuple):
    """How often and how long a client tries.

    Without a ``Retry-After`` the delays double from 0.5 s, each shortened by chance to anything down to nothing.
    """

    max_retries: int = DEFAULT_MAX_RETRIES
    """How often a request is sent again."""
    max_wait: float = DEFAULT_MAX_WAIT
    """The longest single wait in seconds; where the service asks for a longer one, the error is raised at once."""
    retry_writes: bool = False
    """Whether requests that change something are sent again too when the first may have been acted on."""

    @property
    def max_total_wait(self) -> float:
        """All waits of one request together, in seconds."""
        return 2 * self.max_wait

    def _is_repeatable(self, method: str) -> bool:
        return self.retry_writes or method in _SAFE_METHODS

    def retries_status(self, method: str, status: int, *, from_service: bool) -> bool:
        """Return whether a request is sent again after an error status.

        Args:
            method: HTTP method.
            status: HTTP status.
            from_service: Whether the service itself wrote the response: a proxy that lost the response of a request
                which was performed says 503, too.
        """
        if status == _REFUSED or (status == _OVERLOADED and from_service):
            return True
        return status in _FAILED and self._is_repeatable(method)

    def retries_failure(self, method: str, *, maybe_received: bool) -> bool:
        """Return whether a request is sent again to which no response came."""
        return not maybe_received or self._is_repeatable(method)

    def allows_wait(self, seconds: float | None, waited: float) -> bool:
        """Return whether the wait that the service asks for is one to make, after others of the same request."""
        seconds = seconds or 0.0
        return seconds <= self.max_wait and waited + seconds <= self.max_total_wait

    def delay(self, attempts: int, retry_after: float | None, waited: float) -> float | None:
        """Return the seconds before the next attempt, None where the waits would take too long in all.

        Args:
            attempts: Attempts so far, at least one.
            retry_after: Seconds for which the service asks.
            waited: Seconds waited so far.
        """
        if retry_after:
            return retry_after
        left = self.max_total_wait - waited
        if left <= 0:
            return None
        longest = min(_BASE_DELAY * min(2.0 ** (attempts - 1), _LONGEST_BACKOFF), self.max_wait, left)
        return random.uniform(0.0, longest)  # noqa: S311 - spreads load, guards nothing
