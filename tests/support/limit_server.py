"""A small HTTP server that enforces a rate limit as the service does: so many requests a window, key and path.

A request past the limit closes its key and path for the next whole window: 429 with Retry-After. Every response is
recorded.
"""

from __future__ import annotations

import asyncio
import json
import math
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Self, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

KEY_HEADER = "x-api-key"


class Response(NamedTuple):
    """A response of the server; `at` is in seconds of the clock."""

    at: float
    key: str
    path: str
    status: int


@dataclass
class _Endpoint:
    accepted: deque[float] = field(default_factory=deque)
    closed_until: float = 0.0


class LimitServer:
    """Listens on a free loopback port, in a thread of its own, while the context is open.

    Args:
        limit: Requests accepted in a window for each key and path.
        window: Length of the window in seconds; also how long a request past the limit closes the path.
        clock: Function that returns the time in seconds.
    """

    def __init__(self, *, limit: int, window: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit
        self.window = window
        self._clock = clock
        self.responses: list[Response] = []
        self.port = 0
        self._endpoints: dict[tuple[str, str], _Endpoint] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, name="limit-server", daemon=True)
        self._ready = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def statuses(self) -> Counter[int]:
        """Return how often each status was sent."""
        return Counter(response.status for response in self.responses)

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the server did not start within 10 s")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def respond(self, key: str, path: str) -> tuple[int, int]:
        """Count a request; return its status and the seconds for Retry-After."""
        now = self._clock()
        endpoint = self._endpoints.setdefault((key, path), _Endpoint())
        accepted = endpoint.accepted
        while accepted and accepted[0] + self.window <= now:
            accepted.popleft()
        if now >= endpoint.closed_until and len(accepted) >= self.limit:
            endpoint.closed_until = now + self.window
        status = 429 if now < endpoint.closed_until else 200
        if status == 200:
            accepted.append(now)
        self.responses.append(Response(now, key, path, status))
        return status, math.ceil(round(endpoint.closed_until - now, 3))  # the sum is inexact: 60 s must not become 61

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        connections: set[_Connection] = set()
        server = self._loop.run_until_complete(
            self._loop.create_server(lambda: _Connection(self, connections), "127.0.0.1", 0, backlog=512)
        )
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        try:
            self._loop.run_forever()
        finally:
            server.close()
            for connection in list(connections):
                connection.transport.abort()
            self._loop.run_until_complete(server.wait_closed())
            self._loop.close()


class _Connection(asyncio.Protocol):
    """As much of HTTP/1.1 as the clients of the tests speak: keep-alive, and bodies with a Content-Length."""

    transport: asyncio.Transport

    def __init__(self, server: LimitServer, connections: set[_Connection]) -> None:
        self._server = server
        self._connections = connections
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self._connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._connections.discard(self)

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, rest = self._received.partition(b"\r\n\r\n")
            request_line, *lines = head.decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            length = int(headers.get("content-length", "0"))
            if len(rest) < length:
                return
            self._received = rest[length:]
            self._respond(headers.get(KEY_HEADER, ""), request_line.split(" ")[1].partition("?")[0])

    def _respond(self, key: str, path: str) -> None:
        status, retry_after = self._server.respond(key, path)
        if status == 200:
            lines, body = ["HTTP/1.1 200 OK"], {"path": path}
        else:
            lines = ["HTTP/1.1 429 Too Many Requests", f"Retry-After: {retry_after}"]
            body = {"errorMessage": "Too many requests", "errorCode": "TOO_MANY_REQUESTS"}
        content = json.dumps(body).encode()
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}", "", ""]
        self.transport.write("\r\n".join(lines).encode("latin-1") + content)
