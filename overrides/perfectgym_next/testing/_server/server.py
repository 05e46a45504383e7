"""An HTTP/1.1 server on a socket, in front of a function that handles requests."""

from __future__ import annotations

import errno
import socket
import struct
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import TYPE_CHECKING, Self, TypeAlias, cast

from perfectgym_next.testing._server.http1 import MalformedRequestError, Request, RequestReader, write_response
from perfectgym_next.testing._server.responses import EmbeddedResponse, problem_response
from perfectgym_next.testing._studio.problems import ProblemResponse

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["Server"]

_Handle: TypeAlias = Callable[[str, str, str, Mapping[str, str], bytes], EmbeddedResponse]


class Server:
    """Serves from its creation until its context is left or it is closed.

    Args:
        handle: Handles a request of method, path, query, headers and body; called from one thread per connection.
        host: Address to listen on.
        port: Port to listen on; 0 picks a free one.

    Raises:
        OSError: The port is in use or the address is not available; the message names both.
    """

    def __init__(self, handle: _Handle, *, host: str, port: int) -> None:
        try:
            self._listener = _Listener((host, port), handle)
        except (OSError, OverflowError) as error:
            raise _listen_error(error, host, port) from error
        address = self._listener.server_address
        self.host: str = str(address[0])
        self.port: int = address[1]
        self._thread = Thread(
            target=self._listener.serve_forever, kwargs={"poll_interval": 0.05}, name="embedded-api", daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """The base URL, without a trailing slash."""
        return f"http://{self.host}:{self.port}"

    def close(self) -> None:
        """Stop listening, close all connections and wait for their threads. Further calls have no effect."""
        self._listener.shutdown()
        self._thread.join()
        self._listener.server_close()
        self._listener.close_connections()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Server {self.url}>"


class _Listener(ThreadingTCPServer):
    """``http.server.ThreadingHTTPServer`` without its look-up of the host's full name at start."""

    allow_reuse_address = sys.platform != "win32"  # there it would let two servers share a port
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], handle: _Handle) -> None:
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
        self.close_request(request)  # with SO_LINGER set, the kernel sends a reset
        self._connections.pop(connection, None)

    def close_connections(self) -> None:
        """Close the connections that clients keep alive."""
        for connection, thread in list(self._connections.items()):
            with suppress(OSError):  # it may already be closed
                connection.shutdown(socket.SHUT_RDWR)
            thread.join()


class _Connection(StreamRequestHandler):
    """One connection: requests one after the other, until either side closes it."""

    disable_nagle_algorithm = True
    server: _Listener

    def handle(self) -> None:
        reader = RequestReader(self.connection)
        with suppress(ConnectionError, TimeoutError):  # the client closed the connection, or never does
            while True:
                try:
                    request = reader.read()
                except MalformedRequestError as error:
                    problem = ProblemResponse(error.status, "BAD_REQUEST", str(error))
                    write_response(self.connection, problem_response(problem, "-", as_list=False), False)
                    reader.linger()
                    return
                if request is None:
                    return
                try:
                    response = self._respond(request)
                except ConnectionResetError:
                    self._reset()
                    return
                except TimeoutError:
                    reader.wait_for_end()
                    return
                write_response(self.connection, response, request.keep_alive)
                if not request.keep_alive:
                    return

    def _reset(self) -> None:
        """Make the kernel send a reset when the connection is closed."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _respond(self, request: Request) -> EmbeddedResponse:
        try:
            return self.server.handle(request.method, request.path, request.query, request.headers, request.body)
        except (ConnectionResetError, TimeoutError):  # a scripted fault
            raise
        except Exception:  # a bug of the kit: shown here, and reported to the client
            traceback.print_exc()
            message = f"the embedded API failed: {HTTPStatus.INTERNAL_SERVER_ERROR.phrase}, see its standard error"
            return problem_response(ProblemResponse(500, "INTERNAL_SERVER_ERROR", message), "-", as_list=False)


def _listen_error(error: OSError | OverflowError, host: str, port: int) -> OSError:
    if isinstance(error, OverflowError):
        return OSError(errno.EINVAL, f"invalid port {port}: expected 1 to 65535, or 0 for a free one")
    if error.errno == errno.EADDRINUSE:
        return OSError(error.errno, f"port {port} on {host} is in use: choose another, or 0 for a free one")
    return OSError(error.errno, f"cannot listen on port {port} of {host}: {error.strerror or error}")
