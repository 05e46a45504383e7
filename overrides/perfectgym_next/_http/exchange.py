"""One call with all its attempts, as a state machine without I/O."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, TypeVar

from perfectgym_next._core.background import is_abandoned
from perfectgym_next._http.content_coding import BodyDecoder
from perfectgym_next._http.phases import limit_text
from perfectgym_next._http.response import Content, parse_response
from perfectgym_next._http.retry import parse_retry_after
from perfectgym_next.errors import (
    ApiConnectionError,
    ApiTimeoutError,
    PerfectGymError,
    RateLimitError,
    ResponseFormatError,
    ResponseTooLargeError,
)
from perfectgym_next.limits import LimitWaitError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from perfectgym_next._core.operation import CallOptions, Request, Response
    from perfectgym_next._http.config import Config
    from perfectgym_next._http.observer import CallEvents

__all__ = ["Exchange", "ResponseTimeoutError"]

T = TypeVar("T")

_log = logging.getLogger("perfectgym_next")
_log.addHandler(logging.NullHandler())  # without it, warnings reach stderr of programs that never set up logging

_MAX_COOLDOWN = 3600.0
"""Maximum cooldown of an endpoint in seconds: a wrong clock at either end must not block it for good."""


_MAX_REQUEST_ID = 200  # characters; a longer one is something else


class ResponseTimeoutError(Exception):
    """The body did not arrive within the timeout of a phase."""


class Exchange:
    """One call with all its attempts: the outcome of the last one, and whether and when to retry.

    It holds no object of the HTTP library. Those hold the key, and the exchange is in the traceback of every error.
    As a context manager, it reports start and end of the call to the client's callback.

    Args:
        config: Options of the client.
        request: The request to send.
        options: Options of this call, checked; they take the place of the client's.

    Attributes:
        extra_headers: Headers of this call alone.
        timeout: Seconds for each phase of an attempt.
        deadline: Monotonic time at which the call ends.
    """

    def __init__(self, config: Config, request: Request[Any], options: CallOptions) -> None:
        self.config = config
        self.request = request
        self.operation = request.operation
        timeout, deadline, max_retries = options.get("timeout"), options.get("deadline"), options.get("max_retries")
        self.extra_headers = options.get("extra_headers")
        self.timeout = config.timeout if timeout is None else timeout
        self.bucket = config.bucket(request.operation)
        self._policy = config.retry_policy
        if max_retries is not None:
            self._policy = self._policy._replace(max_retries=max_retries)
        self._rewindable = all(part.rewindable for _, part in request.parts or ())
        self._attempts = 0
        self._waited = 0.0
        self._maybe_received = False
        self._should_retry = False
        self._failure: Exception | None = None
        self._status: int | None = None
        self._has_response = False
        self._headers: dict[str, str] = {}
        self._body = BodyDecoder(0)
        self._content = Content(b"")
        self._phase_started_at = time.monotonic()  # of the last attempt, or of the wait behind it
        self._receive_until = 0.0
        self._receive_limit = 0.0
        self.deadline = self._phase_started_at + (deadline or config.deadline_for(self.timeout, self._policy))
        self._events: CallEvents | None = None

    def __enter__(self) -> None:
        if self.config.observer is not None:
            self._events = self.config.observer.call_started(self.operation, self._phase_started_at)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._events is not None:
            self._events.call_ended(None if kind is None else kind.__name__, time.monotonic())

    def max_limiter_wait(self) -> float:
        """Return the seconds that the next attempt may wait for the rate limiter."""
        now = time.monotonic()
        if self._events is not None:
            self._events.limiter_asked_at = now
        waited = self._waited + now - self._phase_started_at
        return max(0.0, min(self._policy.max_wait, self._policy.max_total_wait - waited, self.deadline - now))

    def limiter_refused(self, error: PerfectGymError) -> None:
        """Note that the rate limiter refused the attempt. The outcome of an earlier attempt is kept."""
        self._should_retry = False
        if self._attempts:
            _log.warning(
                "perfectgym_next: %s: attempt %d was not made: %s",
                self.operation.name,
                self._attempts + 1,
                error,
                extra=self._log_fields(),
            )
        elif isinstance(error, LimitWaitError):
            body = {"errorMessage": str(error)}
            self._failure = RateLimitError(self.operation, 429, body=body, retry_after=error.wait, attempts=0)
        else:
            error.operation = self.operation.name
            self._failure = error

    def abandoned(self) -> None:
        """Note that nobody waits for the call any more, and that the attempt is not made."""
        if not self._attempts:
            reason = "the iteration was abandoned before the request was sent"
            self._failure = ApiConnectionError(self.operation, reason, maybe_received=False, attempts=0)
        self._should_retry = False

    def attempt_started(self) -> Mapping[str, str] | None:
        """Note the start of an attempt. The time since the end of the last one counts as a wait.

        Returns:
            Trace headers for the attempt, which replace those of the last one; None if the client sends none.
        """
        now = time.monotonic()
        self._waited += now - self._phase_started_at
        self._phase_started_at = now
        if self._attempts:
            _log.warning(
                "perfectgym_next: %s: attempt %d of at most %d after %s, having waited %.1f s",
                self.operation.name,
                self._attempts + 1,
                self._policy.max_retries + 1,
                self._outcome_text(),
                self._waited,
                extra=self._log_fields(),
            )
        self._attempts += 1
        self._should_retry = False
        self._failure = None
        self._status = None
        if self._events is None:
            return None
        self._has_response = False
        return self._events.attempt_started(self._waited, now)

    def response_started(self, status: int, headers: dict[str, str], *, decompressed: bool = False) -> None:
        """Note status and headers of a response.

        Args:
            status: HTTP status.
            headers: Names in lower case.
            decompressed: Whether the transport has already decompressed the body.
        """
        self._status = status
        self._has_response = True
        self._headers = headers
        encoding = None if decompressed else headers.get("content-encoding")
        self._body = BodyDecoder(self.config.max_response_bytes, encoding)
        now = time.monotonic()
        self._receive_limit = min(self.timeout, self.deadline - now)
        self._receive_until = now + self._receive_limit

    def receive(self, piece: bytes) -> bool:
        """Process a piece of the body, and return whether to go on.

        Raises:
            ResponseTimeoutError: The body takes longer than the timeout of a phase. The client's own connections check
                that themselves, but a given transport limits each piece only.
        """
        if time.monotonic() > self._receive_until:
            limit = limit_text(self.timeout, self._receive_limit)
            raise ResponseTimeoutError(f"the response was not complete after {limit}")
        return self._body.feed(piece)

    def end_body(self) -> bool:
        """Note the end of the body, and return whether it is valid: complete, and JSON or empty."""
        self._body.finish()
        self._content = Content.of(self._body.content)
        return self._body.problem is None and self._content.problem is None

    def connection_failed(self, reason: str, *, timed_out: bool, never_sent: bool) -> None:
        """Note that no response arrived, or only a part of one."""
        if self._status is not None and not _is_success(self._status):
            self.end_body()
            self._complete(is_whole=False)  # an error status counts without its body, too
            return
        self._maybe_received |= not never_sent
        kind = ApiTimeoutError if timed_out else ApiConnectionError
        self._fail(
            kind(self.operation, reason, maybe_received=self._maybe_received, attempts=self._attempts),
            retry=self._policy.should_retry_failure(self.operation.method, maybe_received=not never_sent),
        )

    def configuration_failed(self, error: PerfectGymError) -> None:
        """Note that the configuration, a proxy for example, does not allow sending."""
        self._fail(error.with_traceback(None), retry=False)

    def upload_failed(self, error: Exception) -> None:
        """Note that a file to upload could not be read."""
        if not self.request.parts:
            raise error
        # Raised anew from a frame of ours, without the frames of libraries that hold the key.
        self._fail(error.with_traceback(None), retry=False)

    def response_complete(self) -> None:
        """Note that the response is complete."""
        self._complete(is_whole=self._body.problem is None and not self._body.too_large)

    def _complete(self, *, is_whole: bool) -> None:
        status = self._status or 0
        if _is_success(status) and self._body.too_large:
            limit = self.config.max_response_bytes
            self._fail(ResponseTooLargeError(self.operation, limit), retry=False)
        elif _is_success(status) and self._body.problem:
            self._fail(ResponseFormatError(self._body.problem, operation=self.operation.name), retry=False)
        else:
            retry = self._policy.should_retry_status(
                self.operation.method, status, from_service=is_whole and _is_service_error(self._content)
            )
            self._end(retry=retry, wait=self._retry_after)

    def attempt_ended(self) -> None:
        """Report the attempt whose outcome is known. No error of the HTTP library, which holds the key, is active."""
        if self._events is not None:
            status, size, request_id = self._status, 0, None
            if self._has_response:
                size = self._body.size
                if status != 200 or "x-request-id" in self._headers:
                    request_id = self._request_id()
            error = None if self._failure is None else type(self._failure).__name__
            self._events.attempt_ended(status, error, self._phase_started_at, size, request_id)

    @property
    def _retry_after(self) -> float | None:
        """Seconds to wait as the service asks, or None."""
        return parse_retry_after(self._headers.get("retry-after")) if self._status is not None else None

    @property
    def endpoint_cooldown(self) -> float | None:
        """Seconds for which no client may call the endpoint after a 429, or None."""
        seconds = self._retry_after if self._status == 429 else None
        return None if seconds is None else min(seconds, _MAX_COOLDOWN)

    def cooldown_failed(self, error: PerfectGymError) -> None:
        """Log that the limiter could not store a cooldown."""
        _log.warning(
            "perfectgym_next: %s: the cooldown does not reach other clients: %s",
            self.operation.name,
            error,
            extra=self._log_fields(),
        )

    def _fail(self, failure: Exception, *, retry: bool) -> None:
        self._failure = failure
        self._status = None
        self._end(retry=retry)

    def _end(self, *, retry: bool, wait: float | None = None) -> None:
        now = time.monotonic()
        self._should_retry = retry and self._rewindable and self._policy.allows_wait(wait, self._waited)
        seconds = now - self._phase_started_at
        if _log.isEnabledFor(logging.DEBUG):
            _log.debug(
                "perfectgym_next: %s %s: %s in %.3f s, attempt %d",
                self.operation.method,
                self.operation.path,
                self._outcome_text(),
                seconds,
                self._attempts,
                extra=self._log_fields(seconds),
            )
        self._phase_started_at = now

    def _outcome_text(self) -> str:
        return self._error_name() or str(self._status)

    def _error_name(self) -> str | None:
        return None if self._failure is None else type(self._failure).__name__

    def _request_id(self) -> str | None:
        """Return what the service calls the request, or None."""
        given = self._headers.get("x-request-id")
        if given is None and self._status is not None and not _is_success(self._status):
            given = self._content.value.get("traceId") if isinstance(self._content.value, dict) else None
        return given if isinstance(given, str) and len(given) <= _MAX_REQUEST_ID else None

    def _log_fields(self, seconds: float | None = None) -> dict[str, object]:
        from perfectgym_next._core.log_fields import log_fields

        return log_fields(
            call_id=None if self._events is None else self._events.call_id,
            operation=self.operation.name,
            method=self.operation.method,
            path=self.operation.path,
            attempt=self._attempts,
            status=self._status,
            error=self._error_name(),
            seconds=seconds,
            waited=self._waited,
        )

    def next_delay(self) -> float | None:
        """Return the seconds until the next attempt, or None if there is none."""
        if not self._should_retry or self._attempts > self._policy.max_retries or is_abandoned():
            return None
        delay = self._policy.delay(self._attempts, self._retry_after, self._waited)
        now = time.monotonic()
        if delay is None or now + delay >= self.deadline:
            return None
        if self._events is not None:
            self._events.retry_wait = ("retry_after" if self._retry_after else "backoff", now)
        return delay

    def result(self, request: Request[T]) -> Response[T]:
        """Return the result of the last attempt, or raise its error."""
        if self._failure is not None:
            raise self._failure
        if self._status is None:
            raise RuntimeError("a request ended without an outcome")
        return parse_response(
            request,
            status=self._status,
            headers=self._headers,
            content=self._content,
            attempts=self._attempts,
        )


def _is_service_error(content: Content) -> bool:
    """Return whether the service itself wrote an error. A proxy's page or JSON has no such message."""
    message = content.value.get("errorMessage") if isinstance(content.value, dict) else None
    return isinstance(message, str) and bool(message)


def _is_success(status: int) -> bool:
    return 200 <= status < 300
