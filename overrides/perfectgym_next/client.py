"""The clients: `PerfectGym`, and `AsyncPerfectGym`, the same API with ``await``."""

from __future__ import annotations

import os
from collections.abc import (  # noqa: TC003 - typing.get_type_hints() finds them here
    AsyncIterable,
    Awaitable,
    Callable,
    Iterable,
    Mapping,
)
from types import TracebackType  # noqa: TC003
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Self, TypedDict, TypeVar, Unpack

import perfectgym_next
from perfectgym_next._core.lazy import LazyModule
from perfectgym_next._core.operation import CallOptions, Operation, Request, Response, check_option_names
from perfectgym_next._http.address import Address
from perfectgym_next._http.api_key import NO_KEY, ApiKey, NoKey
from perfectgym_next._http.config import (
    DEFAULT_MAX_RESPONSE_BYTES,
    DEFAULT_TIMEOUT,
    OPTIONS,
    Config,
    check_call_options,
    check_transport,
    find_credentials,
)
from perfectgym_next._http.retry import DEFAULT_MAX_RETRIES, DEFAULT_MAX_WAIT
from perfectgym_next.errors import AuthenticationError, ConfigurationError, NotFoundError
from perfectgym_next.limits import DEFAULT_LIMIT, RateLimiter
from perfectgym_next_generated import models  # noqa: TC001 - typing.get_type_hints() finds it here
from perfectgym_next_generated.client import AsyncResources, Resources

if TYPE_CHECKING:
    import ssl
    import uuid

    import httpx  # noqa: F401 - named by the base classes below

    from perfectgym_next._customer_lookup import CustomerLookup
    from perfectgym_next._http.network import Network
    from perfectgym_next.transport import AsyncPool, Pool
else:
    ssl = LazyModule("ssl")
    uuid = LazyModule("uuid")

__all__ = ["AsyncPerfectGym", "PerfectGym"]

A = TypeVar("A")
T = TypeVar("T")
_TransportT = TypeVar("_TransportT")
_PoolT = TypeVar("_PoolT")

_Path = str | os.PathLike[str]

_SHARED_OPTIONS = {"allow_http", "base_url", "cert", "environment", "proxy", "transport", "verify"}

_KEY_CHECK = Operation(name="studios.verify_key", method="HEAD", path="/v1/studios/information")


class CommonOptions(TypedDict, total=False):
    """Options of a client that have nothing to do with its connections."""

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
    on_event: Callable[[perfectgym_next.Event], object] | None
    trace_headers: Callable[[perfectgym_next.AttemptStarted], Mapping[str, str]] | None


class Options(CommonOptions, total=False):
    """The options that `with_options` takes."""

    tenant: str


class _BaseClient(Generic[_TransportT, _PoolT]):
    """Options, and a connection pool that clients with other options share."""

    _transport_method: str

    def __init__(
        self,
        tenant: str | None = None,
        *,
        base_url: str | None = None,
        environment: perfectgym_next.Environment | None = None,
        api_key: str | NoKey | None = None,
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
        on_event: Callable[[perfectgym_next.Event], object] | None = None,
        trace_headers: Callable[[perfectgym_next.AttemptStarted], Mapping[str, str]] | None = None,
        verify: ssl.SSLContext | _Path | None = None,
        cert: _Path | tuple[_Path, _Path] | tuple[_Path, _Path, str] | None = None,
        proxy: str | None = None,
        transport: _TransportT | None = None,
        allow_http: bool = False,
    ) -> None:
        """Create a client for one studio. Nothing is sent before the first call.

        Args:
            tenant: Name of the tenant, for the API at ``https://<tenant>.open-api.perfectgym.com``. Defaults to the
                environment variable ``PERFECTGYM_TENANT``.
            base_url: Address of the API instead of tenant and environment. Defaults to ``PERFECTGYM_BASE_URL``.
            environment: Server of the vendor: ``production`` or ``sandbox`` for a tenant, ``demo`` for the vendor's own
                tenant, or ``mock``, which needs no key. Defaults to ``PERFECTGYM_ENVIRONMENT``, or else production.
            api_key: The studio's API key. Defaults to ``PERFECTGYM_API_KEY``. With `NO_KEY` the client sends nothing
                itself: ``with_options(api_key=...)`` makes the client of each studio.
            timeout: Seconds for each phase of an attempt: waiting for a connection, connecting, sending 64 KiB, waiting
                for the head of the response, receiving its body.
            deadline: Seconds for a whole call, attempts and waits included; for a list, each request. Defaults to the
                most that the other options allow: ``5 * timeout * (max_retries + 1) + 2 * max_wait``.
            max_retries: Maximum number of retries of a request. docs/errors.md says when requests are retried.
            max_wait: Longest single wait in seconds for the rate limit or a ``Retry-After``. If a longer one is needed,
                the error is raised at once.
            retry_writes: Also retry requests that change something and may have been performed. Enable it only for
                idempotent operations, never for payments.
            rate_limit: Requests a minute to each endpoint. None disables the limit.
            limiter: Rate limiter. Defaults to one that all clients of this process share.
            language: Language of the service's texts, such as ``de-DE``.
            application: Name and version of your application for the User-Agent, such as ``nightly-export/2.1``.
            max_response_bytes: Maximum size of a response in bytes after decompression.
            on_event: Called with what happens in each call: its start and end, its attempts and waits. It runs in the
                caller's thread or task, so it must be quick. Its exceptions are logged once and do not reach the call.
                docs/observability.md describes the events and has recipes.
            trace_headers: Called before each attempt; returns ``traceparent``, ``tracestate`` and ``baggage`` to send.
            verify: Certificates to trust: an `ssl.SSLContext`, or the path of a PEM file or of a directory of them.
                Defaults to those of ``SSL_CERT_FILE`` or ``SSL_CERT_DIR``, or else of certifi.
            cert: The client's own certificate: path of a PEM file, or a tuple of the paths of certificate and private
                key and, for an encrypted key, its password.
            proxy: Proxy for all connections, such as ``http://user:password@proxy:3128``; its scheme is ``http``,
                ``https``, ``socks5`` or ``socks5h``. Defaults to the proxy of the environment, such as ``HTTPS_PROXY``.
            transport: An httpx transport to use instead of the connection pool. It is closed with the client.
            allow_http: Allow sending the key unencrypted to a host that is not this machine.

        Raises:
            ConfigurationError: An argument is missing or invalid. The message names it.
        """
        key, network = ApiKey.of(api_key), _seal_network(verify, cert, proxy)
        self._address = Address(tenant, base_url, environment)
        del api_key, tenant, base_url, environment, verify, cert, proxy  # no traceback of the errors below shows them
        options = {name: value for name, value in locals().items() if name in OPTIONS}
        url, options["api_key"] = find_credentials(self._address, key, allow_http=allow_http)
        self._config = Config(url, options)
        self._transport = check_transport(transport, self._transport_method)
        self._network = network
        if network is not None:
            network.check(has_transport=transport is not None)
        self._owns_pool = True
        if transport is not None:
            self._get_pool()  # a pool notices a fork from now on

    def _create_pool(self) -> _PoolT:
        raise NotImplementedError

    def _get_pool(self) -> _PoolT:
        # Atomic without a lock, which a fork could leave held: a pool opens nothing before its first request.
        pool: _PoolT = self.__dict__.get("_pool") or self.__dict__.setdefault("_pool", self._create_pool())
        return pool

    def with_options(self, **options: Unpack[Options]) -> Self:
        """Return a client with other options on the same connections.

        Closing it closes nothing, since the connections belong to this client. Attributes that a subclass has set are
        the same objects in both, and its ``__init__`` is not called.

        Args:
            options: The client's arguments of the same names. A `tenant` is one in the same environment, and needs an
                `api_key` of it.

        Raises:
            ConfigurationError: An option is invalid, or missing beside `tenant`.
            TypeError: The option does not exist.
        """
        sealed, address, url = _seal_api_key(options), self._address, None
        if "tenant" in sealed:
            address = address.with_tenant(sealed.pop("tenant"))
            url = address.resolve(allow_http=False)
            if url != self._config.base_url and "api_key" not in sealed and self._config.api_key is not NO_KEY:
                raise ConfigurationError("with_options(tenant=...) needs api_key=: a key belongs to one tenant")
        config = self._config.replace(sealed, url)
        other = _copy_attributes(self, object.__new__(type(self)))
        other._address = address
        other._config = config
        other._transport = self._transport
        other.__dict__["_pool"] = self._get_pool()
        other._owns_pool = False
        return other

    @property
    def limiter(self) -> RateLimiter:
        """The rate limiter of this client."""
        return self._config.limiter

    def __repr__(self) -> str:
        config = vars(self).get("_config")  # a debugger may ask while the client is being made
        return f"<{type(self).__name__} {'without configuration' if config is None else config.base_url}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a client is not pickled, it holds the API key: make it where it is used")


class PerfectGym(_BaseClient["httpx.BaseTransport", "Pool"], Resources):
    """A client for one studio of the PerfectGym Next API.

    Every operation is a method of the resource of its tag: ``gym.customers_account.list_transactions(1001)``. Use the
    client as a context manager, or `close` it. It is immutable and may be shared by threads.
    """

    _transport_method = "handle_request"

    def _create_pool(self) -> Pool:
        from perfectgym_next.transport import Pool

        return Pool(self._transport, self._network)

    def send(self, request: Request[T], /, **options: Unpack[CallOptions]) -> T:
        """Send a request of an operation, and return its result.

        Args:
            request: Made by a function of ``perfectgym_next_generated.api``.
            options: Options of this call; see `CallOptions`.

        Raises:
            PerfectGymError: As every operation.
        """
        return self.send_detailed(request, **options).parsed

    def send_detailed(self, request: Request[T], /, **options: Unpack[CallOptions]) -> Response[T]:
        """Send a request of an operation, and return its result with status, headers and bytes; see `send`."""
        _refuse_positions(request)
        return self._get_pool().exchange(self._config, request, _check_options(request, options))

    def request(
        self,
        method: str,
        path: str,
        *,
        path_params: Mapping[str, object] | None = None,
        params: Mapping[str, object] | None = None,
        json: Any = None,
        **options: Unpack[CallOptions],
    ) -> Response[Any]:
        """Call an endpoint that the OpenAPI description does not document.

        Args:
            method: HTTP method.
            path: Path template, such as ``/v1/studios/{studioId}/tags``. Its fixed segments are sent as they are, so
                ``..``, encoded slashes and the like are refused.
            path_params: Values of the template's parameters. They are quoted, so that each stays in its segment.
            params: Query parameters. A list, tuple or set gives one for each item, None gives none. Values are text,
                ints, `Decimal`, bools, dates, date-times, UUIDs or enums.
            json: Body, sent as JSON: dicts, lists, text, numbers, `Decimal`, or a model's `to_dict()`.
            options: Options of this call; see `CallOptions`.

        Returns:
            The response. ``parsed`` is its decoded JSON, or None if the body is empty.

        Raises:
            PerfectGymError: As every operation.
            ValueError: The path may lead to another resource, or does not match its parameters.
            TypeError: Method or path is not text, or the body cannot be written as JSON.
        """
        from perfectgym_next._core.custom_request import build_custom_request

        request = build_custom_request(method, path, path_params, params, json)
        return self.send_detailed(request, **options)

    def map(
        self,
        function: Callable[[A], T],
        arguments: Iterable[A],
        /,
        *,
        concurrency: int = 8,
        progress: Callable[[perfectgym_next.Outcome[A, T]], object] | None = None,
        **options: Unpack[CallOptions],
    ) -> perfectgym_next.Outcomes[A, T]:
        """Call an operation for many arguments: ``gym.map(gym.customers_account.get_balances, ids)``.

        Args:
            function: An operation, or any function that uses the client. It is called with one argument in a thread,
                in a copy of the caller's context.
            arguments: The arguments. They are read in the caller's thread, at most ``4 * concurrency`` ahead of the
                outcomes that the caller has received.
            concurrency: Maximum number of calls at a time, from 1 to 100.
            progress: Called with each outcome in the order in which calls end, in the caller's thread.
            options: Options of each call, which the function has to take by keyword; see `CallOptions`.

        Returns:
            An iterator over the outcomes in the order of the arguments. Each has its ``argument``, its ``error`` or
            None, and ``result()``. Nothing is sent before it is used.

        Raises:
            TypeError: An argument has an unsupported type.
            ValueError: `concurrency` is out of range.
        """
        function = _add_options(function, options)
        return perfectgym_next.Outcomes(function, arguments, concurrency=concurrency, progress=progress)

    def find_customer(
        self,
        customer_id: int | None = None,
        *,
        customer_number: str | None = None,
        card_number: str | None = None,
        card_number_format: models.CardNumberFormat | None = None,
        barcode: str | None = None,
        qr_code_uuid: uuid.UUID | None = None,
        pin: str | None = None,
        debtor_id: str | None = None,
        email: str | None = None,
        cross_studio: bool = False,
        **options: Unpack[CallOptions],
    ) -> models.Customer | None:
        """Find one member by an id, a number, a medium or an e-mail address: ``gym.find_customer(email="…")``.

        Args:
            customer_id: The member's id.
            customer_number: Number as shown to staff and members, such as ``1-12345``.
            card_number: Number of an access card, in the notation of `card_number_format`.
            card_number_format: Notation of card numbers, also in the result; decimal by default.
            barcode: Barcode, such as the content of the member's QR code.
            qr_code_uuid: UUID of an older QR code. Deprecated by the vendor: use `barcode`.
            pin: PIN.
            debtor_id: Id as a debtor, unique in a studio.
            email: E-mail address; upper and lower case are the same.
            cross_studio: Look in all studios of the tenant in which the integration is active.
            options: Options of this call; see `CallOptions`.

        Returns:
            The member, or None if the service knows none.

        Raises:
            AmbiguousCustomerError: Several members have the e-mail address.
            TypeError: Not exactly one way is given. The message lists the ways.
            ValueError: An empty text is given.
            PerfectGymError: As every operation.
        """
        lookup = _create_lookup(locals())
        try:
            return lookup.select(self.send(lookup.request, **options))
        except NotFoundError as error:
            lookup.require_missing(error)
            return None

    def verify_key(self, **options: Unpack[CallOptions]) -> bool:
        """Return whether the service accepts the API key.

        ``HEAD /v1/studios/information``. The vendor says that HEAD checks the key only.

        Args:
            options: Options of this call; see `CallOptions`.

        Raises:
            PerfectGymError: Any other error than 401.
        """
        try:
            self.send(Request(_KEY_CHECK, _ignore, path=_KEY_CHECK.path), **options)
        except AuthenticationError:
            return False
        return True

    def close(self) -> None:
        """Close all connections. The client cannot be used afterwards."""
        if self._owns_pool:
            self._get_pool().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncPerfectGym(_BaseClient["httpx.AsyncBaseTransport", "AsyncPool"], AsyncResources):
    """A client for one studio of the PerfectGym Next API, for asyncio.

    The same API as `PerfectGym` with ``await``; iterate over lists with ``async for``.
    """

    _transport_method = "handle_async_request"

    def _create_pool(self) -> AsyncPool:
        from perfectgym_next.transport import AsyncPool

        return AsyncPool(self._transport, self._network)

    async def send(self, request: Request[T], /, **options: Unpack[CallOptions]) -> T:
        """Send a request of an operation, and return its result; see `PerfectGym.send`."""
        return (await self.send_detailed(request, **options)).parsed

    async def send_detailed(self, request: Request[T], /, **options: Unpack[CallOptions]) -> Response[T]:
        """Send a request of an operation, and return its result with status, headers and bytes."""
        _refuse_positions(request)
        return await self._get_pool().exchange(self._config, request, _check_options(request, options))

    async def request(
        self,
        method: str,
        path: str,
        *,
        path_params: Mapping[str, object] | None = None,
        params: Mapping[str, object] | None = None,
        json: Any = None,
        **options: Unpack[CallOptions],
    ) -> Response[Any]:
        """Call an endpoint that the OpenAPI description does not document; see `PerfectGym.request`."""
        from perfectgym_next._core.custom_request import build_custom_request

        request = build_custom_request(method, path, path_params, params, json)
        return await self.send_detailed(request, **options)

    def map(
        self,
        function: Callable[[A], Awaitable[T]],
        arguments: Iterable[A] | AsyncIterable[A],
        /,
        *,
        concurrency: int = 8,
        progress: Callable[[perfectgym_next.Outcome[A, T]], object] | None = None,
        **options: Unpack[CallOptions],
    ) -> perfectgym_next.AsyncOutcomes[A, T]:
        """Call an operation for many arguments, several at a time, in tasks; see `PerfectGym.map`.

        Args:
            function: An operation, or a coroutine function.
            arguments: The arguments; an iterable or an asynchronous one, such as a pager.
            concurrency: Maximum number of calls at a time, from 1 to 100.
            progress: Called with each outcome in the order in which calls end.
            options: Options of each call, which the function has to take by keyword; see `CallOptions`.

        Returns:
            The outcomes in the order of the arguments, for ``async for``, without ``await``.
        """
        function = _add_options(function, options)
        return perfectgym_next.AsyncOutcomes(function, arguments, concurrency=concurrency, progress=progress)

    async def find_customer(
        self,
        customer_id: int | None = None,
        *,
        customer_number: str | None = None,
        card_number: str | None = None,
        card_number_format: models.CardNumberFormat | None = None,
        barcode: str | None = None,
        qr_code_uuid: uuid.UUID | None = None,
        pin: str | None = None,
        debtor_id: str | None = None,
        email: str | None = None,
        cross_studio: bool = False,
        **options: Unpack[CallOptions],
    ) -> models.Customer | None:
        """Find one member by an id, a number, a medium or an e-mail address; see `PerfectGym.find_customer`."""
        lookup = _create_lookup(locals())
        try:
            return lookup.select(await self.send(lookup.request, **options))
        except NotFoundError as error:
            lookup.require_missing(error)
            return None

    async def verify_key(self, **options: Unpack[CallOptions]) -> bool:
        """Return whether the service accepts the API key; see `PerfectGym.verify_key`."""
        try:
            await self.send(Request(_KEY_CHECK, _ignore, path=_KEY_CHECK.path), **options)
        except AuthenticationError:
            return False
        return True

    async def close(self) -> None:
        """Close all connections. The client cannot be used afterwards."""
        if self._owns_pool:
            await self._get_pool().close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def _copy_attributes(source: T, target: T) -> T:
    """Copy the attributes of a client, those of a subclass included, to another.

    Cached properties, such as the resources, hold the client they were made for and are left out.
    """
    state: Any = object.__getstate__(source)
    attributes, slots = state if isinstance(state, tuple) else (state, None)
    for name, value in {**(attributes or {}), **(slots or {})}.items():
        descriptor = getattr(type(source), name, None)
        if hasattr(descriptor, "__get__") and not hasattr(descriptor, "__set__") and not callable(descriptor):
            continue
        object.__setattr__(target, name, value)
    return target


def _seal_network(verify: Any, cert: Any, proxy: Any) -> Network | None:
    """Keep the arguments where no traceback of a later error shows them; None if there are none."""
    if verify is None and cert is None and proxy is None:
        return None
    from perfectgym_next._http.network import Network

    return Network(verify, cert, proxy)


def _seal_api_key(options: Options) -> dict[str, Any]:
    """Replace the key by a sealed one, in place: no traceback of a later error shows it."""
    sealed: dict[str, Any] = options  # type: ignore[assignment]  # a sealed key is not a str
    if "api_key" in sealed:
        sealed["api_key"] = ApiKey.of(sealed["api_key"])
    unknown = sealed.keys() - OPTIONS.keys() - {"tenant"}
    if unknown:
        sealed.clear()  # a proxy may have a password
        shared = ", ".join(f"{name}=" for name in sorted(unknown & _SHARED_OPTIONS))
        if shared:
            raise TypeError(
                f"with_options() cannot change {shared}, as the clients share their connections: make another"
            )
        raise TypeError(f"with_options() got unexpected options: {', '.join(sorted(unknown))}")
    return sealed


def _check_options(request: Request[Any], options: CallOptions) -> CallOptions:
    if options:
        check_option_names(request.operation.name, options)
        check_call_options(options, request.headers)
    return options


def _add_options(function: Callable[[A], T], options: CallOptions) -> Callable[[A], T]:
    """Return the function of `map` with the options of its calls."""
    if not options:
        return function
    from functools import partial

    check_option_names("map", options)
    check_call_options(options)
    call: Callable[..., T] = function
    return partial(call, **options)


def _refuse_positions(request: Request[Any]) -> None:
    if request.query:
        from perfectgym_next._core.position import refuse_positions

        refuse_positions(request)


def _create_lookup(arguments: dict[str, Any]) -> CustomerLookup:
    from perfectgym_next._customer_lookup import CustomerLookup

    return CustomerLookup(arguments)


def _ignore(data: Any) -> None:
    return None
