"""The network streams of `backends` for asyncio, on its transports and protocols."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import ssl
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import httpcore

from perfectgym_next._http.backends import (
    Monitor,
    Tls,
    extra_info,
    network_error,
    seconds_for_address,
    seconds_left,
    timeout_error,
)
from perfectgym_next._http.phases import Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from perfectgym_next._http.phases import PhaseTimer

__all__ = ["AsyncBackend"]

T = TypeVar("T")

_READ_BYTES = 64 * 1024
_MAX_BUFFERED = 256 * 1024


class _Protocol(asyncio.Protocol):
    """Buffers received bytes until they are read, and signals when more can be sent."""

    def __init__(self) -> None:
        self.buffer = b""
        self.at_end = False
        self.failure: Exception | None = None
        self.is_full = False
        self.waiter: asyncio.Future[None] | None = None
        self.transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.transport.set_write_buffer_limits(0)  # a write ends when the system has accepted all of it

    def data_received(self, data: bytes) -> None:
        self.buffer = self.buffer + data if self.buffer else data
        if len(self.buffer) > _MAX_BUFFERED:
            self.transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        self.at_end = True
        self._wake()
        return True  # keep the other direction open

    def connection_lost(self, exc: Exception | None) -> None:
        self.at_end = True
        self.is_full = False
        self.failure = self.failure or exc
        self._wake()

    def pause_writing(self) -> None:
        self.is_full = True

    def resume_writing(self) -> None:
        self.is_full = False
        self._wake()

    def take(self, max_bytes: int) -> bytes:
        """Return received bytes, up to a maximum."""
        data = self.buffer[:max_bytes]
        self.buffer = self.buffer[max_bytes:]
        if not self.transport.is_reading() and not self.transport.is_closing():
            self.transport.resume_reading()
        return data

    async def event(self, seconds: float | None) -> None:
        """Wait until something happens.

        Raises:
            TimeoutError: Nothing happened within so many seconds.
        """
        loop = asyncio.get_running_loop()
        waiter = self.waiter = loop.create_future()
        timer = None if seconds is None else loop.call_later(seconds, _expire, waiter)
        try:
            await waiter
        finally:
            self.waiter = None
            if timer is not None:
                timer.cancel()

    def _wake(self) -> None:
        if self.waiter is not None and not self.waiter.done():
            self.waiter.set_result(None)


def _expire(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_exception(TimeoutError())


class _Stream(httpcore.AsyncNetworkStream):
    """Base of the streams over a socket and over TLS."""

    def __init__(self, monitor: Monitor, tls_layers: int) -> None:
        self._monitor = monitor
        self._tls_layers = tls_layers
        self._carries_requests = monitor.opened(self, tls_layers)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        monitor = self._monitor
        if not self._carries_requests or timeout is None:  # httpcore gives no timeout to the handshake with SOCKS
            return await self.receive(max_bytes)
        if monitor.timer.phase < Phase.WAITING:
            monitor.timer.begin(Phase.WAITING)
        data = await self.receive(max_bytes)
        monitor.feed(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if self._carries_requests and timeout is not None:
            self._monitor.timer.enter(Phase.SENDING)
        if buffer:  # the end of a request without a body is empty
            await self.send(buffer)

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        try:
            tls = Tls(ssl_context, server_hostname)
            await perform(self, tls, tls.object.do_handshake)
            return _TlsStream(self, tls, self._monitor, self._tls_layers + 1)
        except BaseException:
            self._monitor.close()
            raise

    async def aclose(self) -> None:
        self._monitor.close()

    def get_extra_info(self, info: str) -> Any:
        return extra_info(self.socket(), info)

    @property
    def timer(self) -> PhaseTimer:
        """The clock of the current attempt."""
        return self._monitor.timer

    async def receive(self, max_bytes: int) -> bytes:
        """Read some bytes, none at the end of the stream."""
        raise NotImplementedError

    async def send(self, data: bytes) -> None:
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
        raise NotImplementedError

    def abort(self) -> None:
        """Close the connection at once."""
        raise NotImplementedError


class _SocketStream(_Stream):
    def __init__(self, protocol: _Protocol, monitor: Monitor) -> None:
        self._protocol = protocol
        self._process = os.getpid()
        super().__init__(monitor, 0)

    async def receive(self, max_bytes: int) -> bytes:
        protocol = self._protocol
        try:
            while not protocol.buffer:
                if protocol.failure is not None:
                    raise protocol.failure
                if protocol.at_end:
                    return b""
                await protocol.event(seconds_left(self.timer))
        except OSError as error:
            raise network_error(self.timer, error) from error
        return protocol.take(max_bytes)

    async def send(self, data: bytes) -> None:
        protocol = self._protocol
        rest = memoryview(data)
        try:
            while rest:
                if protocol.transport.is_closing():
                    raise protocol.failure or ConnectionResetError("the connection is closed")
                piece = rest[:_READ_BYTES]
                protocol.transport.write(bytes(piece))
                while protocol.is_full:
                    await protocol.event(seconds_left(self.timer))
                self.timer.count_sent(len(piece))
                rest = rest[len(piece) :]
        except OSError as error:
            raise network_error(self.timer, error) from error

    def socket(self) -> socket.socket:
        sock: socket.socket = self._protocol.transport.get_extra_info("socket")
        return sock

    def has_buffered(self) -> bool:
        return bool(self._protocol.buffer) or self._protocol.at_end

    def abort(self) -> None:
        if self._process == os.getpid():  # a forked process shares the selector of its parent's loop
            self._protocol.transport.abort()


class _TlsStream(_Stream):
    """TLS over another stream, which may be one of TLS with a proxy."""

    def __init__(self, below: _Stream, tls: Tls, monitor: Monitor, tls_layers: int) -> None:
        self._below = below
        self._tls = tls
        super().__init__(monitor, tls_layers)

    async def receive(self, max_bytes: int) -> bytes:
        return await perform(self._below, self._tls, lambda: self._tls.read(max_bytes))

    async def send(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            piece = rest[:_READ_BYTES]
            sent = await perform(self._below, self._tls, lambda piece=piece: self._tls.object.write(piece))  # type: ignore[misc]
            rest = rest[sent:]

    def get_extra_info(self, info: str) -> Any:
        return self._tls.object if info == "ssl_object" else super().get_extra_info(info)

    def socket(self) -> socket.socket:
        return self._below.socket()

    def has_buffered(self) -> bool:
        return self._tls.has_buffered() or self._below.has_buffered()

    def abort(self) -> None:
        self._below.abort()


async def perform(below: _Stream, tls: Tls, action: Callable[[], T]) -> T:
    """Complete a TLS action, sending and receiving what it needs."""
    while True:
        try:
            done, result = tls.step(action)
        except ssl.SSLError as error:
            with contextlib.suppress(httpcore.NetworkError, httpcore.TimeoutException):
                await _flush(below, tls)  # send the alert with the reason
            raise network_error(below.timer, error) from error
        await _flush(below, tls)
        if done:
            return result  # type: ignore[return-value]  # set once the action is complete
        tls.receive(await below.receive(_READ_BYTES))


async def _flush(below: _Stream, tls: Tls) -> None:
    if tls.outgoing.pending:
        await below.send(tls.outgoing.read())


async def _connect(host: str, port: int, timer: PhaseTimer) -> _Protocol:
    """Connect to the first address that accepts the connection.

    asyncio's own way of trying several addresses loses a socket when it is cancelled at the wrong moment.
    """
    loop = asyncio.get_running_loop()
    addresses = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    failure = OSError(f"{host} has no address")
    for tried, (family, kind, number, _, address) in enumerate(addresses):
        sock = socket.socket(family, kind, number)
        protocol = _Protocol()
        try:
            sock.setblocking(False)
            async with asyncio.timeout(seconds_for_address(timer, len(addresses) - tried)):
                await loop.sock_connect(sock, address)
                await loop.create_connection(partial(_same, protocol), sock=sock)
        except OSError as error:
            failure = error
            _discard(protocol, sock)
        except BaseException:
            _discard(protocol, sock)
            raise
        else:
            return protocol
    raise failure


def _same(protocol: _Protocol) -> _Protocol:
    return protocol


def _discard(protocol: _Protocol, sock: socket.socket) -> None:
    if protocol.transport is None:
        sock.close()
    else:
        protocol.transport.abort()


class AsyncBackend(httpcore.AsyncNetworkBackend):
    """Creates the streams of one connection.

    Args:
        monitor: Of that connection.
    """

    def __init__(self, monitor: Monitor) -> None:
        self._monitor = monitor

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        timer = self._monitor.timer
        try:
            async with asyncio.timeout(seconds_left(timer)):
                protocol = await _connect(host, port, timer)
        except TimeoutError as error:
            raise timeout_error(timer) from error
        except OSError as error:
            raise network_error(timer, error) from error
        return _SocketStream(protocol, self._monitor)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
