"""HTTP/1.1 on a socket (RFC 9112): requests read, answers written.

The parser of the standard library's ``http.server`` halves the requests a second; this one reads what clients send to
a test server, and refuses the rest.
"""

from __future__ import annotations

import socket
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from perfectgym_next.testing._server.responses import Answer

__all__ = ["MalformedRequestError", "Reader", "Request", "write_answer"]

_MAX_HEAD = 64 * 1024
_MAX_BODY = 64 * 1024 * 1024
_LINGER = 2.0  # seconds
_PHRASES = {status.value: status.phrase for status in HTTPStatus}


class MalformedRequestError(ValueError):
    """What came is no request that this server reads."""

    def __init__(self, status: int, problem: str) -> None:
        super().__init__(problem)
        self.status = status


class Request(NamedTuple):
    """One request. Names of headers are in small letters; of a header sent twice the last counts."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes
    keep_alive: bool


class Reader:
    """Reads the requests of one connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._buffer = b""
        self._fields = ""
        self._headers: dict[str, str] = {}

    def read(self) -> Request | None:
        """The next request, or None when the client has ended the connection.

        Raises:
            MalformedRequestError: What came is no request.
            ConnectionError: The connection broke.
        """
        head = self._until(b"\r\n\r\n", _MAX_HEAD)
        if head is None:
            return None
        first, _, fields = head.decode("latin-1").lstrip("\r\n").partition("\r\n")
        words = first.split(" ")
        if len(words) != 3 or not words[2].startswith("HTTP/1.") or not words[1].startswith(("/", "http://")):
            raise MalformedRequestError(400, f"this is no HTTP/1.1 request line: {first[:100]!r}")
        method, target, version = words
        if fields != self._fields:  # on one connection they are mostly those of the request before
            self._headers, self._fields = _headers(fields.split("\r\n")) if fields else {}, fields
        headers = self._headers
        if headers.get("expect", "").lower() == "100-continue":
            self._connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        path, _, query = _origin_form(target).partition("?")
        connection = headers.get("connection", "").lower()
        keep_alive = connection == "keep-alive" if version == "HTTP/1.0" else connection != "close"
        return Request(method, path, query, headers, self._body(headers), keep_alive)

    def linger(self) -> None:
        """Take what the client is still sending: closing now would break the answer on its way (RFC 9112, 9.6).

        Raises:
            TimeoutError: The client sends nothing more, and does not go.
        """
        self._connection.shutdown(socket.SHUT_WR)
        self._connection.settimeout(_LINGER)
        self.wait_for_end()

    def wait_for_end(self) -> None:
        """Read on, and pass over what comes, until the client ends the connection."""
        while self._connection.recv(65536):
            pass

    def _body(self, headers: dict[str, str]) -> bytes:
        if "transfer-encoding" in headers:
            if headers["transfer-encoding"].lower() != "chunked":
                raise MalformedRequestError(
                    501, f"transfer encoding {headers['transfer-encoding']!r} is not known here"
                )
            return self._chunks()
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdecimal()):
            raise MalformedRequestError(400, f"Content-Length {length!r} is no number")
        return self._exactly(int(length))

    def _chunks(self) -> bytes:
        chunks: list[bytes] = []
        total = 0
        while True:
            size = _chunk_size(self._line())
            if size == 0:
                while self._line():
                    pass  # trailers say nothing that matters here
                return b"".join(chunks)
            total += size
            if total > _MAX_BODY:
                raise MalformedRequestError(413, f"the body is longer than {_MAX_BODY} bytes")
            chunks.append(self._exactly(size))
            if self._exactly(2) != b"\r\n":
                raise MalformedRequestError(400, "a chunk does not end where it says")

    def _line(self) -> bytes:
        line = self._until(b"\r\n", _MAX_HEAD)
        if line is None:
            raise ConnectionError("the client went away in the middle of a request")
        return line

    def _until(self, end: bytes, limit: int) -> bytes | None:
        """What comes before `end`; None when the client ends the connection before a first byte."""
        while (found := self._buffer.find(end)) < 0:
            if len(self._buffer) > limit:
                raise MalformedRequestError(431, f"the request's head is longer than {limit} bytes")
            more = self._connection.recv(65536)
            if not more:
                if self._buffer.strip():
                    raise ConnectionError("the client went away in the middle of a request")
                return None
            self._buffer += more
        text, self._buffer = self._buffer[:found], self._buffer[found + len(end) :]
        return text

    def _exactly(self, length: int) -> bytes:
        if length > _MAX_BODY:
            raise MalformedRequestError(413, f"the body is longer than {_MAX_BODY} bytes")
        parts, missing = [self._buffer], length - len(self._buffer)
        while missing > 0:
            more = self._connection.recv(min(missing, 1 << 20))
            if not more:
                raise ConnectionError("the client went away in the middle of a request")
            parts.append(more)
            missing -= len(more)
        data = b"".join(parts)
        self._buffer = data[length:]
        return data[:length]


def write_answer(connection: socket.socket, answer: Answer, keep_alive: bool) -> None:
    """Send an answer in one piece.

    Raises:
        ConnectionError: The client is gone.
    """
    lines = [f"HTTP/1.1 {answer.status} {_PHRASES.get(answer.status, '')}"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    if not any(name == "Content-Length" for name, _ in answer.headers):
        lines.append(f"Content-Length: {len(answer.body)}")
    if not keep_alive:
        lines.append("Connection: close")
    lines.append("\r\n")
    connection.sendall("\r\n".join(lines).encode("latin-1") + answer.body)


def _headers(lines: list[str]) -> dict[str, str]:
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip():
            raise MalformedRequestError(400, f"this is no header line: {line[:100]!r}")
        headers[name.lower()] = value.strip()
    return headers


def _origin_form(target: str) -> str:
    """The path and query of a target that may be absolute, as proxies send it."""
    if target.startswith("/"):
        return target
    _, _, rest = target.removeprefix("http://").partition("/")
    return f"/{rest}"


def _chunk_size(line: bytes) -> int:
    digits = line.partition(b";")[0].strip()
    if not digits or digits.strip(b"0123456789abcdefABCDEF"):
        raise MalformedRequestError(400, f"{line[:20]!r} is no size of a chunk")
    return int(digits, 16)
