"""When a request is sent again. Rules only; the transport and httpx-retries carry them out.

The first question is whether the service may have acted on the request. A connection that was never made, a 429 and a
503 (it refused before doing anything) say no: any request is sent again. Anything else says maybe: only what changes
nothing is sent again, unless the caller opts in.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["DEFAULT_MAX_RETRIES", "DEFAULT_MAX_WAIT", "RetryPolicy"]

DEFAULT_MAX_RETRIES = 5
DEFAULT_MAX_WAIT = 90.0

_REFUSED = frozenset({429, 503})
_FAILED = frozenset({500, 502, 504})
_SAFE_METHODS = frozenset({"GET", "HEAD"})


class RetryPolicy(NamedTuple):
    """How often and how long a client tries.

    Without a ``Retry-After`` the waits double from 0.5 s, each shortened by chance to anything down to nothing.
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

    def _repeatable(self, method: str) -> bool:
        return self.retry_writes or method in _SAFE_METHODS

    def statuses(self, method: str) -> frozenset[int]:
        """Statuses after which a request of this method is sent again."""
        return _REFUSED | _FAILED if self._repeatable(method) else _REFUSED

    def after_failure(self, method: str, *, maybe_received: bool) -> bool:
        """Whether a request is sent again to which no answer came."""
        return not maybe_received or self._repeatable(method)

    def allows_wait(self, seconds: float | None, waited: float) -> bool:
        """Whether the wait that the service asks for is one to make, after others of the same request."""
        seconds = seconds or 0.0
        return seconds <= self.max_wait and waited + seconds <= self.max_total_wait
