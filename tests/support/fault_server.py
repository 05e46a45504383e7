"""A server that goes wrong in the ways networks and services do, and a TCP proxy that breaks connections.

Both listen on a free loopback port, in a thread of their own, while their context is open. Whatever they do is bounded
in bytes, and in time by `PATIENCE`.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import socket
import struct
import threading
import time
import zlib
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Any, NamedTuple, Self

PATIENCE = 20.0
"""Seconds after which a server gives up waiting for a client."""

MEBIBYTE = 1024 * 1024


class Seen(NamedTuple):
    """A request as it reached the server; names of headers in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


class _Loop:
    """An asyncio server in a thread of its own."""

    def __init__(self) -> None:
        self.port = 0
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, name=type(self).__name__, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(PATIENCE):
            raise RuntimeError("the server did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            asyncio.start_server(self._connected, "127.0.0.1", self.port, limit=MEBIBYTE)
        )
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        try:
            self._loop.run_forever()
        finally:
            self._loop.run_until_complete(_turns())  # who is being accepted comes to be served
            server.close()
            tasks = asyncio.all_tasks(self._loop)
            for task in tasks:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
            for writer in self._writers:
                writer.transport.abort()
            self._loop.run_until_complete(_turns())  # sockets are closed in a turn of their own
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            await self.serve(reader, writer)
        except (OSError, EOFError, TimeoutError):
            pass  # the client has gone, or does not come to an end
        finally:
            writer.close()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        raise NotImplementedError


async def _turns() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def reset(writer: asyncio.StreamWriter) -> None:
    """End a connection with RST instead of FIN."""
    plug: socket.socket = writer.get_extra_info("socket")
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


class Exchange:
    """One request and what becomes of it: what a fault works on."""

    def __init__(self, server: FaultServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._server = server
        self._reader = reader
        self._writer = writer
        self.open = True

    async def head(self) -> tuple[str, str, dict[str, str]]:
        """Read method, target and headers; the request counts as seen only when its body is read too."""
        lines = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = lines[0].split(" ")
        pairs = (line.partition(":") for line in lines[1:] if line)
        return method, target, {name.lower(): value.strip() for name, _, value in pairs}

    async def first_byte(self) -> None:
        """Read the first byte of the request."""
        await self._reader.readexactly(1)

    async def request(self) -> Seen:
        """Read the whole request."""
        method, target, headers = await self.head()
        if headers.get("transfer-encoding") == "chunked":
            body = b""
            while size := int((await self._reader.readline()).strip(), 16):
                body += await self._reader.readexactly(size)
                await self._reader.readline()
            await self._reader.readline()
        else:
            body = await self._reader.readexactly(int(headers.get("content-length", "0")))
        seen = Seen(method, target, headers, body)
        self._server.seen.append(seen)
        return seen

    async def write(self, data: bytes) -> None:
        """Send, with what waits in the system's buffers limited."""
        self._writer.write(data)
        await self._writer.drain()

    async def answer(
        self, status: int = 200, body: bytes = b"", headers: Mapping[str, str] | None = None, *, version: str = "1.1"
    ) -> None:
        """Send an answer whose headers tell the truth, except for those given."""
        given = {"Content-Type": "application/json", "Content-Length": str(len(body)), **(headers or {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
        await self.write(f"HTTP/{version} {status} OK\r\n{head}\r\n".encode("latin-1") + body)

    async def until_left(self) -> None:
        """Wait until the client closes the connection."""
        while await self._reader.read(65536):
            pass
        self.open = False

    def close(self) -> None:
        """End the connection in good order."""
        self.open = False

    def reset(self) -> None:
        """End the connection as if the machine had crashed."""
        reset(self._writer)
        self.open = False


Fault = Callable[[Exchange], Awaitable[None]]


class FaultServer(_Loop):
    """A server whose requests meet the given faults in order, the last one for ever.

    Attributes:
        seen: The requests that came in whole.
        connections: How many were made.
    """

    def __init__(self, *faults: Fault, port: int = 0) -> None:
        super().__init__()
        self.port = port
        self.seen: list[Seen] = []
        self.connections = 0
        self._faults = list(faults)

    def wait_until_seen(self, number: int) -> None:
        """Wait for so many requests: a busy server may read one later than its client waits for the response."""
        until = time.monotonic() + PATIENCE
        while len(self.seen) < number:
            assert time.monotonic() < until, f"{len(self.seen)} of {number} requests came"
            time.sleep(0.001)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        exchange = Exchange(self, reader, writer)
        while exchange.open:
            fault = self._faults.pop(0) if len(self._faults) > 1 else self._faults[0]
            async with asyncio.timeout(PATIENCE):
                await fault(exchange)
            if exchange.open and not await self._another(reader):
                return

    @staticmethod
    async def _another(reader: asyncio.StreamReader) -> bool:
        """Wait for the next request on this connection."""
        first = await reader.read(1)
        if first:
            reader._buffer[:0] = first  # type: ignore[attr-defined]  # there is no way to peek
        return bool(first)


def answers(body: Any = None, *, status: int = 200, raw: bytes | None = None, **headers: str) -> Fault:
    """No fault at all: an answer."""
    content = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
    given = {name.replace("_", "-"): value for name, value in headers.items()}

    async def act(exchange: Exchange) -> None:
        await exchange.request()
        await exchange.answer(status, content, given)

    return act


async def reset_at_the_first_byte(exchange: Exchange) -> None:
    await exchange.first_byte()  # before it, a client may see a connection that was never made
    exchange.reset()


async def reset_behind_the_head(exchange: Exchange) -> None:
    await exchange.head()
    exchange.reset()


async def reset_behind_the_request(exchange: Exchange) -> None:
    await exchange.request()
    exchange.reset()


async def close_without_answer(exchange: Exchange) -> None:
    await exchange.request()
    exchange.close()


async def reset_in_the_head(exchange: Exchange) -> None:
    await exchange.request()
    await exchange.write(b"HTTP/1.1 200 OK\r\nContent-")
    exchange.reset()


async def stall(exchange: Exchange) -> None:
    await exchange.request()
    await exchange.until_left()


async def garbage(exchange: Exchange) -> None:
    await exchange.request()
    await exchange.write(b"\x16\x03\x01 this is not HTTP \x00\xff\r\n\r\n" * 20)
    exchange.close()


async def endless_headers(exchange: Exchange) -> None:
    await exchange.request()
    await exchange.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(20_000):  # 4 MB
        await exchange.write(b"X-%05d: %s\r\n" % (number, b"x" * 200))
    exchange.close()


async def endless_body(exchange: Exchange) -> None:
    await exchange.request()
    await exchange.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(256):  # 16 MiB
        await exchange.write(b"10000\r\n" + b" " * 65536 + b"\r\n")
    exchange.close()


def cut(body: bytes, *, status: int = 200, kind: str = "close") -> Fault:
    """Half of a body, then ``close`` (FIN), ``reset`` (RST) or ``stall``; Content-Length tells of all of it."""

    async def act(exchange: Exchange) -> None:
        await exchange.request()
        await exchange.answer(status, body[: len(body) // 2], {"Content-Length": str(len(body))})
        if kind == "stall":
            await exchange.until_left()
        elif kind == "reset":
            await asyncio.sleep(0.02)  # an RST overtakes what was sent: let the client read the half of it first
            exchange.reset()
        else:
            exchange.close()

    return act


def trickle(body: bytes, *, seconds: float) -> Fault:
    """A body that comes in ten pieces, so many seconds apart."""

    async def act(exchange: Exchange) -> None:
        await exchange.request()
        await exchange.answer(200, b"", {"Content-Length": str(len(body))})
        size = len(body) // 10 + 1
        for start in range(0, len(body), size):
            await exchange.write(body[start : start + size])
            await asyncio.sleep(seconds)

    return act


def too_short(body: bytes) -> Fault:
    """Content-Length tells of half of what is sent."""

    async def act(exchange: Exchange) -> None:
        await exchange.request()
        await exchange.answer(200, body, {"Content-Length": str(len(body) // 2)})

    return act


def old_http(body: bytes) -> Fault:
    """HTTP/1.0: the body ends with the connection."""

    async def act(exchange: Exchange) -> None:
        await exchange.request()
        await exchange.answer(200, body, {"Content-Length": ""}, version="1.0")
        exchange.close()

    return act


def interim(then: Fault, *, times: int = 1) -> Fault:
    """100 and 103 come before the answer."""

    async def act(exchange: Exchange) -> None:
        early = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"
        await exchange.write(early * times)
        await then(exchange)

    return act


def gzip_bomb(size: int = 256 * MEBIBYTE, *, layers: int = 1) -> Fault:
    """A body of blanks that is small on the wire and expands to `size` bytes; twice compressed with two layers."""
    packed = packed_blanks(size)
    for _ in range(layers - 1):
        packed = gzip.compress(packed, 9)
    return answers(raw=packed, Content_Encoding=", ".join(["gzip"] * layers))


def packed_blanks(size: int) -> bytes:
    """So many blanks, in gzip."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    pieces = [packer.compress(b" " * MEBIBYTE) for _ in range(size // MEBIBYTE)]
    return b"".join([*pieces, packer.flush()])


class FaultProxy(_Loop):
    """Passes bytes between clients and a server, and breaks connections on command.

    Args:
        upstream_port: Loopback port of the server.

    Attributes:
        connections: How many clients came.
    """

    def __init__(self, upstream_port: int) -> None:
        super().__init__()
        self._upstream = upstream_port
        self._breaks: list[tuple[str, int]] = []
        self.connections = 0

    def break_next(self, direction: str, after: int) -> None:
        """Reset the next connection once so many bytes went ``up`` to the server, or came ``down`` from it."""
        self._breaks.append((direction, after))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        direction, after = self._breaks.pop(0) if self._breaks else ("", 0)
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._upstream)
        self._writers.add(server_writer)
        pumps = [
            asyncio.ensure_future(self._pump(reader, server_writer, after if direction == "up" else None)),
            asyncio.ensure_future(self._pump(server_reader, writer, after if direction == "down" else None)),
        ]
        try:
            done, _ = await asyncio.wait(pumps, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
            if any(pump.exception() is None and pump.result() for pump in done):
                reset(writer)
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
            server_writer.close()

    @staticmethod
    async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, after: int | None) -> bool:
        """Pass bytes on until the end, or until there were so many. Whether the connection is to be reset."""
        passed = 0
        while data := await reader.read(65536):
            if after is not None and passed + len(data) > after:
                with contextlib.suppress(OSError):
                    writer.write(data[: after - passed])
                    await writer.drain()
                return True
            passed += len(data)
            writer.write(data)
            await writer.drain()
        return False


def refused_port() -> int:
    """A loopback port on which nobody listens."""
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        port: int = plug.getsockname()[1]
        return port
