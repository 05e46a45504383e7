"""A real HTTP/1.1 server on a socket, in front of a function that answers requests."""

from __future__ import annotations

import errno
import socket
import struct
import sys
import traceback
from contextlib import suppress
from http import HTTPStatus
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import TYPE_CHECKING, Self, cast

from perfectgym_next.testing._server.http1 import MalformedRequestError, Reader, Request, write_answer
from perfectgym_next.testing._server.responses import Answer, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

__all__ = ["Server"]


class Server:
    """Serves from the moment it is made until it is left or closed.

    Args:
        handle: Answers a request of method, path, query, headers and body; called from one thread a connection.
        host: Address to listen on.
        port: Port to listen on; 0 takes a free one.

    Raises:
        OSError: The port is taken, or the address cannot be listened on; the message names both.
    """

    def __init__(
        self, handle: Callable[[str, str, str, Mapping[str, str], bytes], Answer], *, host: str, port: int
    ) -> None:
        try:
            self._listener = _Listener((host, port), handle)
        except (OSError, OverflowError) as error:
            raise _cannot_listen(error, host, port) from error
        address = self._listener.server_address
        self.host, self.port = str(address[0]), address[1]
        self._thread = Thread(
            target=self._listener.serve_forever, kwargs={"poll_interval": 0.05}, name="embedded-api", daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """The base URL, without a slash at its end."""
        return f"http://{self.host}:{self.port}"

    def close(self) -> None:
        """Stop listening, end all connections and wait for their threads. A second call does nothing."""
        self._listener.shutdown()
        self._thread.join()
        self._listener.server_close()
        self._listener.end_connections()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Server {self.url}>"


class _Listener(ThreadingTCPServer):
    """What ``http.server.ThreadingHTTPServer`` is, without its look-up of the host's full name at start."""

    allow_reuse_address = sys.platform != "win32"  # there it would let two servers have one port
    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self, address: tuple[str, int], handle: Callable[[str, str, str, Mapping[str, str], bytes], Answer]
    ) -> None:
        self.handle = handle
        self._connections: dict[socket.socket, Thread] = {}
        super().__init__(address, _Connection)

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        connection = cast("socket.socket", request)
        thread = Thread(target=self.process_request_thread, args=(connection, client_address), daemon=True)
        self._connections[connection] = thread
        thread.start()

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        connection = cast("socket.socket", request)
        if not connection.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER):
            super().shutdown_request(request)
        self.close_request(request)  # of one that lingers the kernel makes a reset
        self._connections.pop(connection, None)

    def end_connections(self) -> None:
        """Break what clients keep alive."""
        for connection, thread in list(self._connections.items()):
            with suppress(OSError):  # it may be closed by now
                connection.shutdown(socket.SHUT_RDWR)
            thread.join()


class _Connection(StreamRequestHandler):
    """One connection: requests one after the other, until either side ends it."""

    disable_nagle_algorithm = True
    server: _Listener

    def handle(self) -> None:
        reader = Reader(self.connection)
        with suppress(ConnectionError, TimeoutError):  # the client is gone, or does not go
            while True:
                try:
                    request = reader.read()
                except MalformedRequestError as error:
                    write_answer(self.connection, Refusal(error.status, "BAD_REQUEST", str(error)).answer("-"), False)
                    reader.linger()
                    return
                if request is None:
                    return
                try:
                    answer = self._answer(request)
                except ConnectionResetError:
                    self._reset()
                    return
                except TimeoutError:
                    reader.wait_for_end()
                    return
                write_answer(self.connection, answer, request.keep_alive)
                if not request.keep_alive:
                    return

    def _reset(self) -> None:
        """Break the connection hard: closing without lingering sends a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _answer(self, request: Request) -> Answer:
        try:
            return self.server.handle(request.method, request.path, request.query, request.headers, request.body)
        except (ConnectionResetError, TimeoutError):  # a fault script
            raise
        except Exception:  # a fault of ours: it is shown here, and the client told
            traceback.print_exc()
            message = f"the embedded API failed: {HTTPStatus.INTERNAL_SERVER_ERROR.phrase}, see its standard error"
            return Refusal(500, "INTERNAL_SERVER_ERROR", message).answer("-")


def _cannot_listen(error: OSError | OverflowError, host: str, port: int) -> OSError:
    if isinstance(error, OverflowError):
        return OSError(errno.EINVAL, f"port {port} is not between 0 and 65535")
    if error.errno == errno.EADDRINUSE:
        return OSError(error.errno, f"port {port} on {host} is taken: choose another, or 0 for a free one")
    return OSError(error.errno, f"cannot listen on port {port} of {host}: {error.strerror or error}")
