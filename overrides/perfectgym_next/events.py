"""What happens in a call: the events that a client passes to its ``on_event``; see docs/observability.md.

Events are immutable and hold nothing private: no id, no query value, no body, no API key. `call_id` joins the events of
one call. Seconds are measured with a monotonic clock.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

__all__ = ["AttemptEnded", "AttemptStarted", "CallEnded", "CallStarted", "Event", "WaitEnded", "WaitReason"]

WaitReason: TypeAlias = Literal["backoff", "retry_after", "rate_limit"]
"""Why a client waits: before a retry, for a random time or as the service asks; or for the rate limit."""


class CallStarted(NamedTuple):
    """A call has started: one request with all its attempts. For a list, each slice is a call."""

    call_id: str
    """16 hexadecimal characters, different for each call in every process."""
    operation: str
    """Name of the operation, ``customers_account.get_balances``; ``request`` for an undocumented endpoint."""
    method: str
    path: str
    """Path template, ``/v1/customers/{customerId}/account/balances``."""


class AttemptStarted(NamedTuple):
    """The request is about to be sent."""

    call_id: str
    operation: str
    method: str
    path: str
    attempt: int
    """Number of the attempt, from 1."""
    waited: float
    """Seconds waited in this call so far."""


class AttemptEnded(NamedTuple):
    """A response was received, or the attempt has failed."""

    call_id: str
    operation: str
    method: str
    path: str
    attempt: int
    status: int | None
    """HTTP status, or None without a response that counts."""
    error: str | None
    """Name of the exception's class, or None if there is a status. ``CancelledError`` if the task was cancelled."""
    seconds: float
    response_size: int
    """Size of the response's body in bytes, after decompression; 0 without one."""
    request_id: str | None
    """What the service calls the request: the header ``X-Request-Id``, else the ``traceId`` of an error, else None."""


class WaitEnded(NamedTuple):
    """A wait is over, or has been broken off. Waits of less than 10 ms for the rate limit are left out."""

    call_id: str
    operation: str
    method: str
    path: str
    attempt: int
    """Number of the attempt that follows."""
    reason: WaitReason
    seconds: float


class CallEnded(NamedTuple):
    """A call has returned its result or raised an exception."""

    call_id: str
    operation: str
    method: str
    path: str
    status: int | None
    """HTTP status of the last attempt, or None."""
    error: str | None
    """Name of the class of the exception that the call raised, or None."""
    seconds: float
    """Duration of the call, attempts and waits included."""
    attempts: int
    """How often the request was sent."""
    waited: float
    """Seconds waited before the attempts."""
    response_size: int
    """Size of the last response's body in bytes, after decompression."""
    request_id: str | None


Event: TypeAlias = CallStarted | AttemptStarted | AttemptEnded | WaitEnded | CallEnded
