"""Requests over HTTP: the only module that knows httpx.

It works on httpx's transports directly, below its `Client`: nothing is redirected, no cookie of one studio reaches
another, and no address with a member's data in it is logged.
"""

from __future__ import annotations

import logging
import math
import os
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any, BinaryIO, TypeAlias, TypeVar, cast
from urllib.parse import quote, urlencode

import httpx

from perfectgym_next.answers import Content, interpreted, parse_retry_after
from perfectgym_next.bodies import Body
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

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
    from contextvars import ContextVar

    from perfectgym_next.configuration import Configuration
    from perfectgym_next.operations import Operation, Request, Response
    from perfectgym_next.uploads import JsonPart, Upload

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

_MOST_CONNECTIONS = 100
_KEPT_IDLE = 30.0  # seconds

_LONGEST_PAUSE = 3600.0
"""Seconds for which a 429 closes an endpoint at most: a wrong clock at either end must not close it for good."""


class Pool:
    """A connection pool, made at the first request and shared by all clients derived from one.

    Args:
        transport: Used in place of a pool of our own; it is closed with the pool.
    """

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self._given = transport
        self._transports: dict[str, httpx.BaseTransport] = {}
        self._lock = threading.Lock()
        self._closed = False

    def _open(self, base_url: str) -> httpx.BaseTransport:
        scheme = base_url.partition(":")[0]
        transport = self._given or self._transports.get(scheme)
        if transport is None or self._closed:
            with self._lock:
                _refuse_closed(self._closed)
                transport = self._given or self._transports.get(scheme)
                if transport is None:
                    # Each scheme has its own, so that http need not load the certificates that https asks for.
                    transport = httpx.HTTPTransport(
                        verify=scheme == "https", proxy=_proxy(base_url), limits=_limits(_MOST_CONNECTIONS)
                    )
                    self._transports[scheme] = transport
        return transport

    def exchange(
        self, configuration: Configuration, request: Request[T], *, timeout: float | None = None
    ) -> Response[T]:
        """Send a request, as often as the client's policy says, and read its answer.

        Raises:
            PerfectGymError: Of the kind that says what happened.
            OSError: A file to upload cannot be read.
            ValueError, TypeError: The body holds what cannot be sent.
        """
        run = _Run(configuration, request, timeout)
        self._send(run)
        # Raised out here: what is raised drags along no request, and with that no key, of the HTTP library.
        return run.result(request)

    def _send(self, run: _Run) -> None:
        wire = _Wire(self._open(run.configuration.base_url), run)
        with ExitStack() as files:
            message = _message(run, files)
            try:
                wire.attempt(message)
                if run.again():
                    run.retrying_transport(wire).handle_request(message)
            except _LostError:
                pass  # the last attempt was lost; the run knows how
            finally:
                message.headers.pop("X-API-KEY", None)  # whoever looks into these locals finds no key

    def close(self) -> None:
        """Close all connections; the pool cannot be used again."""
        with self._lock:
            self._closed = True
        for transport in filter(None, (self._given, *self._transports.values())):
            transport.close()


class AsyncPool:
    """The same for asyncio; each event loop has connections of its own, since none can be used from another."""

    def __init__(self, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._given = transport
        self._connections: dict[AbstractEventLoop, _Connections] = {}
        self._closed = False

    def _open(self) -> httpx.AsyncBaseTransport:
        _refuse_closed(self._closed)
        if self._given is not None:
            return self._given
        from asyncio import get_running_loop

        loop = get_running_loop()
        connections = self._connections.get(loop)
        if connections is None:
            connections = _Connections()
            # What closed loops left behind can be used by nobody.
            others = {other: kept for other, kept in self._connections.items() if not other.is_closed()}
            self._connections = {**others, loop: connections}
        return connections

    async def exchange(
        self, configuration: Configuration, request: Request[T], *, timeout: float | None = None
    ) -> Response[T]:
        """Send a request, as often as the client's policy says, and read its answer; see `Pool.exchange`."""
        run = _Run(configuration, request, timeout)
        await self._send(run)
        return run.result(request)

    async def _send(self, run: _Run) -> None:
        wire = _AsyncWire(self._open(), run)
        with ExitStack() as files:
            message = _message(run, files)
            try:
                await wire.attempt(message)
                if run.again():
                    await run.retrying_transport(wire).handle_async_request(message)
            except _LostError:
                pass
            finally:
                message.headers.pop("X-API-KEY", None)

    async def close(self) -> None:
        """Close all connections of this loop; the pool cannot be used again."""
        from asyncio import get_running_loop

        self._closed = True
        transport = self._given or self._connections.get(get_running_loop())
        if transport is not None:
            await transport.aclose()


class _LostError(Exception):
    """An attempt to which no answer came, and which may be made again."""


class _Run:
    """One request over all its attempts: what came of the last one, and whether there is another.

    It keeps no object of the HTTP library: what is raised has the run in its traceback, and those hold the key.
    """

    def __init__(self, configuration: Configuration, request: Request[Any], timeout: float | None) -> None:
        self.configuration = configuration
        self.policy = configuration.retries
        self.operation = request.operation
        self.request = request
        self.timeout = configuration.timeout if timeout is None else timeout
        self.rewindable = all(part.rewindable for _, part in request.parts or ())
        self.bucket = configuration.bucket(request.operation)
        self.attempts = 0
        self.waited = 0.0
        self.maybe_received = False
        self.repeat = False
        self.failure: Exception | None = None
        self.status: int | None = None
        self.headers: dict[str, str] = {}
        self.body = Body(0)
        self.content = Content(b"")
        self._turned = time.monotonic()  # when the last attempt began or, after it, ended
        self._read_until = 0.0

    def patience(self) -> float:
        """Seconds that the rate limiter may take for the next attempt."""
        waited = self.waited + time.monotonic() - self._turned
        return max(0.0, min(self.policy.max_wait, self.policy.max_total_wait - waited))

    def refused(self, error: PerfectGymError) -> None:
        """Note that the rate limiter lets no attempt begin. What came of an earlier one stands."""
        self.repeat = False
        if self.attempts:
            _log.warning("%s: no attempt %d: %s", self.operation.name, self.attempts + 1, error)
        elif isinstance(error, LimitWaitError):
            told = {"errorMessage": str(error)}
            self.failure = RateLimitError(self.operation, 429, body=told, retry_after=error.wait, attempts=0)
        else:
            error.operation = self.operation.name
            self.failure = error

    def began(self) -> None:
        """Note the beginning of an attempt; the time since the last one's end was a wait."""
        now = time.monotonic()
        self.waited += now - self._turned
        self._turned = now
        if self.attempts:
            _log.warning(
                "%s: attempt %d of at most %d after %s, having waited %.1f s",
                self.operation.name,
                self.attempts + 1,
                self.policy.max_retries + 1,
                self._told(),
                self.waited,
            )
        self.attempts += 1
        self.repeat = False
        self.failure = None
        self.status = None

    def heard(self, answer: httpx.Response) -> Any:
        """Note status and headers of an answer. The stream of its body."""
        read = answer.is_stream_consumed  # by a transport that the caller made: then it is decompressed too
        self.status = answer.status_code
        self.headers = dict(answer.headers)
        self.body = Body(self.configuration.max_response_bytes, None if read else self.headers.get("content-encoding"))
        self._read_until = time.monotonic() + self.timeout
        return httpx.ByteStream(answer.content) if read else answer.stream

    def takes(self, piece: bytes) -> bool:
        """Take a piece of the body. Whether more of them are wanted."""
        if time.monotonic() > self._read_until:  # the library's timeout begins anew with every piece
            raise httpx.ReadTimeout(f"the answer was not complete after {self.timeout:g} s")
        return self.body.add(piece)

    def is_whole(self) -> bool:
        """Whether the body is what it should be. If not, more of it may be on the connection."""
        self.body.end()
        self.content = Content.of(self.body.content)
        return self.body.broken is None and self.content.problem is None

    def lost(self, error: httpx.HTTPError) -> None:
        """Note that no answer came, or only a part of one."""
        if self.status is not None and not _is_success(self.status):
            self.is_whole()
            self.answered()  # a refusal is one, with or without the rest of its text
            return
        never_sent = isinstance(error, _NEVER_SENT)
        self.maybe_received |= not never_sent
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        kind = ApiTimeoutError if isinstance(error, httpx.TimeoutException) else ApiConnectionError
        self._failed(
            kind(self.operation, reason, maybe_received=self.maybe_received, attempts=self.attempts),
            repeat=self.policy.after_failure(self.operation.method, maybe_received=not never_sent),
        )

    def broke(self, error: Exception) -> None:
        """Note that the attempt ended on this side: a file to upload could not be read."""
        if not self.request.parts:
            raise error
        # Raised anew from a frame of ours, without the frames of libraries that hold the key.
        self._failed(error.with_traceback(None), repeat=False)

    def answered(self) -> None:
        """Note that an answer has come, as whole as it will be."""
        status = self.status or 0
        if _is_success(status) and self.body.too_large:
            limit = self.configuration.max_response_bytes
            self._failed(ResponseTooLargeError(self.operation, limit), repeat=False)
        elif _is_success(status) and self.body.broken:
            self._failed(ResponseFormatError(self.body.broken, operation=self.operation.name), repeat=False)
        else:
            self._ended(repeat=status in self.policy.statuses(self.operation.method), wait=self.retry_after)

    @property
    def retry_after(self) -> float | None:
        """Seconds for which the service asks before the next attempt."""
        return parse_retry_after(self.headers.get("retry-after")) if self.status is not None else None

    @property
    def closed_for(self) -> float | None:
        """Seconds for which a 429 closes the endpoint to everybody, or None."""
        return self.retry_after if self.status == 429 else None

    def _failed(self, failure: Exception, *, repeat: bool) -> None:
        self.failure = failure
        self.status = None
        self._ended(repeat=repeat)

    def _ended(self, *, repeat: bool, wait: float | None = None) -> None:
        now = time.monotonic()
        self.repeat = repeat and self.rewindable and self.policy.allows_wait(wait, self.waited)
        _log.debug(
            "%s %s: %s in %.3f s, attempt %d",
            self.operation.method,
            self.operation.path,
            self._told(),
            now - self._turned,
            self.attempts,
        )
        self._turned = now

    def _told(self) -> str:
        return str(self.status) if self.failure is None else type(self.failure).__name__

    def again(self) -> bool:
        """Whether the outcome of the last attempt is one after which there is another."""
        return self.repeat and self.attempts <= self.policy.max_retries

    def outcome(self) -> httpx.Response:
        """The last attempt as httpx-retries wants it: an answer, or a failure that is raised.

        What is not to be repeated comes as an answer that is no reason to: the run knows what it was.
        """
        if not self.repeat:
            return httpx.Response(200)
        if self.status is None:
            raise _LostError
        # In whole seconds, so that the library need not read what only one of us might understand.
        wait = self.retry_after
        return httpx.Response(self.status, headers={} if wait is None else {"Retry-After": str(math.ceil(wait))})

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
        if self.status is None:
            raise RuntimeError("a request ended without an outcome")
        return interpreted(
            request,
            status=self.status,
            headers=self.headers,
            content=self.content,
            attempts=self.attempts,
        )


class _Wire(httpx.BaseTransport):
    """One attempt at a time: takes a place under the rate limit, sends, reads all of the answer.

    For httpx-retries it is a transport that begins with the attempt that was made already.
    """

    def __init__(self, transport: httpx.BaseTransport, run: _Run) -> None:
        self._transport = transport
        self._run = run
        self._resumed = False

    def attempt(self, message: httpx.Request) -> None:
        run = self._run
        limiter = run.configuration.limiter
        try:
            grant = limiter.acquire(run.bucket, max_wait=run.patience())
        except PerfectGymError as error:
            run.refused(error)
            return
        run.began()
        with _quiet():
            try:
                answer = self._transport.handle_request(message)
                try:
                    for piece in run.heard(answer):
                        if not run.takes(piece):
                            break
                    if not run.is_whole() and "network_stream" in answer.extensions:
                        answer.extensions["network_stream"].close()  # no other request may read the rest
                finally:
                    answer.close()
            except httpx.HTTPError as error:
                run.lost(error)
            except (OSError, ValueError) as error:
                run.broke(error)
            else:
                run.answered()
            finally:
                limiter.answered(run.bucket, grant)
        if run.closed_for is not None:
            try:
                limiter.pause(run.bucket, min(run.closed_for, _LONGEST_PAUSE))
            except PerfectGymError as error:
                _log.warning("%s: cannot be held back: %s", run.operation.name, error)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._resumed:
            self.attempt(request)
        self._resumed = True
        return self._run.outcome()


class _AsyncWire(httpx.AsyncBaseTransport):
    def __init__(self, transport: httpx.AsyncBaseTransport, run: _Run) -> None:
        self._transport = transport
        self._run = run
        self._resumed = False

    async def attempt(self, message: httpx.Request) -> None:
        run = self._run
        limiter = run.configuration.limiter
        try:
            grant = await limiter.acquire_async(run.bucket, max_wait=run.patience())
        except PerfectGymError as error:
            run.refused(error)
            return
        run.began()
        with _quiet():
            try:
                answer = await self._transport.handle_async_request(message)
                try:
                    async for piece in run.heard(answer):
                        if not run.takes(piece):
                            break
                    if not run.is_whole() and "network_stream" in answer.extensions:
                        await answer.extensions["network_stream"].aclose()
                finally:
                    await answer.aclose()
            except httpx.HTTPError as error:
                run.lost(error)
            except (OSError, ValueError) as error:
                run.broke(error)
            else:
                run.answered()
            finally:
                await limiter.answered_async(run.bucket, grant)
        if run.closed_for is not None:
            try:
                await limiter.pause_async(run.bucket, min(run.closed_for, _LONGEST_PAUSE))
            except PerfectGymError as error:
                _log.warning("%s: cannot be held back: %s", run.operation.name, error)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self._resumed:
            await self.attempt(request)
        self._resumed = True
        return self._run.outcome()


def _is_success(status: int) -> bool:
    return 200 <= status < 300


_connection_log = logging.getLogger("httpcore.http11")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the headers of our answers out of httpcore's log: they may name members, in a ``Location`` for one."""
    if not _connection_log.isEnabledFor(logging.DEBUG):
        yield
        return
    _connection_log.addFilter(_names_no_header)  # adds it once, however often it is called
    ours = _ours()
    token = ours.set(True)
    try:
        yield
    finally:
        ours.reset(token)


_flags: dict[str, ContextVar[bool]] = {}


def _ours() -> ContextVar[bool]:
    """Whether what runs is a request of ours; made when it is first asked for, as it costs two modules."""
    if "ours" not in _flags:
        from contextvars import ContextVar

        _flags.setdefault("ours", ContextVar("perfectgym_next_sends", default=False))  # one, however many threads ask
    return _flags["ours"]


def _names_no_header(record: logging.LogRecord) -> bool:
    return not (_ours().get() and record.getMessage().startswith("receive_response_headers"))


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


class _Connections(httpx.AsyncBaseTransport):
    """Connections that tasks share: one httpx transport for each, and each lent to one request at a time.

    httpx's own pool gives a free connection to every task that asks before the first of them sends, and polls all that
    are idle twice a request: fifty tasks take twice the time. The connection that came back last is lent first, so that
    no more of them stay warm than are needed.
    """

    def __init__(self) -> None:
        import asyncio

        self._places = asyncio.Semaphore(_MOST_CONNECTIONS)
        self._idle: dict[str, list[tuple[float, httpx.AsyncHTTPTransport]]] = {}
        self._looked = time.monotonic()
        self._certificates: Any = None
        self._closed = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await self._wait(request.extensions["timeout"]["pool"])
        origin = f"{request.url.scheme}://{request.url.netloc.decode('ascii')}"
        idle = self._idle.setdefault(origin, [])
        try:
            connection = idle.pop()[1] if idle else self._made(origin)
        except BaseException:
            self._places.release()
            raise
        try:
            answer = await connection.handle_async_request(request)
        except BaseException:
            await self._returned(origin, connection)
            raise
        answer.stream = _LentStream(answer.stream, lambda: self._returned(origin, connection))
        return answer

    async def _wait(self, seconds: float) -> None:
        if not self._places.locked():
            await self._places.acquire()
            return
        import asyncio

        try:
            async with asyncio.timeout(seconds):
                await self._places.acquire()
        except TimeoutError:
            raise httpx.PoolTimeout(f"all {_MOST_CONNECTIONS} connections were taken for {seconds:g} s") from None

    def _made(self, origin: str) -> httpx.AsyncHTTPTransport:
        verify: Any = origin.startswith("https:")
        if verify:
            verify = self._certificates = self._certificates or httpx.create_ssl_context()
        return httpx.AsyncHTTPTransport(verify=verify, proxy=_proxy(origin), limits=_limits(1))

    async def _returned(self, origin: str, connection: httpx.AsyncHTTPTransport) -> None:
        self._idle[origin].append((time.monotonic(), connection))
        self._places.release()
        await self._close_idle(0.0 if self._closed else _KEPT_IDLE)

    async def _close_idle(self, age: float) -> None:
        """Close what has been idle for longer; looked for once in so many seconds."""
        now = time.monotonic()
        if now - self._looked < age:
            return
        self._looked = now
        old = []
        for idle in self._idle.values():
            while idle and now - idle[0][0] >= age:
                old.append(idle.pop(0)[1])
        for connection in old:
            with suppress(httpx.HTTPError, OSError):  # how it ends is no concern of the request that looks after it
                await connection.aclose()

    async def aclose(self) -> None:
        self._closed = True
        await self._close_idle(0.0)


class _LentStream(httpx.AsyncByteStream):
    """The body of an answer; when it is closed its connection is free again."""

    def __init__(self, stream: Any, returned: Callable[[], Awaitable[None]]) -> None:
        self._stream = stream
        self._returned = returned
        self._closed = False

    def __aiter__(self) -> AsyncIterator[bytes]:
        body: AsyncIterator[bytes] = self._stream.__aiter__()
        return body

    async def aclose(self) -> None:
        if self._closed:
            return
        self._closed = True
        try:
            await self._stream.aclose()
        finally:
            await self._returned()


def _limits(connections: int) -> httpx.Limits:
    return httpx.Limits(max_connections=connections, max_keepalive_connections=connections, keepalive_expiry=_KEPT_IDLE)


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


def _message(run: _Run, files: ExitStack) -> httpx.Request:
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
    try:
        message = _Message(
            request.operation,
            url,
            headers=headers,
            content=content,
            files=parts or None,
            extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), run.timeout)},
        )
    except httpx.InvalidURL as error:
        raise ValueError(f"{request.operation.name} cannot be addressed: {error}") from None
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
    from perfectgym_next.uploads import JsonPart

    if isinstance(part, JsonPart):
        return None, _encoded(operation, part.value), "application/json"
    content = part.content
    if isinstance(content, str | os.PathLike):
        content = files.enter_context(open(content, "rb"))  # noqa: SIM115 - closed by the stack after sending
    elif not part.rewindable:
        content = cast("BinaryIO", _OneWay(content))
    return (part.filename, content, part.content_type) if part.content_type else (part.filename, content)


class _OneWay:
    """A file that cannot seek. It has no `fileno` either: of a pipe that would tell the length 0."""

    def __init__(self, file: Any) -> None:
        self.read = file.read


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
