"""Requests over HTTP: the only module that knows httpx.

It works on httpx's transports directly, below its `Client`: nothing is redirected, no cookie of one studio reaches
another, and no address with a member's data in it is logged.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any, TypeAlias, TypeVar
from urllib.parse import quote, urlencode

import httpx

from perfectgym_next.answers import interpreted, parse_retry_after
from perfectgym_next.codec import encode
from perfectgym_next.errors import (
    ApiConnectionError,
    ApiTimeoutError,
    PerfectGymError,
    RateLimitError,
    ResponseFormatError,
    ResponseTooLargeError,
)
from perfectgym_next.limits import LimitWaitError
from perfectgym_next.uploads import JsonPart, Upload

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from perfectgym_next.configuration import Configuration
    from perfectgym_next.operations import Operation, Request, Response

__all__ = ["AsyncPool", "HandlerTransport", "Pool", "handler_transport"]

T = TypeVar("T")

_log = logging.getLogger("perfectgym_next")

_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


class Pool:
    """A connection pool, made at the first request and shared by all clients derived from one.

    Args:
        transport: Used in place of a pool of our own; it is closed with the pool.
    """

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self._transport = transport
        self._lock = threading.Lock()
        self._closed = False

    def _open(self, base_url: str) -> httpx.BaseTransport:
        if self._transport is None or self._closed:
            with self._lock:
                _refuse_closed(self._closed)
                if self._transport is None:
                    self._transport = httpx.HTTPTransport(proxy=_proxy(base_url), limits=_limits())
        return self._transport

    def exchange(
        self, configuration: Configuration, request: Request[T], *, timeout: float | None = None
    ) -> Response[T]:
        """Send a request, as often as the client's policy says, and read its answer.

        Raises:
            PerfectGymError: Of the kind that says what happened.
            OSError: A file to upload cannot be read.
            ValueError, TypeError: The body holds what cannot be sent.
        """
        run = _Run(configuration, request)
        self._send(run, timeout)
        # Raised out here: what is raised drags along no request, and with that no key, of the HTTP library.
        return run.result(request)

    def _send(self, run: _Run, timeout: float | None) -> None:
        wire = _Wire(self._open(run.configuration.base_url), run)
        with ExitStack() as files:
            message = _message(run, timeout, files)
            try:
                wire.attempt(message)
                if run.again():
                    run.retrying_transport(_Resumed(wire)).handle_request(message)
            except _LostError:
                pass  # the last attempt was lost; the run knows how
            finally:
                message.headers.pop("X-API-KEY", None)  # whoever looks into these locals finds no key

    def close(self) -> None:
        """Close all connections; the pool cannot be used again."""
        with self._lock:
            self._closed = True
        if self._transport is not None:
            self._transport.close()


class AsyncPool:
    """The same for asyncio."""

    def __init__(self, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._transport = transport
        self._closed = False

    def _open(self, base_url: str) -> httpx.AsyncBaseTransport:
        _refuse_closed(self._closed)
        if self._transport is None:
            self._transport = httpx.AsyncHTTPTransport(proxy=_proxy(base_url), limits=_limits())
        return self._transport

    async def exchange(
        self, configuration: Configuration, request: Request[T], *, timeout: float | None = None
    ) -> Response[T]:
        """Send a request, as often as the client's policy says, and read its answer; see `Pool.exchange`."""
        run = _Run(configuration, request)
        await self._send(run, timeout)
        return run.result(request)

    async def _send(self, run: _Run, timeout: float | None) -> None:
        wire = _AsyncWire(self._open(run.configuration.base_url), run)
        with ExitStack() as files:
            message = _message(run, timeout, files)
            try:
                await wire.attempt(message)
                if run.again():
                    await run.retrying_transport(_AsyncResumed(wire)).handle_async_request(message)
            except _LostError:
                pass
            finally:
                message.headers.pop("X-API-KEY", None)

    async def close(self) -> None:
        """Close all connections; the pool cannot be used again."""
        self._closed = True
        if self._transport is not None:
            await self._transport.aclose()


class _LostError(Exception):
    """An attempt to which no answer came, and which may be made again."""


class _Run:
    """One request over all its attempts: what came of the last one, and whether there is another."""

    def __init__(self, configuration: Configuration, request: Request[Any]) -> None:
        self.configuration = configuration
        self.policy = configuration.retries
        self.operation = request.operation
        self.request = request
        self.rewindable = all(part.rewindable for _, part in request.parts or () if isinstance(part, Upload))
        self.bucket = configuration.bucket(request.operation)
        self.attempts = 0
        self.waited = 0.0
        self.maybe_received = False
        self.last_end = 0.0
        self.failure: PerfectGymError | None = None
        self.answer: httpx.Response | None = None
        self.content = b""
        self.repeat = False

    def began(self) -> float:
        """Note the beginning of an attempt; the time since the last one's end was a wait."""
        now = time.monotonic()
        if self.attempts:
            self.waited += now - self.last_end
            _log.warning(
                "%s: attempt %d of at most %d after %s, having waited %.1f s",
                self.operation.name,
                self.attempts + 1,
                self.policy.max_retries + 1,
                self._told(),
                self.waited,
            )
        self.failure = None
        self.answer = None
        self.repeat = False
        return now

    def refused(self, error: LimitWaitError) -> None:
        """Note that the rate limiter has no place in time."""
        self.failure = RateLimitError(
            self.operation,
            429,
            body={"errorMessage": f"not sent, {error}"},
            retry_after=error.wait,
            attempts=self.attempts,
        )

    def lost(self, error: httpx.HTTPError, began: float) -> None:
        """Note that no answer came, or only a part of it."""
        never_sent = isinstance(error, _NEVER_SENT)
        self.maybe_received |= not never_sent
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        if isinstance(error, httpx.DecodingError):
            self.failure = ResponseFormatError(f"its compression is broken ({reason})", operation=self.operation.name)
        else:
            kind = ApiTimeoutError if isinstance(error, httpx.TimeoutException) else ApiConnectionError
            self.failure = kind(self.operation, reason, maybe_received=self.maybe_received, attempts=self.attempts)
            self.repeat = self.rewindable and self.policy.after_failure(
                self.operation.method, maybe_received=not never_sent
            )
        self._ended(began)

    def answered(self, answer: httpx.Response, content: bytes, began: float) -> float | None:
        """Note an answer. Seconds for which a 429 closes the endpoint, or None."""
        self.answer = answer
        self.content = content
        status = answer.status_code
        wait = parse_retry_after(answer.headers.get("retry-after"))
        self.repeat = (
            self.rewindable
            and status in self.policy.statuses(self.operation.method)
            and self.policy.allows_wait(wait, self.waited)
        )
        self._ended(began)
        return wait if status == 429 else None

    def _ended(self, began: float) -> None:
        self.last_end = time.monotonic()
        _log.debug(
            "%s %s: %s in %.3f s, attempt %d",
            self.operation.method,
            self.operation.path,
            self._told(),
            self.last_end - began,
            self.attempts,
        )

    def _told(self) -> str:
        return str(self.answer.status_code) if self.answer is not None else type(self.failure).__name__

    def again(self) -> bool:
        """Whether the outcome of the last attempt is one after which there is another."""
        return self.repeat and self.attempts <= self.policy.max_retries

    def outcome(self) -> httpx.Response:
        """The last attempt as httpx-retries wants it: an answer, or a failure that is raised.

        What is not to be repeated comes as an answer that is no reason to: the run knows what it was.
        """
        if not self.repeat:
            return httpx.Response(200)
        if self.answer is None:
            raise _LostError
        return httpx.Response(self.answer.status_code, headers=_only_retry_after(self.answer.headers))

    def retrying_transport(self, transport: Any) -> Any:
        """The library that waits and repeats. Imported only now: it costs as much as httpx itself."""
        from httpx_retries import Retry, RetryTransport

        retry = Retry(
            total=self.policy.max_retries,
            allowed_methods=[self.operation.method],
            status_forcelist=self.policy.statuses(self.operation.method),
            retry_on_exceptions=[_LostError],
            backoff_factor=0.25,  # the library's first wait is twice this
            max_backoff_wait=self.policy.max_wait,
            total_timeout=self.policy.max_total_wait,
        )
        return RetryTransport(transport=transport, retry=retry)

    def result(self, request: Request[T]) -> Response[T]:
        """The result of the last attempt, or its error."""
        if self.failure is not None:
            raise self.failure
        answer = self.answer
        if answer is None:
            raise RuntimeError("a request ended without an outcome")
        return interpreted(
            request,
            status=answer.status_code,
            headers=answer.headers,
            content=self.content,
            attempts=self.attempts,
        )


class _Wire(httpx.BaseTransport):
    """One attempt at a time: takes a place under the rate limit, sends, reads all of the answer."""

    def __init__(self, transport: httpx.BaseTransport, run: _Run) -> None:
        self._transport = transport
        self.run = run

    def attempt(self, message: httpx.Request) -> None:
        run = self.run
        limiter = run.configuration.limiter
        began = run.began()
        try:
            limiter.acquire(run.bucket, max_wait=run.policy.max_wait)
        except LimitWaitError as error:
            run.refused(error)
            return
        run.attempts += 1
        try:
            answer = self._transport.handle_request(message)
            try:
                body = _Body(run)
                for chunk in answer.iter_bytes():
                    body.add(chunk)
            finally:
                answer.close()
        except httpx.HTTPError as error:
            run.lost(error, began)
        except PerfectGymError as error:
            run.failure = error
        else:
            closed_for = run.answered(answer, body.whole(), began)
            if closed_for is not None:
                limiter.pause(run.bucket, closed_for)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.attempt(request)
        return self.run.outcome()


class _AsyncWire(httpx.AsyncBaseTransport):
    def __init__(self, transport: httpx.AsyncBaseTransport, run: _Run) -> None:
        self._transport = transport
        self.run = run

    async def attempt(self, message: httpx.Request) -> None:
        run = self.run
        limiter = run.configuration.limiter
        began = run.began()
        try:
            await limiter.acquire_async(run.bucket, max_wait=run.policy.max_wait)
        except LimitWaitError as error:
            run.refused(error)
            return
        run.attempts += 1
        try:
            answer = await self._transport.handle_async_request(message)
            try:
                body = _Body(run)
                async for chunk in answer.aiter_bytes():
                    body.add(chunk)
            finally:
                await answer.aclose()
        except httpx.HTTPError as error:
            run.lost(error, began)
        except PerfectGymError as error:
            run.failure = error
        else:
            closed_for = run.answered(answer, body.whole(), began)
            if closed_for is not None:
                await limiter.pause_async(run.bucket, closed_for)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await self.attempt(request)
        return self.run.outcome()


class _Resumed(httpx.BaseTransport):
    """Hands out the outcome of the attempt that was made already, then makes new ones."""

    def __init__(self, wire: _Wire) -> None:
        self._wire = wire
        self._handed_out = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._handed_out:
            return self._wire.handle_request(request)
        self._handed_out = True
        return self._wire.run.outcome()


class _AsyncResumed(httpx.AsyncBaseTransport):
    def __init__(self, wire: _AsyncWire) -> None:
        self._wire = wire
        self._handed_out = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self._handed_out:
            return await self._wire.handle_async_request(request)
        self._handed_out = True
        return self._wire.run.outcome()


class _Body:
    """A body, decompressed, that may not grow beyond what the client takes."""

    def __init__(self, run: _Run) -> None:
        self._run = run
        self._chunks: list[bytes] = []
        self._size = 0

    def add(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self._size > self._run.configuration.max_response_bytes:
            raise ResponseTooLargeError(self._run.operation, self._run.configuration.max_response_bytes)
        self._chunks.append(chunk)

    def whole(self) -> bytes:
        return b"".join(self._chunks)


class _Message(httpx.Request):
    """A request that names its operation where libraries log it, and not its address."""

    def __init__(self, operation: Operation, *arguments: Any, **options: Any) -> None:
        super().__init__(operation.method, *arguments, **options)
        self._operation = operation.name

    def __repr__(self) -> str:
        return f"<Request {self.method} {self._operation}>"


def _refuse_closed(closed: bool) -> None:
    if closed:
        raise RuntimeError("the client is closed: make another one")


def _limits() -> httpx.Limits:
    return httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=30.0)


def _proxy(base_url: str) -> str | None:
    """The proxy that the environment names for this address."""
    if not any(name.lower().endswith("_proxy") for name in os.environ):
        return None
    from urllib.parse import urlsplit
    from urllib.request import getproxies, proxy_bypass

    address = urlsplit(base_url)
    if proxy_bypass(address.hostname or ""):
        return None
    proxies = getproxies()
    return proxies.get(address.scheme) or proxies.get("all")


def _only_retry_after(headers: httpx.Headers) -> dict[str, str]:
    value = headers.get("retry-after")
    return {} if value is None else {"Retry-After": value}


def _message(run: _Run, timeout: float | None, files: ExitStack) -> httpx.Request:
    configuration, request = run.configuration, run.request
    url = configuration.base_url + request.path
    if request.query:
        url += "?" + urlencode(request.query, quote_via=quote)
    headers = dict(configuration.headers)
    content: bytes | None = None
    if request.body is not None:
        content = _encoded(request.operation, request.body)
        headers["Content-Type"] = "application/json"
    parts = [(name, _part(request.operation, part, files)) for name, part in request.parts or ()]
    seconds = configuration.timeout if timeout is None else timeout
    message = _Message(
        request.operation,
        url,
        headers=headers,
        content=content,
        files=parts or None,
        extensions={"timeout": {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds}},
    )
    message.headers["X-API-KEY"] = configuration.api_key.reveal()
    return message


def _encoded(operation: Operation, body: Any) -> bytes:
    try:
        return encode(body)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        reason = str(error)
    raise TypeError(f"the body for {operation.name} cannot be written as JSON: {reason}")


def _part(
    operation: Operation, part: Upload | JsonPart, files: ExitStack
) -> tuple[str | None, bytes | IO[bytes], str] | tuple[str, bytes | IO[bytes]]:
    if isinstance(part, JsonPart):
        return None, _encoded(operation, part.value), "application/json"
    content = part.content
    if isinstance(content, str | os.PathLike):
        content = files.enter_context(open(content, "rb"))  # noqa: SIM115 - closed by the stack after sending
    return (part.filename, content, part.content_type) if part.content_type else (part.filename, content)


Handler: TypeAlias = "Callable[[str, str, Mapping[str, str], bytes], tuple[int, list[tuple[str, str]], bytes]]"
"""Takes method, path with query, headers (names in lower case) and body; returns status, headers, body."""


class HandlerTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A transport for both clients that asks a function instead of the network; see `handler_transport`."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer from this thread."""
        return self._answered(request, request.read())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer from another thread, so that a handler which takes its time holds up no other task."""
        from anyio.to_thread import run_sync

        return await run_sync(self._answered, request, await request.aread())

    def _answered(self, request: httpx.Request, body: bytes) -> httpx.Response:
        try:
            status, headers, content = self._handler(
                request.method, request.url.raw_path.decode("ascii"), dict(request.headers), body
            )
        except ConnectionError as error:
            raise httpx.ReadError(str(error)) from None
        except TimeoutError as error:
            raise httpx.ReadTimeout(str(error)) from None
        return httpx.Response(status, headers=headers, stream=httpx.ByteStream(content))


def handler_transport(handler: Handler) -> HandlerTransport:
    """A transport for both clients that asks a function instead of the network.

    Args:
        handler: Called for each request, from several threads at once. A `ConnectionError` that it raises is a
            connection lost after the request was sent, a `TimeoutError` an answer that does not come.
    """
    return HandlerTransport(handler)
