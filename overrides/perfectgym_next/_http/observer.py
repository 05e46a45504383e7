"""Call a client's callbacks. Nothing that they raise breaks a call, except for `KeyboardInterrupt` and the like."""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING, TypeVar

from perfectgym_next._core.log_fields import log_fields
from perfectgym_next._core.operation import header_value
from perfectgym_next.events import AttemptEnded, AttemptStarted, CallEnded, CallStarted, WaitEnded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from perfectgym_next._core.operation import Operation
    from perfectgym_next.events import Event, WaitReason

__all__ = ["TRACE_HEADERS", "CallEvents", "Observer"]

E = TypeVar("E", bound="Event")
T = TypeVar("T")

_log = logging.getLogger("perfectgym_next")

TRACE_HEADERS = ("traceparent", "tracestate", "baggage")
"""The headers that `trace_headers` may set: those of W3C Trace Context and W3C Baggage."""
_MIN_LIMITER_WAIT = 0.01  # seconds; less is what it takes to ask the limiter


class Observer:
    """The callbacks of a client. The first exception of each is logged, further ones are ignored.

    Calls that a callback makes cause no events, which would lead to further ones without end.

    Args:
        on_event: Called with each event, or None.
        trace_headers: Returns the trace headers of an attempt, or None.
    """

    def __init__(
        self,
        on_event: Callable[[Event], object] | None,
        trace_headers: Callable[[AttemptStarted], Mapping[str, str]] | None,
    ) -> None:
        self._on_event = on_event
        self._trace_headers = trace_headers
        self._inside = threading.local()
        self._logged: set[str] = set()

    def observe(self, operation: Operation, now: float) -> CallEvents:
        """Return what reports the events of a call that starts now."""
        return CallEvents(self, operation, now)

    def tell(self, event: Event) -> None:
        """Pass an event to the callback."""
        if self._on_event is not None:
            self._call("on_event", self._on_event, event)

    def trace_headers(self, event: AttemptStarted) -> Mapping[str, str] | None:
        """Return the trace headers of an attempt; None if the client has no callback for them."""
        if self._trace_headers is None:
            return None
        return self._call("trace_headers", self._checked_trace_headers, event) or {}

    def _checked_trace_headers(self, event: AttemptStarted) -> dict[str, str]:
        given = {} if self._trace_headers is None else self._trace_headers(event) or {}
        if unknown := [name for name in given if name.lower() not in TRACE_HEADERS]:
            raise ValueError(f"trace_headers may set {', '.join(TRACE_HEADERS)} only, not {', '.join(unknown)}")
        return {name: header_value(name, value) for name, value in given.items()}

    def _call(self, name: str, callback: Callable[[E], T], event: E) -> T | None:
        if getattr(self._inside, "callback", False):
            return None
        try:
            self._inside.callback = True
            return callback(event)
        except Exception as error:
            self._log_once(name, event, error)
            return None
        finally:
            self._inside.callback = False

    def _log_once(self, name: str, event: Event, error: Exception) -> None:
        if name in self._logged:
            return
        self._logged.add(name)
        from traceback import format_exception

        # Without its context, which may be the error of the call with what the service said.
        text = "".join(format_exception(error, chain=False))
        _log.error(
            "perfectgym_next: %s: %s raised an exception; further ones of this client are not logged\n%s",
            event.operation,
            name,
            text,
            extra=log_fields(
                call_id=event.call_id,
                operation=event.operation,
                method=event.method,
                path=event.path,
                error=type(error).__name__,
            ),
        )


class CallEvents:
    """The events of one call. What has started ends: attempt and wait at the latest with the call.

    Args:
        observer: Where the events go.
        operation: The called operation.
        now: Monotonic time, in seconds.

    Attributes:
        call_id: What joins the events.
    """

    call_id: str

    def __init__(self, observer: Observer, operation: Operation, now: float) -> None:
        self.call_id = os.urandom(8).hex()  # without a state that a fork would copy
        self._observer = observer
        self._call = (self.call_id, operation.name, operation.method, operation.path)
        self._started_at = now
        self._attempt = 0
        self._waited = 0.0
        self._attempt_started_at: float | None = None
        self._wait: tuple[WaitReason, float] | None = None
        self._last_response: tuple[int | None, int, str | None] = (None, 0, None)

    def call_started(self) -> None:
        """Tell that the call starts."""
        self._observer.tell(CallStarted(*self._call))

    def wait_started(self, reason: WaitReason, now: float) -> None:
        """Note that a wait starts, and that the one before is over."""
        self._end_wait(now)
        self._wait = (reason, now)

    def _end_wait(self, now: float) -> None:
        if self._wait is None:
            return
        (reason, started_at), self._wait = self._wait, None
        if reason != "rate_limit" or now - started_at >= _MIN_LIMITER_WAIT:
            self._observer.tell(WaitEnded(*self._call, self._attempt + 1, reason, now - started_at))

    def attempt_started(self, waited: float, now: float) -> Mapping[str, str] | None:
        """Tell that an attempt starts, and return its trace headers.

        Args:
            waited: Seconds waited in this call so far.
            now: Monotonic time, in seconds.
        """
        self._end_wait(now)
        self._attempt += 1
        self._waited = waited
        self._attempt_started_at = now
        event = AttemptStarted(*self._call, self._attempt, waited)
        self._observer.tell(event)
        return self._observer.trace_headers(event)

    def attempt_ended(
        self, status: int | None, error: str | None, now: float, *, size: int = 0, request_id: str | None = None
    ) -> None:
        """Tell how an attempt ended.

        Args:
            status: HTTP status, or None.
            error: Name of the exception's class, or None.
            now: Monotonic time, in seconds.
            size: Bytes of the response's body.
            request_id: What the service calls the request, or None.
        """
        started_at, self._attempt_started_at = self._attempt_started_at or now, None
        self._last_response = (status, size, request_id)
        self._observer.tell(AttemptEnded(*self._call, self._attempt, status, error, now - started_at, size, request_id))

    def call_ended(self, error: str | None, now: float) -> None:
        """Tell how the call ended.

        Args:
            error: Name of the class of the exception that leaves, or None.
            now: Monotonic time, in seconds.
        """
        self._end_wait(now)
        if self._attempt_started_at is not None:
            self.attempt_ended(None, error, now)
        status, size, request_id = self._last_response
        seconds = now - self._started_at
        self._observer.tell(
            CallEnded(*self._call, status, error, seconds, self._attempt, self._waited, size, request_id)
        )
