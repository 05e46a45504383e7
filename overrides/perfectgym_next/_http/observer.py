"""Call a client's callbacks. Nothing that they raise breaks a call, except for `KeyboardInterrupt` and the like."""

from __future__ import annotations

import itertools
import logging
import os
import threading
from typing import TYPE_CHECKING, TypeVar

from perfectgym_next._core.forks import renew_after_fork
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
_new = tuple.__new__  # in half the time of a named tuple's constructor
_MIN_LIMITER_WAIT = 0.01  # seconds; less is what it takes to ask the limiter


class _Flag:
    """Whether a thread is inside a callback."""

    __slots__ = ("is_inside",)

    is_inside: bool

    def __init__(self) -> None:
        self.is_inside = False


class _Thread(threading.local):
    """The flag of the current thread. It costs more to look up than to set."""

    flag: _Flag

    def __init__(self) -> None:
        self.flag = _Flag()


class Observer:
    """The callbacks of a client. The first exception of each is logged, further ones are ignored.

    Calls that a callback makes cause no events, which would lead to further ones without end.

    Args:
        on_event: Called with each event, or None.
        trace_headers: Returns the trace headers of an attempt, or None.

    Attributes:
        tell: Passes an event to the callback.
        trace_headers: Returns the trace headers of an attempt; None if the client has no callback for them.
    """

    tell: Callable[[Event, _Flag], object]
    trace_headers: Callable[[AttemptStarted, _Flag], Mapping[str, str] | None] | None

    def __init__(
        self,
        on_event: Callable[[Event], object] | None,
        trace_headers: Callable[[AttemptStarted], Mapping[str, str]] | None,
    ) -> None:
        self._thread = _Thread()
        self._logged: set[str] = set()
        self.tell = _ignore if on_event is None else self._guard("on_event", on_event)
        self.trace_headers = None if trace_headers is None else self._guard("trace_headers", _checked(trace_headers))
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        """Choose where the ids of calls start: elsewhere than in the parent process of a fork."""
        self._call_ids = itertools.count(int.from_bytes(os.urandom(7)) + 2**60)  # 16 hexadecimal characters

    def call_started(self, operation: Operation, now: float) -> CallEvents | None:
        """Tell that a call starts, and return what reports its further events; None for a call of a callback."""
        flag = self._thread.flag
        if flag.is_inside:
            return None
        call = (f"{next(self._call_ids):x}", operation.name, operation.method, operation.path)
        events = CallEvents(self, flag, call, now)
        try:
            self.tell(_new(CallStarted, call), flag)
        except BaseException as error:
            events.call_ended(type(error).__name__, now)
            raise
        return events

    def _guard(self, name: str, callback: Callable[[E], T]) -> Callable[[E, _Flag], T | None]:
        """Return a function that calls a callback, and returns None if it raises an exception."""
        log_once = self._log_once

        def call(event: E, flag: _Flag) -> T | None:
            try:
                flag.is_inside = True
                result = callback(event)
                if result is not None:
                    _refuse_awaitable(name, result)
            except Exception as error:
                log_once(name, event, error)
                return None
            else:
                return result
            finally:
                flag.is_inside = False

        return call

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


def _refuse_awaitable(name: str, result: object) -> None:
    if hasattr(result, "__await__"):
        raise TypeError(f"{name} returned an awaitable, which nobody awaits")


def _checked(
    trace_headers: Callable[[AttemptStarted], Mapping[str, str]],
) -> Callable[[AttemptStarted], dict[str, str]]:
    def call(event: AttemptStarted) -> dict[str, str]:
        given = trace_headers(event) or {}
        if unknown := [name for name in given if name.lower() not in TRACE_HEADERS]:
            raise ValueError(f"trace_headers may set {', '.join(TRACE_HEADERS)} only, not {', '.join(unknown)}")
        return {name: header_value(name, value) for name, value in given.items()}

    return call


def _ignore(event: Event, flag: _Flag) -> None:
    return None


class CallEvents:
    """The events of one call. What has started ends: attempt and wait at the latest with the call.

    Args:
        observer: Where the events go.
        flag: The flag of the thread.
        call: Id, operation, method and path, with which they begin.
        now: Monotonic time, in seconds.

    Attributes:
        call_id: What joins the events.
        retry_wait: Why the client waits before a retry, and since when; None if it does not.
        limiter_asked_at: Since when the client waits for the rate limit; None if it does not.
    """

    call_id: str
    retry_wait: tuple[WaitReason, float] | None = None
    limiter_asked_at: float | None = None
    _attempt = 0
    _waited = 0.0
    _attempt_started_at: float | None = None
    _last_response: tuple[int | None, int, str | None] = (None, 0, None)

    def __init__(self, observer: Observer, flag: _Flag, call: tuple[str, str, str, str], now: float) -> None:
        self.call_id = call[0]
        self._tell = observer.tell
        self._trace_headers = observer.trace_headers
        self._flag = flag
        self._call = call
        self._started_at = now

    def _end_waits(self, now: float) -> None:
        """Tell which waits are over: one before a retry, one for the rate limit behind it, or both."""
        retry_wait, asked_at = self.retry_wait, self.limiter_asked_at
        self.retry_wait = self.limiter_asked_at = None
        if retry_wait is not None:
            reason, started_at = retry_wait
            ended_at = now if asked_at is None else asked_at
            self._tell(_new(WaitEnded, (*self._call, self._attempt + 1, reason, ended_at - started_at)), self._flag)
        if asked_at is not None and now - asked_at >= _MIN_LIMITER_WAIT:
            self._tell(_new(WaitEnded, (*self._call, self._attempt + 1, "rate_limit", now - asked_at)), self._flag)

    def attempt_started(self, waited: float, now: float) -> Mapping[str, str] | None:
        """Tell that an attempt starts, and return its trace headers; None if the client sends none.

        Args:
            waited: Seconds waited in this call so far.
            now: Monotonic time, in seconds.
        """
        if self.retry_wait is not None or now - (self.limiter_asked_at or now) >= _MIN_LIMITER_WAIT:
            self._end_waits(now)
        self.limiter_asked_at = None
        self._attempt += 1
        self._waited = waited
        self._attempt_started_at = now
        event = _new(AttemptStarted, (*self._call, self._attempt, waited))
        self._tell(event, self._flag)
        return None if self._trace_headers is None else self._trace_headers(event, self._flag) or {}

    def attempt_ended(
        self, status: int | None, error: str | None, now: float, size: int = 0, request_id: str | None = None
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
        event = (*self._call, self._attempt, status, error, now - started_at, size, request_id)
        self._tell(_new(AttemptEnded, event), self._flag)

    def call_ended(self, error: str | None, now: float) -> None:
        """Tell how the call ended.

        Args:
            error: Name of the class of the exception that leaves, or None.
            now: Monotonic time, in seconds.
        """
        if self._attempt_started_at is not None:
            self.attempt_ended(None, error, now)
        elif self.retry_wait is not None or self.limiter_asked_at is not None:
            self._end_waits(now)
        status, size, request_id = self._last_response
        counted = (now - self._started_at, self._attempt, self._waited)
        self._tell(_new(CallEnded, (*self._call, status, error, *counted, size, request_id)), self._flag)
