"""The options of a client: checked when the client is made, never changed afterwards."""

# No postponed annotations here: each option's row is evaluated, type and check.

import os
import re
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar, cast

import perfectgym_next  # noqa: TC001 - typing.get_type_hints() finds it here
from perfectgym_next._core.operation import CLIENT_HEADERS, header_value
from perfectgym_next._http.address import Address
from perfectgym_next._http.api_key import ApiKey
from perfectgym_next._http.content_coding import ACCEPTED_ENCODING
from perfectgym_next._http.retry import RetryPolicy
from perfectgym_next._version import __version__
from perfectgym_next.errors import ConfigurationError
from perfectgym_next.limits import Bucket, RateLimiter, shared_limiter
from perfectgym_next_generated import WITHOUT_KEY

if TYPE_CHECKING:
    from perfectgym_next._core.operation import CallOptions, Operation
    from perfectgym_next._http.observer import Observer

__all__ = ["OPTIONS", "Config", "check_call_options", "check_transport", "find_credentials"]

T = TypeVar("T")

DEFAULT_TIMEOUT = 30.0
DEFAULT_MAX_RESPONSE_BYTES = 64 * 1024 * 1024

_LANGUAGE = re.compile(r"[A-Za-z0-9*][A-Za-z0-9*,;=.\- ]*")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_APPLICATION = re.compile(r"[!-~]([ -~]*[!-~])?")


def _check_seconds(name: str, seconds: float) -> float:
    """Return a timeout or deadline as a float.

    Args:
        name: Name of the option.
        seconds: A positive, finite number of seconds.

    Raises:
        ConfigurationError: It is something else.
    """
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds < float("inf"):
        raise ConfigurationError(f"{name} must be a positive number of seconds, not {seconds!r}")
    return float(seconds)


def _check_max_wait(name: str, seconds: float) -> float:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not seconds > 0:
        raise ConfigurationError(f"{name} must be a positive number of seconds, not {seconds!r}")
    return seconds


def _check_flag(name: str, value: bool) -> bool:
    if not isinstance(value, bool):  # text such as "false" is true
        raise ConfigurationError(f"{name} must be True or False, not {value!r}")
    return value


def _check_whole_number(minimum: int) -> Callable[[str, int], int]:
    def check(name: str, value: int) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < minimum:
            raise ConfigurationError(f"{name} must be a whole number from {minimum}, not {value!r}")
        return value

    return check


def _check_text(pattern: re.Pattern[str], expected: str) -> Callable[[str, str], str]:
    def check(name: str, value: str) -> str:
        if not isinstance(value, str) or pattern.fullmatch(value) is None:
            raise ConfigurationError(f"{name} must be {expected}, not {value!r}")
        return value

    return check


def _optional(check: Callable[[str, T], T]) -> Callable[[str, T | None], T | None]:
    return lambda name, value: None if value is None else check(name, value)


def _check_api_key(name: str, key: ApiKey | None) -> ApiKey:
    if key is None:
        raise ConfigurationError(f"{name} must not be None")
    return key.check()


def _check_callback(name: str, callback: T) -> T:
    if isinstance(callback, type):
        raise ConfigurationError(f"invalid {name}: this is the class {callback.__name__}: give an instance")
    if not callable(callback):
        raise ConfigurationError(f"{name} must be a function or another callable, not {type(callback).__name__}")
    from inspect import iscoroutinefunction

    if iscoroutinefunction(callback) or iscoroutinefunction(getattr(callback, "__call__", None)):  # noqa: B004
        raise ConfigurationError(f"{name} must be a function without await, for both clients, not a coroutine function")
    return callback


def _check_limiter(name: str, limiter: RateLimiter | None) -> RateLimiter:
    if limiter is None:
        return shared_limiter()
    if isinstance(limiter, type):
        raise ConfigurationError(f"invalid {name}: this is the class {limiter.__name__}: give an instance")
    missing = _missing(limiter, [method for method in vars(RateLimiter) if not method.startswith("_")])
    if missing:
        raise ConfigurationError(
            f"invalid {name}: expected the methods of perfectgym_next.limits.RateLimiter; "
            f"{type(limiter).__name__} has no {', no '.join(missing)}"
        )
    return limiter


class Config:
    """The checked, immutable options of a client.

    Each option is one row: its type, and the function that checks it. What it means is in the docstring of the client.

    Args:
        base_url: As `find_credentials` returns it.
        options: Every option by name.

    Raises:
        ConfigurationError: An option is invalid.

    Attributes:
        base_url: Address of the API: scheme and host in lower case, no default port, no slash at the end.
        headers: Headers of every request, without the key.
        retry_policy: When requests are retried.
        observer: The `Observer` of calls, which is imported on demand; None without a callback.
    """

    api_key: Annotated[ApiKey, _check_api_key]
    timeout: Annotated[float, _check_seconds]
    deadline: Annotated[float | None, _optional(_check_seconds)]
    max_retries: Annotated[int, _check_whole_number(0)]
    max_wait: Annotated[float, _check_max_wait]
    retry_writes: Annotated[bool, _check_flag]
    rate_limit: Annotated[int | None, _optional(_check_whole_number(1))]
    limiter: Annotated[RateLimiter, _check_limiter]
    language: Annotated[str | None, _optional(_check_text(_LANGUAGE, "a language tag like 'de-DE'"))]
    application: Annotated[str | None, _optional(_check_text(_APPLICATION, "visible ASCII, like 'nightly-export/2.1'"))]
    max_response_bytes: Annotated[int, _check_whole_number(1)]
    on_event: Annotated["Callable[[perfectgym_next.Event], object] | None", _optional(_check_callback)]
    trace_headers: Annotated[
        "Callable[[perfectgym_next.AttemptStarted], Mapping[str, str]] | None", _optional(_check_callback)
    ]

    base_url: str
    headers: dict[str, str]
    retry_policy: RetryPolicy
    observer: Any
    _buckets: dict[str, Bucket]
    _prepared: dict[Callable[["Config"], Any], Any]

    def __init__(self, base_url: str, options: Mapping[str, Any]) -> None:
        checked = {name: check(name, options[name]) for name, check in OPTIONS.items()}
        vars(self).update(checked, base_url=base_url, _buckets={}, _prepared={})
        vars(self)["headers"] = _build_headers(self.language, self.application)
        vars(self)["retry_policy"] = RetryPolicy(self.max_retries, self.max_wait, self.retry_writes)
        vars(self)["observer"] = _create_observer(self)

    def replace(self, options: Mapping[str, Any], base_url: str | None = None) -> "Config":
        """Return a configuration with some options, and perhaps the base URL, replaced.

        Raises:
            ConfigurationError: An option is invalid.
        """
        return Config(base_url or self.base_url, {**vars(self), **options})

    def bucket(self, operation: "Operation") -> Bucket:
        """Return the bucket in which the rate limiter counts an operation's requests with this key."""
        endpoint = f"{operation.method} {operation.path}"
        bucket = self._buckets.get(endpoint)
        if bucket is None:
            bucket = Bucket(
                self.api_key.reveal(),
                operation.method,
                operation.path,
                limit=self.rate_limit,
                operation=operation.name,
            )
            self._buckets[endpoint] = bucket
        return bucket

    def prepare(self, build: Callable[["Config"], T]) -> T:
        """Return what a function makes of this configuration. It is called once."""
        prepared = self._prepared.get(build)
        if prepared is None:
            prepared = self._prepared[build] = build(self)
        return cast("T", prepared)

    def deadline_for(self, timeout: float, policy: RetryPolicy) -> float:
        """Return the seconds that a whole call may take, attempts and waits included.

        Without a `deadline` it is what the other options allow at most: five phases of `timeout` seconds (the wait for
        a connection, connecting, sending, waiting, receiving) for each attempt, and all waits between them.

        Args:
            timeout: Seconds for each phase of an attempt.
            policy: When the requests of the call are retried.
        """
        if self.deadline is not None:
            return self.deadline
        return 5 * timeout * (policy.max_retries + 1) + policy.max_total_wait

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a client's {name} cannot be changed: make another client")

    def __repr__(self) -> str:
        return f"<Config {vars(self).get('base_url', 'without address')}>"  # shown also while it is being made

    def __reduce__(self) -> NoReturn:
        raise TypeError("a client is not pickled, it holds the API key: make it where it is used")


OPTIONS: dict[str, Callable[[str, Any], Any]] = {
    name: row.__metadata__[0] for name, row in Config.__annotations__.items() if hasattr(row, "__metadata__")
}
"""The options that `with_options` replaces, each with its check."""


def check_call_options(options: "CallOptions", headers: Mapping[str, str] | None = None) -> None:
    """Check the options of one call, whose names are right.

    Args:
        options: The options.
        headers: Headers that arguments of the operation set.

    Raises:
        ConfigurationError: A number is out of range.
        TypeError: `extra_headers` is not a mapping of text to text.
        ValueError: A header cannot be sent, or is one that the client sets itself. The message shows no value.
    """
    for name, value in options.items():
        if value is None:
            continue
        if name == "extra_headers":
            _check_extra_headers(value, headers or {})
        else:
            OPTIONS[name](name, value)


def _check_extra_headers(headers: object, given: Mapping[str, str]) -> None:
    if not isinstance(headers, Mapping):
        raise TypeError(f"extra_headers must be a mapping of names to values, not {type(headers).__name__}")
    for name, value in headers.items():
        if not isinstance(name, str) or not isinstance(value, str):
            kinds = f"{type(name).__name__} to {type(value).__name__}"
            raise TypeError(f"extra_headers must be a mapping of text to text, not of {kinds}")
        if _HEADER_NAME.fullmatch(name) is None:
            raise ValueError(f"invalid name {name!r} in extra_headers: expected one such as 'X-Request-Id'")
        if name.lower() in CLIENT_HEADERS:
            raise ValueError(f"extra_headers must not contain {name!r}, which the client sets itself")
        header_value(name, value)
    if len(set(map(str.lower, [*headers, *given]))) < len(headers) + len(given):
        raise ValueError("extra_headers contain a name twice, or one that an argument of the operation sets")


def find_credentials(address: Address, api_key: ApiKey | None, *, allow_http: bool) -> tuple[str, ApiKey]:
    """Return the base URL and the API key: as given, or else from the environment.

    Args:
        address: Tenant, environment or base URL as given.
        api_key: The key as given.
        allow_http: Whether http is allowed to a host that is not this machine.

    Raises:
        ConfigurationError: One is missing, or the address is invalid.
    """
    url = "" if address.missing else address.resolve(allow_http=_check_flag("allow_http", allow_http))
    if api_key is None and address.environment in WITHOUT_KEY:
        api_key = ApiKey.of("none")  # a studio's key must not go to a server that knows no keys
    key = api_key or ApiKey.of(os.environ.get("PERFECTGYM_API_KEY") or None)
    missing = [address.missing] if address.missing else []
    if key is None:
        missing.append("api_key= (PERFECTGYM_API_KEY)")
    if missing or key is None:
        who = "the client" if address.environment in (None, "production") else f"environment {address.environment!r}"
        raise ConfigurationError(f"{who} needs {' and '.join(missing)}: as argument or environment variable")
    return url, key


def check_transport(transport: T, method: str) -> T:
    """Return a transport of the caller if it is of the right kind. Knows httpx by its methods only: importing it costs.

    Args:
        transport: As the client was given it, None for none.
        method: What the client calls: ``handle_request``, or ``handle_async_request``.

    Raises:
        ConfigurationError: It has no such method, or cannot be closed. The message names its class only.
    """
    is_async = method == "handle_async_request"
    closing = "aclose" if is_async else "close"
    other_method = "handle_request" if is_async else "handle_async_request"
    if transport is None or not (isinstance(transport, type) or _missing(transport, [method, closing])):
        return transport
    kind = getattr(transport, "__name__", "") if isinstance(transport, type) else type(transport).__name__
    expected = "httpx.AsyncBaseTransport" if is_async else "httpx.BaseTransport"
    if isinstance(transport, type):
        hint = f"this is the class {kind}: give an instance, {kind}(...)"
    elif not _missing(transport, ["send", "build_request"]):
        hint = f"{kind} is a client: give a transport, such as httpx.{'Async' * is_async}HTTPTransport(...)"
    elif _missing(transport, [method]) and not _missing(transport, [other_method]):
        hint = f"{kind} serves {'PerfectGym' if is_async else 'AsyncPerfectGym'}"
    elif isinstance(transport, str):
        hint = f"a proxy is given as httpx.{'Async' * is_async}HTTPTransport(proxy=...)"
    else:
        hint = f"{kind} has no {' and no '.join(_missing(transport, [method, closing]))}"
    raise ConfigurationError(f"invalid transport: expected an {expected}; {hint}")


def _missing(value: object, methods: list[str]) -> list[str]:
    return [name for name in methods if not callable(getattr(value, name, None))]


def _create_observer(config: Config) -> "Observer | None":
    if config.on_event is None and config.trace_headers is None:
        return None
    from perfectgym_next._http.observer import Observer

    return Observer(config.on_event, config.trace_headers)


def _build_headers(language: str | None, application: str | None) -> dict[str, str]:
    from perfectgym_next_generated import API_VERSION

    python = ".".join(map(str, sys.version_info[:3]))
    agent = f"perfectgym-next/{__version__} (API {API_VERSION}; Python {python})"
    headers = {
        "Accept": "application/json",
        "Accept-Encoding": ACCEPTED_ENCODING,
        "User-Agent": agent if application is None else f"{application} {agent}",
    }
    if language is not None:
        headers["Accept-Language"] = language
    return headers
