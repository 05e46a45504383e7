"""What a client is made from: arguments first, then the environment; checked when the client is made."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from perfectgym_next._http.address import Address
from perfectgym_next._http.api_key import ApiKey
from perfectgym_next._http.content_coding import ACCEPTED_ENCODING
from perfectgym_next._http.retry import DEFAULT_MAX_RETRIES, DEFAULT_MAX_WAIT, RetryPolicy
from perfectgym_next._version import __version__
from perfectgym_next.errors import ConfigurationError
from perfectgym_next.limits import DEFAULT_LIMIT, Bucket, RateLimiter, shared_limiter

if TYPE_CHECKING:
    from perfectgym_next._core.operation import Operation

__all__ = ["Configuration", "checked_limiter", "checked_timeout", "checked_transport"]

T = TypeVar("T")

_LANGUAGE = re.compile(r"[A-Za-z0-9*][A-Za-z0-9*,;=.\- ]*")
_APPLICATION = re.compile(r"[!-~]([ -~]*[!-~])?")

DEFAULT_TIMEOUT = 30.0
DEFAULT_MAX_RESPONSE_BYTES = 64 * 1024 * 1024


class Configuration:
    """The checked, immutable settings of a client.

    Attributes:
        base_url: Where the API is: scheme and host in lower case, no default port, no slash at the end.
        api_key: The studio's key.
        timeout: Seconds that each phase of an attempt (connecting, sending, waiting for data) may take.
        deadline: Seconds for a whole call, or None for `deadline_for`.
        max_response_bytes: The largest answer that is read, in bytes after decompression.
        retries: When a request is sent again.
        rate_limit: Requests a minute for each endpoint, or None.
        limiter: Sees to that limit.
        headers: Sent with every request; the key is not among them.
    """

    __slots__ = (
        "_buckets",
        "api_key",
        "base_url",
        "deadline",
        "headers",
        "limiter",
        "max_response_bytes",
        "rate_limit",
        "retries",
        "timeout",
    )

    base_url: str
    api_key: ApiKey
    timeout: float
    deadline: float | None
    max_response_bytes: int
    retries: RetryPolicy
    rate_limit: int | None
    limiter: RateLimiter
    headers: dict[str, str]
    _buckets: dict[str, Bucket]

    def __init__(
        self,
        *,
        address: Address | None = None,
        api_key: ApiKey | None = None,
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
        allow_http: bool = False,
    ) -> None:
        key = api_key or ApiKey.of(os.environ.get("PERFECTGYM_API_KEY") or None)
        address = (address or Address()).or_environment()
        missing = []
        if not address.is_given:
            missing.append("tenant= or base_url= (PERFECTGYM_TENANT or PERFECTGYM_BASE_URL)")
        if key is None:
            missing.append("api_key= (PERFECTGYM_API_KEY)")
        if missing or key is None:
            raise ConfigurationError(f"the client needs {' and '.join(missing)}: as argument or in the environment")
        self._set("base_url", address.resolve(allow_http=_checked_flag("allow_http", allow_http)))
        self._set("api_key", key.check())
        self._set("timeout", checked_timeout(timeout))
        self._set("deadline", _checked_deadline(deadline))
        self._set("max_response_bytes", _checked_whole("max_response_bytes", max_response_bytes, least=1))
        self._set("retries", _checked_retries(RetryPolicy(max_retries, max_wait, retry_writes)))
        self._set("rate_limit", _checked_limit(rate_limit))
        self._set("limiter", checked_limiter(limiter))
        self._set("headers", _headers(language, application))
        self._set("_buckets", {})

    def replace(self, **options: Any) -> Configuration:
        """A configuration with some settings replaced; this one stays as it is.

        Raises:
            ConfigurationError: A setting is malformed.
        """
        other = object.__new__(Configuration)
        for name in self.__slots__:
            other._set(name, getattr(self, name))
        other._set("_buckets", {})
        if "api_key" in options:
            if options["api_key"] is None:
                raise ConfigurationError("api_key must not be None")
            other._set("api_key", options["api_key"].check())
        if "timeout" in options:
            other._set("timeout", checked_timeout(options["timeout"]))
        if "deadline" in options:
            other._set("deadline", _checked_deadline(options["deadline"]))
        if "max_response_bytes" in options:
            other._set(
                "max_response_bytes", _checked_whole("max_response_bytes", options["max_response_bytes"], least=1)
            )
        retries = {name: options[name] for name in RetryPolicy._fields if name in options}
        other._set("retries", _checked_retries(self.retries._replace(**retries)))
        if "rate_limit" in options:
            other._set("rate_limit", _checked_limit(options["rate_limit"]))
        if "limiter" in options:
            other._set("limiter", checked_limiter(options["limiter"]))
        if "language" in options or "application" in options:
            language = options.get("language", self.headers.get("Accept-Language"))
            headers = _headers(language, options.get("application"))
            if "application" not in options:
                headers["User-Agent"] = self.headers["User-Agent"]
            other._set("headers", headers)
        return other

    def bucket(self, operation: Operation) -> Bucket:
        """What an operation's requests with this key are counted in; an endpoint is method and path template."""
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

    def deadline_for(self, timeout: float) -> float:
        """Return the seconds that a whole call may take, attempts and waits included.

        Without a `deadline` it is what the other options allow at most: five phases of `timeout` seconds (the wait for
        a connection, connecting, sending, waiting, receiving) for each attempt, and all waits between them.

        Args:
            timeout: Seconds for each phase of an attempt.
        """
        if self.deadline is not None:
            return self.deadline
        return 5 * timeout * (self.retries.max_retries + 1) + self.retries.max_total_wait

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a client's {name} cannot be changed: make another client")

    def __repr__(self) -> str:
        return f"<Configuration {getattr(self, 'base_url', 'without address')}>"  # shown also while it is being made

    def __reduce__(self) -> Any:
        raise TypeError("a client is not pickled, it holds the API key: make it where it is used")


def checked_timeout(timeout: float) -> float:
    """Return a timeout in seconds, if it is one.

    Raises:
        ConfigurationError: It is not a positive, finite number of seconds.
    """
    return _checked_seconds("timeout", timeout)


def _checked_deadline(deadline: float | None) -> float | None:
    return None if deadline is None else _checked_seconds("deadline", deadline)


def _checked_seconds(name: str, seconds: float) -> float:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds < float("inf"):
        raise ConfigurationError(f"{name} must be a positive number of seconds, not {seconds!r}")
    return float(seconds)


def checked_transport(transport: T, method: str) -> T:
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


def checked_limiter(limiter: RateLimiter | None) -> RateLimiter:
    """Return a limiter of the caller if it has the methods of one; that of the process where it is None.

    Raises:
        ConfigurationError: A method is missing. The message names it.
    """
    if limiter is None:
        return shared_limiter()
    if isinstance(limiter, type):
        raise ConfigurationError(f"invalid limiter: this is the class {limiter.__name__}: give an instance")
    missing = _missing(limiter, [name for name in vars(RateLimiter) if not name.startswith("_")])
    if missing:
        raise ConfigurationError(
            f"invalid limiter: expected the methods of perfectgym_next.limits.RateLimiter; "
            f"{type(limiter).__name__} has no {', no '.join(missing)}"
        )
    return limiter


def _missing(value: object, methods: list[str]) -> list[str]:
    return [name for name in methods if not callable(getattr(value, name, None))]


def _checked_flag(name: str, value: bool) -> bool:
    if not isinstance(value, bool):  # text such as "false" is true
        raise ConfigurationError(f"{name} must be True or False, not {value!r}")
    return value


def _checked_whole(name: str, value: int, *, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ConfigurationError(f"{name} must be a whole number from {least}, not {value!r}")
    return value


def _checked_retries(policy: RetryPolicy) -> RetryPolicy:
    _checked_whole("max_retries", policy.max_retries, least=0)
    _checked_flag("retry_writes", policy.retry_writes)
    if isinstance(policy.max_wait, bool) or not isinstance(policy.max_wait, int | float) or not policy.max_wait > 0:
        raise ConfigurationError(f"max_wait must be a positive number of seconds, not {policy.max_wait!r}")
    return policy


def _checked_limit(limit: int | None) -> int | None:
    return limit if limit is None else _checked_whole("rate_limit", limit, least=1)


def _headers(language: str | None, application: str | None) -> dict[str, str]:
    from perfectgym_next_generated import API_VERSION

    python = ".".join(map(str, sys.version_info[:3]))
    agent = f"perfectgym-next/{__version__} (API {API_VERSION}; Python {python})"
    if application is not None:
        if not isinstance(application, str) or _APPLICATION.fullmatch(application) is None:
            raise ConfigurationError(
                f"application must be visible ASCII, like 'nightly-export/2.1', not {application!r}"
            )
        agent = f"{application} {agent}"
    headers = {"Accept": "application/json", "Accept-Encoding": ACCEPTED_ENCODING, "User-Agent": agent}
    if language is not None:
        if not isinstance(language, str) or _LANGUAGE.fullmatch(language) is None:
            raise ConfigurationError(f"language must be a language tag like 'de-DE', not {language!r}")
        headers["Accept-Language"] = language
    return headers
