"""Build the HTTP message of a request. What all messages of a client have in common is prepared once."""

from __future__ import annotations

import os
import re
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast
from urllib.parse import quote, urlencode

import httpx

from perfectgym_next._core.json import write

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping
    from contextlib import ExitStack

    from perfectgym_next._core.operation import Operation
    from perfectgym_next._http.config import Config
    from perfectgym_next._http.exchange import Exchange
    from perfectgym_next.uploads import JsonPart, Upload

__all__ = ["DEADLINE", "OPERATION", "Message", "build_message"]

DEADLINE = "perfectgym_next.deadline"
"""Name of the message's extension with the monotonic time at which the call ends."""
OPERATION = "perfectgym_next.operation"
"""Name of the message's extension with the called operation: its name, method and path template."""

_KEY_HEADER = "X-API-KEY"
_TIMEOUTS = ("connect", "read", "write", "pool")
_PLAIN_TARGET = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+(?:\?(?:[A-Za-z0-9._~&=-]|%[0-9A-F]{2})*)?")
"""Targets that httpx.URL keeps as they are: it has nothing to quote and no ``..`` to remove."""
_MAX_PLAIN = 4096


class Message(httpx.Request):
    """A request whose repr, which libraries log, shows its operation instead of its URL.

    It sets the public attributes of an `httpx.Request`, which would parse the URL and copy the headers several times.

    Args:
        operation: The operation.
        url: The complete URL.
        headers: All headers but the key.
        stream: The body.
        extensions: Timeouts, deadline and operation, for the transport.
    """

    _trace_headers: tuple[str, ...] = ()

    def __init__(
        self,
        operation: Operation,
        url: httpx.URL,
        headers: httpx.Headers,
        stream: httpx.SyncByteStream | httpx.AsyncByteStream,
        extensions: dict[str, Any],
    ) -> None:
        self.method = operation.method
        self.url = url
        self.headers = headers
        self.stream = stream
        self.extensions = extensions
        self._operation = operation.name
        if isinstance(stream, httpx.ByteStream):
            self.read()  # so that tools may look at `content`

    def __repr__(self) -> str:
        return f"<Request {self.method} {self._operation}>"

    def drop_key(self) -> None:
        """Remove the API key, which keeps it out of tracebacks."""
        self.headers.pop(_KEY_HEADER, None)

    def replace_trace_headers(self, headers: Mapping[str, str]) -> None:
        """Set the trace headers of an attempt, and remove those of the last one."""
        for name in self._trace_headers:
            self.headers.pop(name, None)
        self._trace_headers = tuple(headers)
        self.headers.update(headers)


class _NoBody(httpx.ByteStream):
    """An empty body without an empty piece, which the HTTP library would process."""

    def __iter__(self) -> Iterator[bytes]:
        return iter(())

    async def __aiter__(self) -> AsyncIterator[bytes]:
        return
        yield b""


_NO_BODY = _NoBody(b"")


class _Prepared:
    """What all messages of a client have in common.

    Attributes:
        scheme: Scheme of the service.
        host: Its host, in ASCII.
        port: Its port, or None for the scheme's own.
        prefix: Path of the base URL.
        headers: Headers of each message but the key.
    """

    def __init__(self, config: Config) -> None:
        url = httpx.URL(f"{config.base_url}/")
        self.scheme = url.raw_scheme
        self.host = url.raw_host
        self.port = url.port
        self.prefix = url.raw_path[:-1]
        self.headers = httpx.Headers({"Host": url.netloc.decode("ascii"), **config.headers}, encoding="ascii")


class _Url(httpx.URL):
    """A URL that is parsed when something is read that a transport does not send.

    Args:
        text: The URL. Its target needs no quoting.
        prepared: Scheme, host and port.
        target: Path and query, as they are sent.
    """

    def __init__(self, text: str, prepared: _Prepared, target: bytes) -> None:
        self._text = text
        self._prepared = prepared
        self._target = target

    @property
    def raw_scheme(self) -> bytes:
        return self._prepared.scheme

    @property
    def raw_host(self) -> bytes:
        return self._prepared.host

    @property
    def port(self) -> int | None:
        return self._prepared.port

    @property
    def raw_path(self) -> bytes:
        return self._target

    def __getattr__(self, name: str) -> Any:
        """Parse the URL, and return an attribute that parsing sets. Python calls it for missing attributes only."""
        if name.startswith("__") or "_text" not in vars(self):  # asked by `copy` and `pickle` before there is a text
            raise AttributeError(name)
        super().__init__(self._text)
        return object.__getattribute__(self, name)


def build_message(exchange: Exchange, files: ExitStack) -> Message:
    """Return the message of a call, which all its attempts send.

    Args:
        exchange: The call.
        files: Closes the files that the message opens.

    Raises:
        OSError: A file to upload cannot be opened.
        TypeError, ValueError: The body or the path cannot be sent.
    """
    config, request = exchange.config, exchange.request
    prepared = config.prepare(_Prepared)
    url = _build_url(exchange, prepared)
    headers = httpx.Headers(prepared.headers, encoding="ascii")
    if request.headers:
        headers.update(request.headers)
    if exchange.extra_headers:
        headers.update(exchange.extra_headers)
    stream: Any = _NO_BODY
    if request.body is not None:
        content = _encode_body(request.operation, request.body)
        stream = httpx.ByteStream(content)
        headers["Content-Type"] = "application/json"
        headers.setdefault("Content-Length", str(len(content)))
    elif request.parts:
        parts = [(name, _build_part(request.operation, part, files)) for name, part in request.parts]
        encoded = httpx.Request(request.operation.method, url, headers=headers, files=parts)
        headers, stream = encoded.headers, encoded.stream
    elif request.operation.method in ("POST", "PUT", "PATCH"):
        headers.setdefault("Content-Length", "0")
    extensions = {
        "timeout": dict.fromkeys(_TIMEOUTS, exchange.timeout),
        DEADLINE: exchange.deadline,
        OPERATION: request.operation,
    }
    message = Message(request.operation, url, headers, stream, extensions)
    message.headers[_KEY_HEADER] = config.api_key.reveal()
    return message


def _build_url(exchange: Exchange, prepared: _Prepared) -> httpx.URL:
    request = exchange.request
    target = request.path
    if request.query:
        target += "?" + urlencode(request.query, quote_via=quote)
    url = exchange.config.base_url + target
    if len(url) <= _MAX_PLAIN and _PLAIN_TARGET.fullmatch(target):
        return _Url(url, prepared, prepared.prefix + target.encode("ascii"))
    try:
        return httpx.URL(url)
    except httpx.InvalidURL as error:
        raise ValueError(f"invalid URL for {request.operation.name}: {error}") from None


def _encode_body(operation: Operation, body: Any) -> bytes:
    try:
        return write(body)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        reason = str(error)
    raise TypeError(f"the body for {operation.name} cannot be written as JSON: {reason}")


def _build_part(
    operation: Operation, part: Upload | JsonPart, files: ExitStack
) -> tuple[str | None, bytes | IO[bytes], str] | tuple[str, bytes | IO[bytes]]:
    from perfectgym_next.uploads import JsonPart

    if isinstance(part, JsonPart):
        return None, _encode_body(operation, part.value), "application/json"
    content = part.content
    if isinstance(content, str | os.PathLike):
        content = files.enter_context(open(content, "rb"))  # noqa: SIM115 - closed by the stack after sending
    elif not part.rewindable:
        content = cast("BinaryIO", _UnseekableFile(content))
    return (part.filename, content, part.content_type) if part.content_type else (part.filename, content)


class _UnseekableFile:
    """A file that cannot seek. It has no `fileno` either, from which httpx would read the length 0 of a pipe."""

    def __init__(self, file: Any) -> None:
        self.read = file.read
