"""What every limiter and its callers share: the bucket that is counted, the protocol, the errors."""

from __future__ import annotations

import hashlib
from typing import Protocol

from perfectgym_next.errors import PerfectGymError

__all__ = ["DEFAULT_LIMIT", "Bucket", "LimitWaitError", "LimiterError", "RateLimiter", "compute_span"]

DEFAULT_LIMIT = 1000
"""Requests that the service allows in a minute for each endpoint, as we assume of each key."""


class LimiterError(PerfectGymError):
    """The server of a shared limiter could not be reached or did not reply. The request was not sent."""


class LimitWaitError(PerfectGymError):
    """The next free slot in the window is further away than the caller may wait. No slot was acquired.

    Attributes:
        wait: Seconds until that slot, from the moment of the error.
    """

    def __init__(self, wait: float) -> None:
        super().__init__(wait)
        self.wait = wait

    def __str__(self) -> str:
        return f"the next free slot of the rate limit is {self.wait:.1f} s away, more than max_wait allows"


class Bucket:
    """Requests that are counted together: those of one API key to one endpoint.

    The key is hashed at once: a bucket neither holds nor shows it.

    Args:
        api_key: The key that the requests carry.
        method: HTTP method, such as `GET`.
        path: Path template, such as `/v1/customers/{customerId}`.
        limit: Requests that a window may hold. With `None` nothing is counted, and only a pause delays a request.
        operation: Name of the operation, such as `customers_account.get_balances`, for the log.

    Attributes:
        name: Text that is equal for equal key, method and path, in every process.
        endpoint: Method and path template.
        limit: As given.
        operation: As given, else the endpoint.

    Raises:
        ValueError: `limit` is less than 1.
    """

    __slots__ = ("endpoint", "limit", "name", "operation")

    endpoint: str
    limit: int | None
    name: str
    operation: str

    def __init__(
        self,
        api_key: str,
        method: str,
        path: str,
        *,
        limit: int | None = DEFAULT_LIMIT,
        operation: str | None = None,
    ) -> None:
        # Salted with our name, so that the digest reveals nothing beside other digests of the same key.
        digest = hashlib.sha256(b"perfectgym-next\0" + api_key.encode(errors="surrogatepass")).hexdigest()
        del api_key  # tracebacks show local variables
        self.endpoint = f"{method} {path}"
        self.name = f"{digest[:32]} {self.endpoint}"
        self.limit = limit
        self.operation = operation or self.endpoint
        if limit is not None and limit < 1:
            raise ValueError(f"invalid rate limit {limit!r}: expected 1 or more requests, or None for no limit")

    def __repr__(self) -> str:
        return f"<Bucket {self.endpoint}, limit {self.limit}>"


class RateLimiter(Protocol):
    """The protocol that a custom limiter must implement. All methods are called from any thread and any event loop.

    Every attempt to send a request, retries included, acquires a slot of its own:

        grant = limiter.acquire(bucket, max_wait=30)
        try:
            ...  # send the request, receive the response
        finally:
            limiter.release(bucket, grant)
    """

    def acquire(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        """Wait for a free slot in the window of `bucket`, and take it for one request that is sent now.

        Args:
            bucket: Key and endpoint of the request.
            max_wait: Seconds that the caller may wait, 0 for not at all, `None` for as long as it takes.

        Returns:
            The grant, to be passed to `release`.

        Raises:
            LimitWaitError: The wait is longer than `max_wait`. Raised at once, or when a pause makes it longer.
            LimiterError: The server of a shared limiter could not be reached or did not reply.
        """
        ...

    async def acquire_async(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        """Do the same as `acquire`, without blocking the event loop."""
        ...

    def release(self, bucket: Bucket, grant: float) -> None:
        """End the request of a grant, successful or not. Raises nothing.

        The service may have counted the request as late as now, so its slot counts from now on.
        """
        ...

    async def release_async(self, bucket: Bucket, grant: float) -> None:
        """Do the same as `release`, without blocking the event loop."""
        ...

    def pause(self, bucket: Bucket, seconds: float) -> None:
        """Delay every request of `bucket` for so many seconds: the service responded with 429.

        A pause can be extended but not shortened. It also delays callers that already wait or were admitted just now.
        """
        ...

    async def pause_async(self, bucket: Bucket, seconds: float) -> None:
        """Do the same as `pause`, without blocking the event loop."""
        ...


def compute_span(window: float, margin: float) -> float:
    """Return the seconds for which a grant counts.

    Args:
        window: Length of the window in seconds.
        margin: Part of the window by which it is lengthened.

    Raises:
        ValueError: `window` is not positive, `margin` is negative, or either is not finite.
    """
    if not 0 < window < float("inf"):
        raise ValueError(f"invalid window {window!r}: expected a positive number of seconds, such as 60")
    if not 0 <= margin < float("inf"):
        raise ValueError(f"invalid margin {margin!r}: expected a part of the window, 0 or more, such as 0.01")
    return window * (1 + margin)
