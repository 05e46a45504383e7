"""Send requests over HTTP. Only this module, the messages and the network backends in `_http` use httpx or httpcore.

It uses httpx's transports below `httpx.Client`. So redirects are not followed, cookies are not kept from one studio to
another, and URLs with customer data are not logged.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

import httpx

from perfectgym_next._core.background import is_abandoned
from perfectgym_next._core.forks import keep_for_parent, renew_after_fork, renew_if_forked
from perfectgym_next._http.exchange import Exchange, ResponseTimeoutError
from perfectgym_next._http.lending import IDLE_SECONDS, MAX_CONNECTIONS, Lending, Loan
from perfectgym_next._http.log_filter import redact_response_headers
from perfectgym_next._http.message import DEADLINE, Message, build_message
from perfectgym_next._http.phases import Phase, PhaseTimer
from perfectgym_next.errors import ConfigurationError, PerfectGymError

if TYPE_CHECKING:
    import ssl
    from asyncio import AbstractEventLoop
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping

    import httpcore

    from perfectgym_next._core.operation import CallOptions, Request, Response
    from perfectgym_next._http.backends import Monitor
    from perfectgym_next._http.config import Config
    from perfectgym_next._http.network import Network

__all__ = ["AsyncPool", "HandlerTransport", "Pool", "handler_transport"]

T = TypeVar("T")
H = TypeVar("H")

_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)

_QUEUE_CHECK_SECONDS = 1.0
_library_logs: list[logging.Logger] = []


class Pool:
    """The connections of a client and of all clients derived from it, opened on demand.

    Args:
        transport: Transport to use instead. It is closed with the pool.
        network: How the connections are made, None for the certificates and proxies of the environment.
    """

    def __init__(self, transport: httpx.BaseTransport | None = None, network: Network | None = None) -> None:
        self._network = network
        self._given = transport
        self._own: _SyncTransport | None = None
        self._lock = threading.Lock()
        self._is_closed = False
        self._is_inherited = False
        renew_after_fork(self)

    def _transport(self) -> httpx.BaseTransport:
        """Return the transport for an attempt. It may change between attempts, since a signal handler may fork."""
        if self._given is not None:
            _require_own_process(self._is_inherited)
            return self._given
        if self._own is None:
            with self._lock:
                self._own = self._own or _SyncTransport(self._network)
        return self._own

    def exchange(self, config: Config, request: Request[T], options: CallOptions) -> Response[T]:
        """Send a request, retry it as the client's policy says, and return its response.

        Raises:
            PerfectGymError: Of the class that says what happened.
            OSError: A file to upload cannot be read.
            ValueError, TypeError: The body cannot be sent.
        """
        renew_if_forked()
        _require_open(self._is_closed)
        exchange = Exchange(config, request, options)
        with exchange, ExitStack() as files:
            message = build_message(exchange, files)
            try:
                _attempt(self._transport(), exchange, message)
                while (delay := exchange.next_delay()) is not None:
                    _sleep(delay)
                    _attempt(self._transport(), exchange, message)
                return exchange.result(request)
            except BaseException:
                message.drop_key()  # keeps it out of tracebacks
                raise

    def close(self) -> None:
        """Close all connections. The pool cannot be used afterwards."""
        renew_if_forked()
        self._is_closed = True
        if self._own is not None:
            self._own.close()
        if self._given is not None and not self._is_inherited:
            self._given.close()

    def renew(self) -> None:
        """Leave the connections to the parent process after a fork; see `perfectgym_next._core.forks.Renewable`."""
        if self._own is not None:
            self._own.leave_to_parent()
        self._own = None
        self._lock = threading.Lock()
        self._is_inherited = True


class AsyncPool:
    """A `Pool` for asyncio. Each event loop has its own connections."""

    def __init__(self, transport: httpx.AsyncBaseTransport | None = None, network: Network | None = None) -> None:
        self._network = network
        self._given = transport
        self._own: dict[AbstractEventLoop, _AsyncTransport] = {}
        self._is_closed = False
        self._is_inherited = False
        renew_after_fork(self)

    def _transport(self) -> httpx.AsyncBaseTransport:
        if self._given is not None:
            _require_own_process(self._is_inherited)
            return self._given
        loop = _running_loop()
        own = self._own.get(loop)
        if own is None:
            for other in list(self._own):
                if other.is_closed():  # its connections are unusable
                    self._own.pop(other, None)
            own = self._own.setdefault(loop, _AsyncTransport(self._network))
        return own

    async def exchange(self, config: Config, request: Request[T], options: CallOptions) -> Response[T]:
        """Send a request, retry it as the client's policy says, and return its response; see `Pool.exchange`."""
        renew_if_forked()
        _require_open(self._is_closed)
        exchange = Exchange(config, request, options)
        with exchange, ExitStack() as files:
            message = build_message(exchange, files)
            try:
                await _attempt_async(self._transport(), exchange, message)
                while (delay := exchange.next_delay()) is not None:
                    await _sleep_async(delay)
                    await _attempt_async(self._transport(), exchange, message)
                return exchange.result(request)
            except BaseException:
                message.drop_key()
                raise

    async def close(self) -> None:
        """Close all connections of this loop. The pool cannot be used afterwards."""
        renew_if_forked()
        self._is_closed = True
        own = self._own.get(_running_loop())
        if own is not None:
            await own.aclose()
        if self._given is not None and not self._is_inherited:
            await self._given.aclose()

    def renew(self) -> None:
        """Leave connections and loops to the parent process after a fork."""
        keep_for_parent(self._own)
        self._own = {}
        self._is_inherited = True


def _require_open(is_closed: bool) -> None:
    if is_closed:
        raise RuntimeError("the client is closed: make another one")


def _require_own_process(is_inherited: bool) -> None:
    if is_inherited:
        raise RuntimeError(
            "the client was made with transport= in the parent process, whose connections this process must not use: "
            "make the client after the fork"
        )


def _running_loop() -> AbstractEventLoop:
    from asyncio import get_running_loop

    try:
        return get_running_loop()
    except RuntimeError:
        raise RuntimeError(
            "AsyncPerfectGym needs asyncio, and no asyncio event loop of this process is running here: trio and curio "
            "are not supported, and a process that was forked needs a new loop after the fork"
        ) from None


def _attempt(transport: httpx.BaseTransport, exchange: Exchange, message: Message) -> None:
    """Wait for the rate limit, send the request once and read the whole response."""
    limiter = exchange.config.limiter
    try:
        grant = limiter.acquire(exchange.bucket, max_wait=exchange.max_limiter_wait())
    except PerfectGymError as error:
        exchange.limiter_refused(error)
        return
    if is_abandoned():  # while it waited
        exchange.abandoned()
        limiter.release(exchange.bucket, grant)
        return
    try:
        trace_headers = exchange.attempt_started()
        if trace_headers is not None:
            message.replace_trace_headers(trace_headers)
        with redact_response_headers(_library_log()):
            response = transport.handle_request(message)
            try:
                for piece in _start_response(exchange, response):
                    if not exchange.receive(piece):
                        break
                if not exchange.end_body() and "network_stream" in response.extensions:
                    response.extensions["network_stream"].close()  # another request must not read the rest
            finally:
                response.close()
    except httpx.HTTPError as error:
        _report_http_error(exchange, error)
    except (OSError, ValueError, ResponseTimeoutError) as error:
        _report_error(exchange, error)
    else:
        exchange.response_complete()
    finally:
        limiter.release(exchange.bucket, grant)
    exchange.attempt_ended()
    cooldown = exchange.endpoint_cooldown
    if cooldown is not None:
        try:
            limiter.pause(exchange.bucket, cooldown)
        except PerfectGymError as error:
            exchange.cooldown_failed(error)


async def _attempt_async(transport: httpx.AsyncBaseTransport, exchange: Exchange, message: Message) -> None:
    limiter = exchange.config.limiter
    try:
        grant = await limiter.acquire_async(exchange.bucket, max_wait=exchange.max_limiter_wait())
    except PerfectGymError as error:
        exchange.limiter_refused(error)
        return
    try:
        trace_headers = exchange.attempt_started()
        if trace_headers is not None:
            message.replace_trace_headers(trace_headers)
        with redact_response_headers(_library_log()):
            response = await transport.handle_async_request(message)
            try:
                async for piece in _start_response(exchange, response):
                    if not exchange.receive(piece):
                        break
                if not exchange.end_body() and "network_stream" in response.extensions:
                    await response.extensions["network_stream"].aclose()
            finally:
                await response.aclose()
    except httpx.HTTPError as error:
        _report_http_error(exchange, error)
    except (OSError, ValueError, ResponseTimeoutError) as error:
        _report_error(exchange, error)
    else:
        exchange.response_complete()
    finally:
        await limiter.release_async(exchange.bucket, grant)
    exchange.attempt_ended()
    cooldown = exchange.endpoint_cooldown
    if cooldown is not None:
        try:
            await limiter.pause_async(exchange.bucket, cooldown)
        except PerfectGymError as error:
            exchange.cooldown_failed(error)


def _start_response(exchange: Exchange, response: httpx.Response) -> Any:
    """Pass status and headers to the exchange, and return the pieces of the body."""
    read = response.is_stream_consumed  # by a transport that the caller made: then it is decompressed too
    exchange.response_started(response.status_code, dict(response.headers.items()), decompressed=read)
    return httpx.ByteStream(response.content) if read else response.stream


def _report_http_error(exchange: Exchange, error: httpx.HTTPError) -> None:
    exchange.connection_failed(
        f"{type(error).__name__}: {error}" if str(error) else type(error).__name__,
        timed_out=isinstance(error, httpx.TimeoutException),
        never_sent=isinstance(error, _NEVER_SENT),
    )


def _report_error(exchange: Exchange, error: OSError | ValueError | ResponseTimeoutError) -> None:
    if isinstance(error, PerfectGymError):
        exchange.configuration_failed(error)
    elif isinstance(error, ResponseTimeoutError):
        exchange.connection_failed(f"ReadTimeout: {error}", timed_out=True, never_sent=False)
    else:
        exchange.upload_failed(error)


def _sleep(seconds: float) -> None:
    time.sleep(seconds)


async def _sleep_async(seconds: float) -> None:
    from asyncio import sleep

    await sleep(seconds)


def _library_log() -> logging.Logger:
    """Return the logger of HTTP/1.1 connections, of httpcore or of a successor that replaces it.

    It is looked up once: an exception from a signal handler in `logging.getLogger` leaves all logging locked.
    """
    if not _library_logs:
        import httpcore

        _library_logs.append(logging.getLogger(f"{httpcore.HTTP11Connection.__module__.partition('.')[0]}.http11"))
    return _library_logs[0]


class _Connection(Generic[H]):
    """A connection of httpcore with its monitor."""

    __slots__ = ("http", "monitor")

    def __init__(self, http: H, monitor: Monitor) -> None:
        self.http = http
        self.monitor = monitor


class _SyncTransport(httpx.HTTPTransport):
    """An httpx transport on the connections of this module.

    Tools that patch or wrap `httpx.HTTPTransport.handle_request` or httpcore's connections see every request.
    """

    def __init__(self, network: Network | None = None) -> None:
        # httpx has no public way to set its pool. A test guards this attribute.
        self._pool: Any = _SyncConnections(network)

    def leave_to_parent(self) -> None:
        """Close this process's copies of the parent's sockets."""
        self._pool.leave_to_parent()


class _AsyncTransport(httpx.AsyncHTTPTransport):
    """A `_SyncTransport` for asyncio."""

    def __init__(self, network: Network | None = None) -> None:
        self._pool: Any = _AsyncConnections(network)


class _SyncConnections:
    """Replaces httpcore's pool in an httpx transport. Lends each connection to one request at a time."""

    def __init__(self, network: Network | None = None) -> None:
        self._lock = threading.Lock()
        self._lending: Lending[_Connection[httpcore.ConnectionInterface]] = Lending(MAX_CONNECTIONS, IDLE_SECONDS)
        self._network = network
        self._certificates = _Certificates(network)

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        turn = threading.Lock()
        turn.acquire()  # used as an event: released when it is this request's turn
        loan: Loan[_Connection[httpcore.ConnectionInterface]] = Loan(_origin(request), turn.release)
        timer = _create_timer(request)
        try:
            self._wait(loan, turn, timer)
            connection = self._connection(loan, request.url.origin)
            connection.monitor.begin(request.method.decode("ascii"), timer)
            response = connection.http.handle_request(request)
            timer.begin(Phase.RECEIVING)
        except BaseException as error:
            self._give_back(loan, is_usable=False)
            del request  # it holds the key
            _raise_proxy_error(timer, error)
            raise
        response.stream = _LentStream(response.stream, self, loan)
        return response

    def _wait(self, loan: Loan[Any], turn: threading.Lock, timer: PhaseTimer) -> None:
        with self._lock:
            surplus = self._lending.acquire(loan, time.monotonic())
        _close_all(surplus)
        while not loan.granted:
            left = timer.left()
            if left <= 0:
                raise _pool_timeout(timer)
            turn.acquire(timeout=min(left, _QUEUE_CHECK_SECONDS))
            if not loan.granted:  # a slot may be free without having been released
                with self._lock:
                    surplus = self._lending.grant_waiters()
                _close_all(surplus)

    def _connection(
        self, loan: Loan[_Connection[httpcore.ConnectionInterface]], origin: httpcore.Origin
    ) -> _Connection[httpcore.ConnectionInterface]:
        """Return an idle connection that is still usable, else a new one."""
        while loan.connection is not None and not loan.connection.monitor.is_usable():
            loan.connection.monitor.close()
            with self._lock:
                self._lending.replace(loan)
        if loan.connection is None:
            loan.connection = self._new_connection(origin)
        return loan.connection

    def _new_connection(self, origin: httpcore.Origin) -> _Connection[httpcore.ConnectionInterface]:
        import httpcore

        from perfectgym_next._http.backends import Monitor, SyncBackend

        proxy = _find_proxy(origin, self._network, self._certificates)
        monitor = Monitor(_count_tls_layers(origin, proxy))
        pool = httpcore.ConnectionPool(
            proxy=proxy, ssl_context=self._certificates.for_service(origin), network_backend=SyncBackend(monitor)
        )
        return _Connection(pool.create_connection(origin), monitor)

    def _give_back(self, loan: Loan[_Connection[httpcore.ConnectionInterface]], *, is_usable: bool) -> None:
        connection = loan.connection
        try:
            self._end(loan, connection, is_usable=is_usable)
        except BaseException:  # raised by a signal handler: try again
            self._end(loan, connection, is_usable=False)
            raise

    def _end(self, loan: Loan[Any], connection: _Connection[Any] | None, *, is_usable: bool) -> None:
        if connection is not None and not is_usable:
            connection.monitor.close()
            connection = None
        with self._lock:
            surplus = self._lending.release(loan, connection, time.monotonic())
        _close_all(surplus)

    def close(self) -> None:
        """Close idle connections now, and the others when they are released."""
        with self._lock:
            surplus = self._lending.close()
        _close_all(surplus)

    def leave_to_parent(self) -> None:
        """Close this process's copies of the parent's sockets without sending anything.

        So a call during which a signal handler forked cannot read the parent's response.
        """
        self._lock = threading.Lock()
        _close_all(self._lending.connections())


class _AsyncConnections:
    """`_SyncConnections` for the tasks of one event loop."""

    def __init__(self, network: Network | None = None) -> None:
        self._lending: Lending[_Connection[httpcore.AsyncConnectionInterface]] = Lending(MAX_CONNECTIONS, IDLE_SECONDS)
        self._network = network
        self._certificates = _Certificates(network)

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        turn = _Turn()
        loan: Loan[_Connection[httpcore.AsyncConnectionInterface]] = Loan(_origin(request), turn.notify)
        timer = _create_timer(request)
        try:
            await self._wait(loan, turn, timer)
            connection = self._connection(loan, request.url.origin)
            connection.monitor.begin(request.method.decode("ascii"), timer)
            response = await connection.http.handle_async_request(request)
            timer.begin(Phase.RECEIVING)
        except BaseException as error:
            self.give_back(loan, is_usable=False)
            del request  # it holds the key
            _raise_proxy_error(timer, error)
            raise
        response.stream = _AsyncLentStream(response.stream, self, loan)
        return response

    async def _wait(self, loan: Loan[Any], turn: _Turn, timer: PhaseTimer) -> None:
        _close_all(self._lending.acquire(loan, time.monotonic()))
        while not loan.granted:
            left = timer.left()
            if left <= 0:
                raise _pool_timeout(timer)
            if not await turn.wait(min(left, _QUEUE_CHECK_SECONDS)):
                _close_all(self._lending.grant_waiters())

    def _connection(
        self, loan: Loan[_Connection[httpcore.AsyncConnectionInterface]], origin: httpcore.Origin
    ) -> _Connection[httpcore.AsyncConnectionInterface]:
        while loan.connection is not None and not loan.connection.monitor.is_usable():
            loan.connection.monitor.close()
            self._lending.replace(loan)
        if loan.connection is None:
            loan.connection = self._new_connection(origin)
        return loan.connection

    def _new_connection(self, origin: httpcore.Origin) -> _Connection[httpcore.AsyncConnectionInterface]:
        import httpcore

        from perfectgym_next._http.async_backend import AsyncBackend
        from perfectgym_next._http.backends import Monitor

        proxy = _find_proxy(origin, self._network, self._certificates)
        monitor = Monitor(_count_tls_layers(origin, proxy))
        pool = httpcore.AsyncConnectionPool(
            proxy=proxy, ssl_context=self._certificates.for_service(origin), network_backend=AsyncBackend(monitor)
        )
        return _Connection(pool.create_connection(origin), monitor)

    def give_back(self, loan: Loan[_Connection[httpcore.AsyncConnectionInterface]], *, is_usable: bool) -> None:
        """End a loan. It awaits nothing, so a cancellation cannot interrupt it."""
        connection = loan.connection
        if connection is not None and not is_usable:
            connection.monitor.close()
            connection = None
        _close_all(self._lending.release(loan, connection, time.monotonic()))

    async def aclose(self) -> None:
        """Close idle connections now, and the others when they are released."""
        from asyncio import sleep

        _close_all(self._lending.close())
        await sleep(0)  # the loop closes the sockets in its next turn


class _Turn:
    """Wakes a task that waits in a queue."""

    def __init__(self) -> None:
        self._future: Any = None

    def notify(self) -> None:
        """Wake the task."""
        if self._future is not None and not self._future.done():
            self._future.set_result(True)

    async def wait(self, seconds: float) -> bool:
        """Wait for the turn, and return whether it was notified."""
        from asyncio import get_running_loop

        loop = get_running_loop()
        self._future = loop.create_future()
        timer = loop.call_later(
            max(seconds, 0.0), lambda future: future.done() or future.set_result(False), self._future
        )
        try:
            notified: bool = await self._future
        finally:
            timer.cancel()
        return notified


class _LentStream:
    """The body of a response. Closing it ends the loan of the connection."""

    def __init__(self, stream: Any, connections: _SyncConnections, loan: Loan[Any]) -> None:
        self._stream = stream
        self._connections = connections
        self._loan = loan

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        connection = self._loan.connection
        is_usable = False
        try:
            if hasattr(self._stream, "close"):
                self._stream.close()
            is_usable = connection is not None and connection.http.is_idle() and connection.monitor.is_clean()
        finally:
            self._connections._give_back(self._loan, is_usable=is_usable)


class _AsyncLentStream:
    def __init__(self, stream: Any, connections: _AsyncConnections, loan: Loan[Any]) -> None:
        self._stream = stream
        self._connections = connections
        self._loan = loan

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._stream)

    async def aclose(self) -> None:
        connection = self._loan.connection
        is_usable = False
        try:
            if hasattr(self._stream, "aclose"):
                await self._stream.aclose()
            is_usable = connection is not None and connection.http.is_idle() and connection.monitor.is_clean()
        finally:
            self._connections.give_back(self._loan, is_usable=is_usable)


class _Certificates:
    """SSL contexts. The default one is loaded when the first connection needs it."""

    def __init__(self, network: Network | None = None) -> None:
        self._network = network
        self._lock = threading.Lock()
        self._default: ssl.SSLContext | None = None

    def for_service(self, origin: httpcore.Origin) -> ssl.SSLContext | None:
        """Return the SSL context for a connection to an origin, or None for http."""
        if origin.scheme != b"https":
            return None
        return (self._network and self._network.certificates) or self._load_default()

    def for_proxy(self, scheme: str) -> ssl.SSLContext | None:
        """Return the SSL context for a connection to a proxy, or None unless it is an https proxy."""
        if scheme != "https":
            return None
        return (self._network and self._network.proxy_certificates) or self._load_default()

    def _load_default(self) -> ssl.SSLContext | None:
        from perfectgym_next._http.certificates import load_default_certificates

        with self._lock:
            if self._default is None:
                self._default, problem = load_default_certificates()
                if problem:
                    raise ConfigurationError(problem)
            return self._default


def _close_all(connections: list[_Connection[Any]]) -> None:
    for connection in connections:
        connection.monitor.close()


def _create_timer(request: httpcore.Request) -> PhaseTimer:
    timeout = request.extensions["timeout"]["pool"]
    return PhaseTimer(timeout, request.extensions.get(DEADLINE, math.inf))


def _raise_proxy_error(timer: PhaseTimer, error: BaseException) -> None:
    """Raise ProxyError for a proxy's malformed or missing reply: nothing of the request was sent."""
    if timer.phase is not Phase.CONNECTING:
        return
    import httpcore

    from perfectgym_next._http.backends import raising_module

    if isinstance(error, httpcore.RemoteProtocolError):
        raise httpcore.ProxyError(str(error)) from error
    module = raising_module(error)  # httpcore does not wrap errors of socksio, and asserts the type of a reply
    if module.partition(".")[0] == "socksio" or (isinstance(error, AssertionError) and module.endswith(".socks_proxy")):
        raise httpcore.ProxyError("the SOCKS proxy closed the connection or sent a malformed reply") from error


def _pool_timeout(timer: PhaseTimer) -> Exception:
    import httpcore

    return httpcore.PoolTimeout(f"all {MAX_CONNECTIONS} connections were in use for {timer.limit}")


def _origin(request: httpcore.Request) -> str:
    return str(request.url.origin)


class _Secret(bytes):
    """A user name or password of a proxy. httpcore logs that of a SOCKS proxy by its repr."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "***"


def _find_proxy(origin: httpcore.Origin, network: Network | None, certificates: _Certificates) -> httpcore.Proxy | None:
    from perfectgym_next._http.proxies import invalid_proxy, proxy_for, require_support

    scheme = origin.scheme.decode("ascii")
    address = None if network is None else network.proxy
    place = "given as proxy=" if address else f"in the environment for {scheme} requests"
    if address is None:
        address = proxy_for(scheme, origin.host.decode("ascii"), origin.port)
    if address is None:
        return None
    import httpcore

    try:
        proxy = httpx.Proxy(address)
    except httpx.InvalidURL:
        invalid = True
    else:
        invalid = False
    if invalid:
        raise invalid_proxy(place)
    require_support(proxy.url.scheme)
    return httpcore.Proxy(
        httpcore.URL(
            scheme=proxy.url.raw_scheme, host=proxy.url.raw_host, port=proxy.url.port, target=proxy.url.raw_path
        ),
        auth=None if proxy.raw_auth is None else (_Secret(proxy.raw_auth[0]), _Secret(proxy.raw_auth[1])),
        headers=proxy.headers.raw,
        ssl_context=certificates.for_proxy(proxy.url.scheme),
    )


def _count_tls_layers(origin: httpcore.Origin, proxy: httpcore.Proxy | None) -> int:
    return (origin.scheme == b"https") + (proxy is not None and proxy.url.scheme == b"https")


Handler: TypeAlias = "Callable[[str, str, Mapping[str, str], bytes], tuple[int, list[tuple[str, str]], bytes]]"
"""Receives method, path with query, headers (names in lower case) and body. Returns status, headers, body."""


class HandlerTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A transport for both clients that calls a function instead of the network; see `handler_transport`."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Call the handler in this thread."""
        return self._respond(request, request.read())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Call the handler in another thread, so that a slow handler does not block other tasks."""
        from anyio.to_thread import run_sync

        return await run_sync(self._respond, request, await request.aread())

    def _respond(self, request: httpx.Request, body: bytes) -> httpx.Response:
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
    """Return a transport for both clients that calls a function instead of the network.

    Args:
        handler: Called for each request, from several threads at once. If it raises `ConnectionError`, the connection
            is lost after the request was sent. If it raises `TimeoutError`, no response arrives in time.
    """
    return HandlerTransport(handler)
