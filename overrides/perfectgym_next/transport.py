"""Requests and answers over HTTP: the only module that knows httpx.

It works on httpx's transports directly, below its `Client`: nothing is redirected, no cookie of one studio reaches
another, and no address with a member's data in it is logged.
"""

from __future__ import annotations

import os
import threading
from contextlib import ExitStack
from functools import cache
from typing import IO, TYPE_CHECKING, Any, TypeAlias, TypeVar
from urllib.parse import quote, urlencode

import httpx

from perfectgym_next.errors import (
    ApiConnectionError,
    ApiError,
    ApiTimeoutError,
    PerfectGymError,
    ResponseFormatError,
    ResponseTooLargeError,
)
from perfectgym_next.operations import Request, Response
from perfectgym_next.uploads import JsonPart, Upload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from perfectgym_next.configuration import Configuration
    from perfectgym_next.operations import Operation

__all__ = ["AsyncPool", "Pool", "handler_transport"]

T = TypeVar("T")

_PACKAGE = "perfectgym_next_generated"

_Answer: TypeAlias = tuple[int, httpx.Headers, bytes]


class Pool:
    """A connection pool, made at the first request and shared by all clients derived from one.

    Args:
        transport: Used in place of a pool of our own; it is closed with the pool.
    """

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self._transport = transport
        self._lock = threading.Lock()
        self._closed = False

    def _open(self, base_url: str) -> httpx.BaseTransport:
        if self._transport is None or self._closed:
            with self._lock:
                _refuse_closed(self._closed)
                if self._transport is None:
                    self._transport = httpx.HTTPTransport(proxy=_proxy(base_url), limits=_limits())
        return self._transport

    def exchange(
        self, configuration: Configuration, request: Request[T], *, timeout: float | None = None
    ) -> Response[T]:
        """Send a request and read its answer.

        Raises:
            PerfectGymError: Of the kind that says what happened.
            OSError: A file to upload cannot be read.
            ValueError, TypeError: The body holds what cannot be sent.
        """
        outcome = self._attempt(configuration, request, timeout)
        # Raised out here so that it drags along no request, and with that no key, of the HTTP library.
        if isinstance(outcome, PerfectGymError):
            raise outcome
        return _interpreted(request, *outcome)

    def _attempt(
        self, configuration: Configuration, request: Request[Any], timeout: float | None
    ) -> _Answer | PerfectGymError:
        transport = self._open(configuration.base_url)
        with ExitStack() as files:
            message = _message(configuration, request, timeout, files)
            try:
                answer = transport.handle_request(message)
                try:
                    content = _read(answer.iter_bytes(), configuration, request.operation)
                finally:
                    answer.close()
            except httpx.HTTPError as error:
                return _failure(request.operation, error)
            except PerfectGymError as error:
                return error
            finally:
                del message.headers["X-API-KEY"]  # whoever looks into these locals finds no key
        return answer.status_code, answer.headers, content

    def close(self) -> None:
        """Close all connections; the pool cannot be used again."""
        with self._lock:
            self._closed = True
        if self._transport is not None:
            self._transport.close()


class AsyncPool:
    """The same for asyncio and trio."""

    def __init__(self, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._transport = transport
        self._closed = False

    def _open(self, base_url: str) -> httpx.AsyncBaseTransport:
        _refuse_closed(self._closed)
        if self._transport is None:
            self._transport = httpx.AsyncHTTPTransport(proxy=_proxy(base_url), limits=_limits())
        return self._transport

    async def exchange(
        self, configuration: Configuration, request: Request[T], *, timeout: float | None = None
    ) -> Response[T]:
        """Send a request and read its answer; see `Pool.exchange`."""
        outcome = await self._attempt(configuration, request, timeout)
        if isinstance(outcome, PerfectGymError):
            raise outcome
        return _interpreted(request, *outcome)

    async def _attempt(
        self, configuration: Configuration, request: Request[Any], timeout: float | None
    ) -> _Answer | PerfectGymError:
        transport = self._open(configuration.base_url)
        with ExitStack() as files:
            message = _message(configuration, request, timeout, files)
            try:
                answer = await transport.handle_async_request(message)
                try:
                    content = await _read_async(answer, configuration, request.operation)
                finally:
                    await answer.aclose()
            except httpx.HTTPError as error:
                return _failure(request.operation, error)
            except PerfectGymError as error:
                return error
            finally:
                del message.headers["X-API-KEY"]
        return answer.status_code, answer.headers, content

    async def close(self) -> None:
        """Close all connections; the pool cannot be used again."""
        self._closed = True
        if self._transport is not None:
            await self._transport.aclose()


def _refuse_closed(closed: bool) -> None:
    if closed:
        raise RuntimeError("the client is closed: make another one")


def _limits() -> httpx.Limits:
    return httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=30.0)


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


@cache
def _json() -> tuple[Callable[[bytes], Any], Callable[[Any], bytes]]:
    """Decoder and encoder of JSON, both exact: numbers with a fraction or exponent are read as Decimal."""
    from decimal import Decimal

    import msgspec.json

    return msgspec.json.Decoder(float_hook=Decimal).decode, msgspec.json.Encoder(decimal_format="number").encode


def _message(
    configuration: Configuration, request: Request[Any], timeout: float | None, files: ExitStack
) -> httpx.Request:
    url = configuration.base_url + request.path
    if request.query:
        url += "?" + urlencode(request.query, quote_via=quote)
    headers = {
        "Accept": "application/json",
        "Accept-Encoding": "gzip, deflate",
        "User-Agent": configuration.user_agent,
    }
    content: bytes | None = None
    if request.body is not None:
        content = _encoded(request.operation, request.body)
        headers["Content-Type"] = "application/json"
    parts = [(name, _part(request.operation, part, files)) for name, part in request.parts or ()]
    seconds = configuration.timeout if timeout is None else timeout
    message = httpx.Request(
        request.operation.method,
        url,
        headers=headers,
        content=content,
        files=parts or None,
        extensions={"timeout": {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds}},
    )
    message.headers["X-API-KEY"] = configuration.api_key.reveal()
    return message


def _encoded(operation: Operation, body: Any) -> bytes:
    _, encode = _json()
    try:
        return encode(body)
    except (TypeError, ValueError, OverflowError) as error:
        raise TypeError(f"the body for {operation.name} cannot be written as JSON: {error}") from None


def _part(
    operation: Operation, part: Upload | JsonPart, files: ExitStack
) -> tuple[str | None, bytes | IO[bytes], str] | tuple[str, bytes | IO[bytes]]:
    if isinstance(part, JsonPart):
        return None, _encoded(operation, part.value), "application/json"
    content = part.content
    if isinstance(content, str | os.PathLike):
        content = files.enter_context(open(content, "rb"))  # noqa: SIM115 - closed by the stack after sending
    return (part.filename, content, part.content_type) if part.content_type else (part.filename, content)


def _read(chunks: Iterator[bytes], configuration: Configuration, operation: Operation) -> bytes:
    """The body, decompressed, unless it is larger than what the client takes."""
    collected: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > configuration.max_response_bytes:
            raise ResponseTooLargeError(operation, configuration.max_response_bytes)
        collected.append(chunk)
    return b"".join(collected)


async def _read_async(answer: httpx.Response, configuration: Configuration, operation: Operation) -> bytes:
    collected: list[bytes] = []
    size = 0
    async for chunk in answer.aiter_bytes():
        size += len(chunk)
        if size > configuration.max_response_bytes:
            raise ResponseTooLargeError(operation, configuration.max_response_bytes)
        collected.append(chunk)
    return b"".join(collected)


def _failure(operation: Operation, error: httpx.HTTPError) -> PerfectGymError:
    """What a failure of the HTTP library means to the caller."""
    reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if isinstance(error, httpx.DecodingError):
        return ResponseFormatError(f"its compression is broken ({reason})", operation=operation.name)
    never_sent = isinstance(
        error,
        httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.UnsupportedProtocol | httpx.ProxyError,
    )
    kind = ApiTimeoutError if isinstance(error, httpx.TimeoutException) else ApiConnectionError
    return kind(operation, reason, maybe_received=not never_sent)


def _interpreted(request: Request[T], status: int, raw_headers: httpx.Headers, content: bytes) -> Response[T]:
    """The result of a successful answer, or the error that another answer is."""
    headers = dict(raw_headers)
    if not 200 <= status < 300:
        raise _api_error(request.operation, status, headers, content)
    return Response(
        request.operation,
        status=status,
        headers=headers,
        content=content,
        parsed=_parsed(request, content),
    )


def _api_error(operation: Operation, status: int, headers: Mapping[str, str], content: bytes) -> ApiError:
    decode, _ = _json()
    try:
        body = decode(content)
    except (ValueError, RecursionError):
        body = None
    return ApiError.of_answer(
        operation,
        status,
        body=body if isinstance(body, dict) else None,
        headers=headers,
        text=content.decode("utf-8", errors="replace"),
    )


def _parsed(request: Request[T], content: bytes) -> T:
    decode, _ = _json()
    try:
        data = decode(content) if content else None
    except (ValueError, RecursionError) as error:
        problem = ResponseFormatError(
            f"it is not JSON ({error})", operation=request.operation.name, text=_beginning(content)
        )
    else:
        try:
            return request.parse(data)
        except Exception as error:  # whatever a decoder stumbles over, the answer does not fit
            problem = _misfit(request, data, content, error)
    raise problem


def _misfit(request: Request[Any], data: Any, content: bytes, cause: Exception) -> ResponseFormatError:
    from perfectgym_next.misfits import misfit_error, operation_answer

    name = request.operation.name
    if not content:
        return ResponseFormatError("it is empty", operation=name)
    schema = operation_answer(_PACKAGE, request.operation.method, request.operation.path)
    found = misfit_error(_PACKAGE, schema or {}, data, cause)
    return ResponseFormatError(found.reason, operation=name, member=found.member, text=_beginning(content))


def _beginning(content: bytes) -> str:
    return content[:1000].decode("utf-8", errors="replace")


Handler: TypeAlias = "Callable[[str, str, Mapping[str, str], bytes], tuple[int, list[tuple[str, str]], bytes]]"
"""Takes method, path with query, headers (names in lower case) and body; returns status, headers, body."""


class _HandlerTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._answered(request, request.read())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        from anyio.to_thread import run_sync

        # In a thread, so that a handler which takes its time holds up no other task.
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


def handler_transport(handler: Handler) -> httpx.BaseTransport:
    """A transport for both clients that asks a function instead of the network.

    Args:
        handler: Called for each request, from several threads at once. A `ConnectionError` that it raises is a
            connection lost after the request was sent, a `TimeoutError` an answer that does not come.
    """
    return _HandlerTransport(handler)
