"""The clients: `PerfectGym`, and `AsyncPerfectGym`, which is the same with ``await``."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - typing.get_type_hints() finds it here
from types import TracebackType  # noqa: TC003
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypedDict, TypeVar, Unpack

from perfectgym_next._core.lazy_module import LazyModule
from perfectgym_next._core.operation import Operation, Request, Response
from perfectgym_next._http.address import Address
from perfectgym_next._http.api_key import ApiKey
from perfectgym_next._http.config import (
    DEFAULT_MAX_RESPONSE_BYTES,
    DEFAULT_TIMEOUT,
    Configuration,
    checked_timeout,
    checked_transport,
)
from perfectgym_next._http.retry import DEFAULT_MAX_RETRIES, DEFAULT_MAX_WAIT
from perfectgym_next.errors import AuthenticationError
from perfectgym_next.limits import DEFAULT_LIMIT, RateLimiter
from perfectgym_next_generated.client import AsyncResources, Resources

if TYPE_CHECKING:
    import httpx

    from perfectgym_next.transport import AsyncPool, Pool
else:
    httpx = LazyModule("httpx")

__all__ = ["AsyncPerfectGym", "PerfectGym"]

T = TypeVar("T")

_KEY_CHECK = Operation(name="studios.verify_key", method="HEAD", path="/v1/studios/information")


class Options(TypedDict, total=False):
    """What `with_options` takes; see the client's arguments of the same names."""

    api_key: str
    timeout: float
    deadline: float | None
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
        timeout: Seconds that each phase of an attempt may take: connecting, sending each 64 KiB, waiting for the
            response's head, receiving all of its body.
        deadline: Seconds that a whole call may take, attempts and waits included; of a list, each request. By default
            what the other options allow at most: ``5 * timeout * (max_retries + 1) + 2 * max_wait``.
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
        deadline: float | None = None,
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
        key, address = ApiKey.of(api_key), Address(tenant, base_url)
        del api_key, tenant, base_url  # no traceback of what is raised below shows them
        self._configuration = Configuration(
            address=address,
            api_key=key,
            timeout=timeout,
            deadline=deadline,
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
        self._transport = checked_transport(transport, "handle_request")
        self._owns_pool = True
        if transport is not None:
            self._made_pool()  # which knows from now on whether the process was forked

    def _made_pool(self) -> Pool:
        from perfectgym_next.transport import Pool

        # Atomic without a lock, which a fork could leave held: a pool opens nothing before its first request.
        pool: Pool = self.__dict__.setdefault("_pool", Pool(self._transport))
        return pool

    def with_options(self, **options: Unpack[Options]) -> Self:
        """A client with other options on the same connections; this one stays as it is.

        Closing it closes nothing: the connections belong to the client that was made first. Attributes that a subclass
        has set are the same objects in both; its ``__init__`` is not called.

        Raises:
            ConfigurationError: An option is malformed.
        """
        configuration = self._configuration.replace(**_sealed(options))
        other = _copy_attributes(self, object.__new__(type(self)))
        other._configuration = configuration
        other._transport = self._transport
        other.__dict__["_pool"] = self._made_pool()
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
        _refuse_positions(request)
        pool = self.__dict__.get("_pool") or self._made_pool()
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
            path: Path template, ``/v1/studios/{studioId}/tags``; its fixed segments are sent as they are, so ``..``,
                encoded slashes and the like are refused.
            path_params: Values of the template's parameters; quoted, so that each stays in its segment.
            params: Members of the query; a list, tuple or set makes one member an item, None makes none. Values are
                text, ints, `Decimal`, bools, dates, date-times, UUIDs or enums.
            json: Body, written as JSON: dicts, lists, text, numbers, `Decimal`; a model by its `to_dict()`.
            timeout: Seconds for each phase of an attempt, instead of the client's.

        Returns:
            The answer; ``parsed`` is its decoded JSON, None where the body is empty.

        Raises:
            PerfectGymError: As every operation.
            ValueError: The path may lead to another resource, or does not fit its parameters.
            TypeError: Method or path is not text, or the body cannot be written as JSON.
        """
        from perfectgym_next._core.custom_request import build_custom_request

        request = build_custom_request(method, path, path_params, params, json)
        return self.send_detailed(request, timeout=timeout)

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
        return f"<PerfectGym {_shown_url(self)}>"

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
        timeout: Seconds that each phase of an attempt may take: connecting, sending each 64 KiB, waiting for the
            response's head, receiving all of its body.
        deadline: Seconds that a whole call may take, attempts and waits included; of a list, each request. By default
            what the other options allow at most: ``5 * timeout * (max_retries + 1) + 2 * max_wait``.
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
        deadline: float | None = None,
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
        key, address = ApiKey.of(api_key), Address(tenant, base_url)
        del api_key, tenant, base_url  # no traceback of what is raised below shows them
        self._configuration = Configuration(
            address=address,
            api_key=key,
            timeout=timeout,
            deadline=deadline,
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
        self._transport = checked_transport(transport, "handle_async_request")
        self._owns_pool = True
        if transport is not None:
            self._made_pool()  # which knows from now on whether the process was forked

    def _made_pool(self) -> AsyncPool:
        from perfectgym_next.transport import AsyncPool

        # Atomic without a lock, which a fork could leave held: a pool opens nothing before its first request.
        pool: AsyncPool = self.__dict__.setdefault("_pool", AsyncPool(self._transport))
        return pool

    def with_options(self, **options: Unpack[Options]) -> Self:
        """A client with other options on the same connections; this one stays as it is.

        Closing it closes nothing: the connections belong to the client that was made first. Attributes that a subclass
        has set are the same objects in both; its ``__init__`` is not called.

        Raises:
            ConfigurationError: An option is malformed.
        """
        configuration = self._configuration.replace(**_sealed(options))
        other = _copy_attributes(self, object.__new__(type(self)))
        other._configuration = configuration
        other._transport = self._transport
        other.__dict__["_pool"] = self._made_pool()
        other._owns_pool = False
        return other

    async def send(self, request: Request[T], /, *, timeout: float | None = None) -> T:
        """Send a request made by an operation's ``build``, and return what its answer stands for."""
        return (await self.send_detailed(request, timeout=timeout)).parsed

    async def send_detailed(self, request: Request[T], /, *, timeout: float | None = None) -> Response[T]:
        """The same with status, headers and bytes of the answer."""
        _refuse_positions(request)
        pool = self.__dict__.get("_pool") or self._made_pool()
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
        from perfectgym_next._core.custom_request import build_custom_request

        request = build_custom_request(method, path, path_params, params, json)
        return await self.send_detailed(request, timeout=timeout)

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
        return f"<AsyncPerfectGym {_shown_url(self)}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a client is not pickled, it holds the API key: make it where it is used")


def _shown_url(client: PerfectGym | AsyncPerfectGym) -> str:
    """Return the address; a debugger or an error reporter asks also while the client is being made."""
    configuration = vars(client).get("_configuration")
    return "without configuration" if configuration is None else configuration.base_url


def _copy_attributes(source: T, target: T) -> T:
    """Give a new client the attributes of another, those of a subclass included, but no cached property.

    A cached property, a resource for one, holds the client that it was made for.
    """
    state: Any = object.__getstate__(source)
    attributes, slots = state if isinstance(state, tuple) else (state, None)
    for name, value in {**(attributes or {}), **(slots or {})}.items():
        descriptor = getattr(type(source), name, None)
        if hasattr(descriptor, "__get__") and not hasattr(descriptor, "__set__") and not callable(descriptor):
            continue
        object.__setattr__(target, name, value)
    return target


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


def _refuse_positions(request: Request[Any]) -> None:
    if request.query:
        from perfectgym_next._core.position import refuse_positions

        refuse_positions(request)


def _nothing(data: Any) -> None:
    return None
