"""Network streams for httpcore that bound each phase of an attempt as a whole and see every byte."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import ssl
import sys
import threading
from typing import TYPE_CHECKING, Any, TypeVar

import httpcore

from perfectgym_next._core.forks import renew_after_fork
from perfectgym_next._http.framing import ResponseEnd
from perfectgym_next._http.phases import Phase, PhaseTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "Monitor",
    "SyncBackend",
    "Tls",
    "extra_info",
    "network_error",
    "openssl_gate",
    "raising_module",
    "seconds_for_address",
    "seconds_left",
    "timeout_error",
]

T = TypeVar("T")

_READ_BYTES = 64 * 1024
_ADDRESS_SECONDS = 2.0
_OWN_MODULES = (__name__, f"{__package__}.async_backend", "")


class Monitor:
    """State of one connection and of the request that uses it, shared by all its streams.

    Args:
        tls_layers: Number of TLS handshakes: with the service, the proxy, or both.

    Attributes:
        timer: The clock of the current attempt.
        is_closed: Whether the connection was closed on this side.
    """

    __slots__ = ("_end", "_stream", "is_closed", "timer", "tls_layers")

    def __init__(self, tls_layers: int) -> None:
        self.tls_layers = tls_layers
        self.timer = PhaseTimer(0.0, 0.0)
        self.is_closed = False
        self._end = ResponseEnd("")
        self._stream: Any = None

    def begin(self, method: str, timer: PhaseTimer) -> None:
        """Note the start of a request."""
        self.timer = timer
        self._end = ResponseEnd(method)

    def opened(self, stream: Any, tls_layers: int) -> bool:
        """Note a new stream, and return whether it carries requests: not before the last handshake."""
        self._stream = stream
        return tls_layers == self.tls_layers

    def feed(self, data: bytes) -> None:
        """Note bytes of the response."""
        self._end.feed(data)

    def is_clean(self) -> bool:
        """Return whether the response is complete and nothing behind it was read."""
        return not self.is_closed and self._end.is_exact and not self._stream.has_buffered()

    def is_usable(self) -> bool:
        """Return whether an idle connection is still open and has received nothing."""
        return not self.is_closed and not self._stream.has_buffered() and not _is_readable(self._stream.fileno())

    def close(self) -> None:
        """Close the connection at once, without any I/O."""
        self.is_closed = True
        if self._stream is not None:
            self._stream.abort()


class _OpenSslGate:
    """Prevents a fork while a thread of this package is inside OpenSSL, whose locks the child would inherit held.

    What happens inside waits for nothing but files, so nobody waits for long.

    Attributes:
        lock: Held by the thread inside. It is re-entrant, since a signal handler may fork there.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        if hasattr(os, "register_at_fork"):  # Windows does not fork
            os.register_at_fork(before=self._close, after_in_parent=self._open)
        renew_after_fork(self)

    def _close(self) -> None:
        self.lock.acquire()

    def _open(self) -> None:
        self.lock.release()

    def renew(self) -> None:
        """Replace the lock, which the thread that forked holds; see `perfectgym_next._core.forks.Renewable`."""
        self.lock = threading.RLock()


openssl_gate = _OpenSslGate()


class Tls:
    """TLS between buffers in memory, so that no byte and no I/O is hidden.

    Args:
        context: SSL context with the certificates to trust.
        hostname: Name that the peer's certificate must contain.
    """

    __slots__ = ("incoming", "object", "outgoing")

    def __init__(self, context: ssl.SSLContext, hostname: str | None) -> None:
        self.incoming = ssl.MemoryBIO()
        self.outgoing = ssl.MemoryBIO()
        with openssl_gate.lock:
            self.object = context.wrap_bio(self.incoming, self.outgoing, server_hostname=hostname)

    def step(self, action: Callable[[], T]) -> tuple[bool, T | None]:
        """Try an action, and return whether it is complete, and its result. Otherwise it needs more bytes."""
        try:
            with openssl_gate.lock:
                return True, action()
        except ssl.SSLWantReadError:
            return False, None

    def receive(self, data: bytes) -> None:
        """Append bytes from the peer, none at their end."""
        if data:
            self.incoming.write(data)
        else:
            self.incoming.write_eof()

    def read(self, max_bytes: int) -> bytes:
        """Return decrypted bytes, none after a proper end of the connection."""
        try:
            return self.object.read(max_bytes)
        except ssl.SSLZeroReturnError:
            return b""

    def has_buffered(self) -> bool:
        """Return whether there are unread bytes from the peer."""
        return bool(self.incoming.pending or self.object.pending())


class _Stream(httpcore.NetworkStream):
    """Base of the streams over a socket and over TLS."""

    def __init__(self, monitor: Monitor, tls_layers: int) -> None:
        self._monitor = monitor
        self._tls_layers = tls_layers
        self._carries_requests = monitor.opened(self, tls_layers)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        monitor = self._monitor
        if not self._carries_requests or timeout is None:  # httpcore gives no timeout to the handshake with SOCKS
            return self.receive(max_bytes)
        if monitor.timer.phase < Phase.WAITING:
            monitor.timer.begin(Phase.WAITING)
        data = self.receive(max_bytes)
        monitor.feed(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if self._carries_requests and timeout is not None:
            self._monitor.timer.enter(Phase.SENDING)
        if buffer:  # the end of a request without a body is empty
            self.send(buffer)

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            return _TlsStream(self, Tls(ssl_context, server_hostname), self._monitor, self._tls_layers + 1)
        except BaseException:
            self._monitor.close()
            raise

    def close(self) -> None:
        self._monitor.close()

    def get_extra_info(self, info: str) -> Any:
        return extra_info(self.socket(), info)

    def receive(self, max_bytes: int) -> bytes:
        """Read some bytes, none at the end of the stream."""
        raise NotImplementedError

    def send(self, data: bytes) -> None:
        """Send all of the data."""
        raise NotImplementedError

    def socket(self) -> socket.socket:
        """Return the socket at the bottom."""
        raise NotImplementedError

    def fileno(self) -> int:
        """Return the socket's file descriptor, -1 once it is closed."""
        return self.socket().fileno()

    def has_buffered(self) -> bool:
        """Return whether there are bytes between socket and reader."""
        return False

    def abort(self) -> None:
        """Close the socket."""
        self.socket().close()


class _SocketStream(_Stream):
    def __init__(self, sock: socket.socket, monitor: Monitor) -> None:
        self._socket = sock
        super().__init__(monitor, 0)

    def receive(self, max_bytes: int) -> bytes:
        timer = self._monitor.timer
        try:
            self._socket.settimeout(seconds_left(timer))
            return self._socket.recv(max_bytes)
        except OSError as error:
            raise network_error(timer, error) from error

    def send(self, data: bytes) -> None:
        timer = self._monitor.timer
        rest = memoryview(data)
        try:
            while rest:
                self._socket.settimeout(seconds_left(timer))
                sent = self._socket.send(rest[:_READ_BYTES])
                timer.count_sent(sent)
                rest = rest[sent:]
        except OSError as error:
            raise network_error(timer, error) from error

    def socket(self) -> socket.socket:
        return self._socket


class _TlsStream(_Stream):
    """TLS over another stream, which may be one of TLS with a proxy."""

    def __init__(self, below: _Stream, tls: Tls, monitor: Monitor, tls_layers: int) -> None:
        self._below = below
        self._tls = tls
        self._perform(tls.object.do_handshake)
        super().__init__(monitor, tls_layers)

    def _perform(self, action: Callable[[], T]) -> T:
        timer = self._below._monitor.timer
        while True:
            try:
                done, result = self._tls.step(action)
            except ssl.SSLError as error:
                with contextlib.suppress(httpcore.NetworkError, httpcore.TimeoutException):
                    self._flush()  # send the alert with the reason
                raise network_error(timer, error) from error
            self._flush()
            if done:
                return result  # type: ignore[return-value]  # set once the action is complete
            self._tls.receive(self._below.receive(_READ_BYTES))

    def _flush(self) -> None:
        if self._tls.outgoing.pending:
            self._below.send(self._tls.outgoing.read())

    def receive(self, max_bytes: int) -> bytes:
        return self._perform(lambda: self._tls.read(max_bytes))

    def send(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            sent = self._perform(lambda piece=rest[:_READ_BYTES]: self._tls.object.write(piece))  # type: ignore[misc]
            rest = rest[sent:]

    def get_extra_info(self, info: str) -> Any:
        return self._tls.object if info == "ssl_object" else super().get_extra_info(info)

    def socket(self) -> socket.socket:
        return self._below.socket()

    def has_buffered(self) -> bool:
        return self._tls.has_buffered() or self._below.has_buffered()


class SyncBackend(httpcore.NetworkBackend):
    """Creates the streams of one connection.

    Args:
        monitor: Of that connection.
    """

    def __init__(self, monitor: Monitor) -> None:
        self._monitor = monitor

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        timer = self._monitor.timer
        try:
            return _SocketStream(_connect(host, port, timer), self._monitor)
        except OSError as error:
            raise network_error(timer, error) from error


def _connect(host: str, port: int, timer: PhaseTimer) -> socket.socket:
    """Connect to the first address that accepts the connection."""
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    failure = OSError(f"{host} has no address")
    for tried, (family, kind, protocol, _, address) in enumerate(addresses):
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(seconds_for_address(timer, len(addresses) - tried))
            sock.connect(address)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            sock.close()
            failure = error
        except BaseException:
            sock.close()
            raise
        else:
            return sock
    raise failure


def seconds_left(timer: PhaseTimer) -> float:
    """Return the seconds left of the phase.

    Raises:
        TimeoutError: The phase is over.
    """
    left = timer.left()
    if left <= 0:
        raise TimeoutError
    return left


def seconds_for_address(timer: PhaseTimer, addresses: int) -> float:
    """Return the seconds for one of several addresses, so that a dead one does not use up all the time."""
    left = seconds_left(timer)
    return left if addresses == 1 else min(left / addresses, _ADDRESS_SECONDS)


def timeout_error(timer: PhaseTimer) -> Exception:
    """Return httpcore's error for a phase that exceeded its timeout."""
    seconds = timer.limit
    match timer.phase:
        case Phase.CONNECTING:
            return httpcore.ConnectTimeout(f"not connected within {seconds}")
        case Phase.SENDING:
            return httpcore.WriteTimeout(f"64 KiB were not sent within {seconds}")
        case Phase.WAITING:
            return httpcore.ReadTimeout(f"no response within {seconds}")
        case Phase.RECEIVING:
            return httpcore.ReadTimeout(f"the response was not complete after {seconds}")


def network_error(timer: PhaseTimer, error: Exception) -> Exception:
    """Return httpcore's error for what a socket raised.

    An exception of a signal handler, such as a TimeoutError of the caller's own, is raised unchanged.
    """
    if not _is_own(error):
        raise error
    if isinstance(error, TimeoutError) and not isinstance(error, ssl.SSLError):
        return timeout_error(timer)
    match timer.phase:
        case Phase.CONNECTING:
            return httpcore.ConnectError(str(error))
        case Phase.SENDING:
            return httpcore.WriteError(str(error))
        case _:
            return httpcore.ReadError(str(error))


def extra_info(sock: socket.socket, info: str) -> Any:
    """Return the extra information that httpcore asks its streams for."""
    if info == "client_addr":
        return sock.getsockname()
    if info == "server_addr":
        return sock.getpeername()
    if info == "socket":
        return sock
    if info == "is_readable":
        return _is_readable(sock.fileno())
    return None


def raising_module(error: BaseException) -> str:
    """Return the name of the module that raised an error."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else trace.tb_frame.f_globals.get("__name__", "")


def _is_own(error: Exception) -> bool:
    module = raising_module(error)
    return module in _OWN_MODULES or module.partition(".")[0] in _network_packages()


def _network_packages() -> set[str]:
    """Return the packages between this one and the system. gevent replaces sockets, uvloop event loops."""
    packages = {"asyncio", "socket", "ssl", socket.socket.__module__.partition(".")[0]}
    if "asyncio" in sys.modules:
        from asyncio import _get_running_loop

        packages.add(type(_get_running_loop()).__module__.partition(".")[0])
    return packages


def _is_readable(fileno: int) -> bool:
    """Return whether a read would not block: there are bytes, or the end, or the socket is closed."""
    if fileno < 0:
        return True
    if sys.platform == "win32" or not hasattr(select, "poll"):
        return bool(select.select([fileno], [], [], 0)[0])
    poll = select.poll()
    poll.register(fileno, select.POLLIN)
    return bool(poll.poll(0))
