"""The clients: `PerfectGym`, and `AsyncPerfectGym`, which is the same with ``await``."""

from __future__ import annotations

import threading
from collections.abc import Mapping  # noqa: TC003 - typing.get_type_hints() finds it here
from types import TracebackType  # noqa: TC003
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypedDict, TypeVar, Unpack

from perfectgym_next.configuration import (
    DEFAULT_MAX_RESPONSE_BYTES,
    DEFAULT_TIMEOUT,
    Configuration,
    checked_timeout,
)
from perfectgym_next.errors import AuthenticationError
from perfectgym_next.lazy_module import LazyModule
from perfectgym_next.limits import DEFAULT_LIMIT, RateLimiter
from perfectgym_next.operations import Operation, Request, Response, path_segment, query_values
from perfectgym_next.retries import DEFAULT_MAX_RETRIES, DEFAULT_MAX_WAIT
from perfectgym_next.secret import ApiKey
from perfectgym_next_generated.client import AsyncResources, Resources

if TYPE_CHECKING:
    import httpx

    from perfectgym_next.transport import AsyncPool, Pool
else:
    httpx = LazyModule("httpx")

__all__ = ["AsyncPerfectGym", "PerfectGym"]

T = TypeVar("T")

_KEY_CHECK = Operation(name="studios.verify_key", method="HEAD", path="/v1/studios/information")
_making_pool = threading.Lock()


class Options(TypedDict, total=False):
    """What `with_options` takes; see the client's arguments of the same names."""

    api_key: str
    timeout: float
    max_retries: int
    max_wait: float
    retry_writes: bool
    rate_limit: int | None
    limiter: RateLimiter | None
    language: str | None
    application: str | None
    max_response_bytes: int


class PerfectGym(Resources):
    """A client for one studio of the PerfectGym Next API.

    Every operation is a method of the resource of its tag: ``gym.customers_account.list_transactions(1001)``. The
    connection pool is made at the first request; use the client as a context manager, or `close` it. It may be used
    by several threads at once, and is never changed.

    Args:
        tenant: Name of the tenant; the API is then at ``https://<tenant>.open-api.perfectgym.com``. Else the
            environment variable ``PERFECTGYM_TENANT``.
        base_url: Address of the API in place of a tenant. Else ``PERFECTGYM_BASE_URL``.
        api_key: The studio's key. Else ``PERFECTGYM_API_KEY``.
        timeout: Seconds that each phase of an attempt (connecting, sending, waiting for data) may take.
        max_retries: How often a request is sent again; see docs/reliability.md for when.
        max_wait: The longest wait in seconds that the rate limit or a ``Retry-After`` may cause; past it the error is
            raised at once.
        retry_writes: Send requests that change something again even if the first may have been acted on.
        rate_limit: Requests a minute for each endpoint; None for no limit.
        limiter: Sees to the limit; else one for all clients of this process.
        language: Language of the service's texts, ``de-DE``.
        application: Your application's name and version, for the User-Agent.
        max_response_bytes: The largest answer that is read, in bytes after decompression.
        transport: An httpx transport in place of the pool, for tests, proxies and custom certificates. It is closed
            with the client.
        allow_http: Let the key travel unencrypted to a host that is not this machine.

    Raises:
        ConfigurationError: Something is missing or malformed; the message names it.
    """

    def __init__(
        self,
        tenant: str | None = None,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
        max_wait: float = DEFAULT_MAX_WAIT,
        retry_writes: bool = False,
        rate_limit: int | None = DEFAULT_LIMIT,
        limiter: RateLimiter | None = None,
        language: str | None = None,
        application: str | None = None,
        max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES,
        transport: httpx.BaseTransport | None = None,
        allow_http: bool = False,
    ) -> None:
        key = ApiKey.of(api_key)
        del api_key  # no traceback of what is raised below shows it
        self._configuration = Configuration(
            tenant=tenant,
            base_url=base_url,
            api_key=key,
            timeout=timeout,
            max_retries=max_retries,
            max_wait=max_wait,
            retry_writes=retry_writes,
            rate_limit=rate_limit,
            limiter=limiter,
            language=language,
            application=application,
            max_response_bytes=max_response_bytes,
            allow_http=allow_http,
        )
        self._transport = transport
        self._pool: Pool | None = None
        self._owns_pool = True

    def _made_pool(self) -> Pool:
        from perfectgym_next.transport import Pool

        with _making_pool:
            if self._pool is None:
                self._pool = Pool(self._transport)
        return self._pool

    def with_options(self, **options: Unpack[Options]) -> Self:
        """A client with other options on the same connections; this one stays as it is.

        Closing it closes nothing: the connections belong to the client that was made first.

        Raises:
            ConfigurationError: An option is malformed.
        """
        other = type(self).__new__(type(self))
        other._configuration = self._configuration.replace(**_sealed(options))
        other._transport = self._transport
        other._pool = self._made_pool()
        other._owns_pool = False
        return other

    def send(self, request: Request[T], /, *, timeout: float | None = None) -> T:
        """Send a request made by an operation's ``build``, and return what its answer stands for.

        Args:
            request: Made by a module of ``perfectgym_next_generated.api``.
            timeout: Seconds for each phase of an attempt, instead of the client's.

        Raises:
            PerfectGymError: As every operation.
        """
        return self.send_detailed(request, timeout=timeout).parsed

    def send_detailed(self, request: Request[T], /, *, timeout: float | None = None) -> Response[T]:
        """The same with status, headers and bytes of the answer."""
        pool = self._pool or self._made_pool()
        return pool.exchange(self._configuration, request, timeout=_timeout(timeout))

    def request(
        self,
        method: str,
        path: str,
        *,
        path_params: Mapping[str, object] | None = None,
        params: Mapping[str, object] | None = None,
        json: Any = None,
        timeout: float | None = None,
    ) -> Response[Any]:
        """Call what the description does not have yet.

        Args:
            method: HTTP method.
            path: Path template, ``/v1/studios/{studioId}/tags``.
            path_params: Values of the template's parameters; quoted, so that each stays in its segment.
            params: Members of the query; a list makes one member an item, None makes none.
            json: Body, written as JSON: dicts, lists, text, numbers, `Decimal`.
            timeout: Seconds for each phase of an attempt, instead of the client's.

        Returns:
            The answer; ``parsed`` is its decoded JSON, None where the body is empty.

        Raises:
            PerfectGymError: As every operation.
            ValueError: The path is no path of this API, or does not fit its parameters.
        """
        return self.send_detailed(_custom_request(method, path, path_params, params, json), timeout=timeout)

    def verify_key(self) -> bool:
        """Whether the service knows the key. Any other refusal is raised.

        ``HEAD /v1/studios/information``: the vendor notes that HEAD only checks the key; this is our reading of it.

        Raises:
            PerfectGymError: As every operation, but for 401.
        """
        try:
            self.send(Request(_KEY_CHECK, _nothing, path=_KEY_CHECK.path))
        except AuthenticationError:
            return False
        return True

    def close(self) -> None:
        """Close all connections; the client cannot be used again."""
        if self._owns_pool:
            self._made_pool().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<PerfectGym {self._configuration.base_url}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a client is not pickled, it holds the API key: make it where it is used")


class AsyncPerfectGym(AsyncResources):
    """A client for one studio of the PerfectGym Next API, for asyncio.

    The same as `PerfectGym`, with ``await`` before operations and ``async for`` over lists.

    Args:
        tenant: Name of the tenant; the API is then at ``https://<tenant>.open-api.perfectgym.com``. Else the
            environment variable ``PERFECTGYM_TENANT``.
        base_url: Address of the API in place of a tenant. Else ``PERFECTGYM_BASE_URL``.
        api_key: The studio's key. Else ``PERFECTGYM_API_KEY``.
        timeout: Seconds that each phase of an attempt (connecting, sending, waiting for data) may take.
        max_retries: How often a request is sent again; see docs/reliability.md for when.
        max_wait: The longest wait in seconds that the rate limit or a ``Retry-After`` may cause; past it the error is
            raised at once.
        retry_writes: Send requests that change something again even if the first may have been acted on.
        rate_limit: Requests a minute for each endpoint; None for no limit.
        limiter: Sees to the limit; else one for all clients of this process.
        language: Language of the service's texts, ``de-DE``.
        application: Your application's name and version, for the User-Agent.
        max_response_bytes: The largest answer that is read, in bytes after decompression.
        transport: An httpx transport in place of the pool, for tests, proxies and custom certificates. It is closed
            with the client.
        allow_http: Let the key travel unencrypted to a host that is not this machine.

    Raises:
        ConfigurationError: Something is missing or malformed; the message names it.
    """

    def __init__(
        self,
        tenant: str | None = None,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
        max_wait: float = DEFAULT_MAX_WAIT,
        retry_writes: bool = False,
        rate_limit: int | None = DEFAULT_LIMIT,
        limiter: RateLimiter | None = None,
        language: str | None = None,
        application: str | None = None,
        max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES,
        transport: httpx.AsyncBaseTransport | None = None,
        allow_http: bool = False,
    ) -> None:
        key = ApiKey.of(api_key)
        del api_key  # no traceback of what is raised below shows it
        self._configuration = Configuration(
            tenant=tenant,
            base_url=base_url,
            api_key=key,
            timeout=timeout,
            max_retries=max_retries,
            max_wait=max_wait,
            retry_writes=retry_writes,
            rate_limit=rate_limit,
            limiter=limiter,
            language=language,
            application=application,
            max_response_bytes=max_response_bytes,
            allow_http=allow_http,
        )
        self._transport = transport
        self._pool: AsyncPool | None = None
        self._owns_pool = True

    def _made_pool(self) -> AsyncPool:
        from perfectgym_next.transport import AsyncPool

        with _making_pool:
            if self._pool is None:
                self._pool = AsyncPool(self._transport)
        return self._pool

    def with_options(self, **options: Unpack[Options]) -> Self:
        """A client with other options on the same connections; this one stays as it is.

        Closing it closes nothing: the connections belong to the client that was made first.

        Raises:
            ConfigurationError: An option is malformed.
        """
        other = type(self).__new__(type(self))
        other._configuration = self._configuration.replace(**_sealed(options))
        other._transport = self._transport
        other._pool = self._made_pool()
        other._owns_pool = False
        return other

    async def send(self, request: Request[T], /, *, timeout: float | None = None) -> T:
        """Send a request made by an operation's ``build``, and return what its answer stands for."""
        return (await self.send_detailed(request, timeout=timeout)).parsed

    async def send_detailed(self, request: Request[T], /, *, timeout: float | None = None) -> Response[T]:
        """The same with status, headers and bytes of the answer."""
        pool = self._pool or self._made_pool()
        return await pool.exchange(self._configuration, request, timeout=_timeout(timeout))

    async def request(
        self,
        method: str,
        path: str,
        *,
        path_params: Mapping[str, object] | None = None,
        params: Mapping[str, object] | None = None,
        json: Any = None,
        timeout: float | None = None,
    ) -> Response[Any]:
        """Call what the description does not have yet; see `PerfectGym.request`."""
        return await self.send_detailed(_custom_request(method, path, path_params, params, json), timeout=timeout)

    async def verify_key(self) -> bool:
        """Whether the service knows the key; see `PerfectGym.verify_key`."""
        try:
            await self.send(Request(_KEY_CHECK, _nothing, path=_KEY_CHECK.path))
        except AuthenticationError:
            return False
        return True

    async def close(self) -> None:
        """Close all connections; the client cannot be used again."""
        if self._owns_pool:
            await self._made_pool().close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"<AsyncPerfectGym {self._configuration.base_url}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a client is not pickled, it holds the API key: make it where it is used")


def _sealed(options: Options) -> dict[str, Any]:
    """The options with the key sealed, in place: no traceback of what is raised later shows it."""
    sealed: dict[str, Any] = options  # type: ignore[assignment]  # a sealed key is no text
    if "api_key" in sealed:
        sealed["api_key"] = ApiKey.of(sealed["api_key"])
    unknown = sealed.keys() - Options.__annotations__.keys()
    if unknown:
        raise TypeError(f"with_options() got unexpected options: {', '.join(sorted(unknown))}")
    return sealed


def _timeout(timeout: float | None) -> float | None:
    return None if timeout is None else checked_timeout(timeout)


def _custom_request(
    method: str,
    path: str,
    path_params: Mapping[str, object] | None,
    params: Mapping[str, object] | None,
    json: Any,
) -> Request[Any]:
    if not method.isalpha():
        raise ValueError(f"{method!r} is no HTTP method")
    if not path.startswith("/") or path.startswith("//") or set(path) & set("?#\\ "):
        raise ValueError(f"path {path!r} must begin with one slash, and hold no query: give it as params=")
    filled = []
    given = dict(path_params or {})
    for segment in path.split("/"):
        name = segment[1:-1] if segment.startswith("{") and segment.endswith("}") else None
        if name is None:
            if segment in (".", "..") or "{" in segment:
                raise ValueError(f"path {path!r} must not hold the segment {segment!r}")
            filled.append(segment)
        elif name in given:
            filled.append(path_segment(name, given.pop(name)))
        else:
            raise ValueError(f"path {path!r} needs a value for {name!r} in path_params=")
    if given:
        raise ValueError(f"path {path!r} has no parameter {', '.join(map(repr, given))}")
    query = [pair for name, value in (params or {}).items() if value is not None for pair in query_values(name, value)]
    operation = Operation(name="request", method=method.upper(), path=path)
    return Request(operation, _unchanged, path="/".join(filled), query=query, body=json)


def _unchanged(data: Any) -> Any:
    return data


def _nothing(data: Any) -> None:
    return None
