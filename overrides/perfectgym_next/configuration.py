"""What a client is made from: arguments first, then the environment; checked when the client is made."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

from perfectgym_next.bodies import ACCEPTED_ENCODING
from perfectgym_next.errors import ConfigurationError
from perfectgym_next.limits import DEFAULT_LIMIT, Bucket, RateLimiter, shared_limiter
from perfectgym_next.retries import DEFAULT_MAX_RETRIES, DEFAULT_MAX_WAIT, RetryPolicy
from perfectgym_next.secret import ApiKey
from perfectgym_next.version import __version__

if TYPE_CHECKING:
    from perfectgym_next.operations import Operation

__all__ = ["Configuration"]

_TENANT = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z0-9*][A-Za-z0-9*,;=.\- ]*")
_APPLICATION = re.compile(r"[!-~]([ -~]*[!-~])?")
_LOOPBACK = re.compile(r"localhost|127(\.\d{1,3}){3}|::1")

DEFAULT_TIMEOUT = 30.0
DEFAULT_MAX_RESPONSE_BYTES = 64 * 1024 * 1024


class Configuration:
    """The checked, immutable settings of a client.

    Attributes:
        base_url: Where the API is, without a slash at the end.
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
        tenant: str | None = None,
        base_url: str | None = None,
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
        if tenant is None and base_url is None:
            tenant = os.environ.get("PERFECTGYM_TENANT") or None
            base_url = os.environ.get("PERFECTGYM_BASE_URL") or None
        missing = []
        if tenant is None and base_url is None:
            missing.append("tenant= or base_url= (PERFECTGYM_TENANT or PERFECTGYM_BASE_URL)")
        if key is None:
            missing.append("api_key= (PERFECTGYM_API_KEY)")
        if missing or key is None:
            raise ConfigurationError(f"the client needs {' and '.join(missing)}: as argument or in the environment")
        if tenant is not None and base_url is not None:
            raise ConfigurationError(
                "tenant and base_url (PERFECTGYM_TENANT and PERFECTGYM_BASE_URL) exclude each other"
            )
        self._set("base_url", _tenant_url(tenant) if tenant is not None else _checked_url(base_url or "", allow_http))
        self._set("api_key", key.check())
        self._set("timeout", checked_timeout(timeout))
        self._set("deadline", _checked_deadline(deadline))
        self._set("max_response_bytes", _checked_whole("max_response_bytes", max_response_bytes, least=1))
        self._set("retries", _checked_retries(RetryPolicy(max_retries, max_wait, retry_writes)))
        self._set("rate_limit", _checked_limit(rate_limit))
        self._set("limiter", shared_limiter() if limiter is None else limiter)
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
            other._set("limiter", options["limiter"] or shared_limiter())
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
            bucket = Bucket(self.api_key.reveal(), operation.method, operation.path, limit=self.rate_limit)
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
        return f"<Configuration {self.base_url}>"

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


def _tenant_url(tenant: str) -> str:
    if not isinstance(tenant, str) or _TENANT.fullmatch(tenant) is None:
        raise ConfigurationError(
            f"tenant {tenant!r} is no name of a tenant: it is the first part of the host, "
            "<tenant>.open-api.perfectgym.com; give base_url= for any other address"
        )
    return f"https://{tenant.lower()}.open-api.perfectgym.com"


def _checked_url(url: str, allow_http: bool) -> str:
    problem = None
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ConfigurationError(f"base_url {url!r} is no address: {error}") from None
    if parts.scheme not in ("https", "http") or not host:
        problem = "it must look like https://host/path"
    elif parts.username is not None or parts.password is not None:
        raise ConfigurationError("base_url must not hold a user name or password; the key is given as api_key=")
    elif parts.query or parts.fragment or url.endswith(("?", "#")):
        problem = "it must not have a query or fragment"
    elif re.search(r"[\s\x00-\x1f\x7f]", url):
        problem = "it must not hold blanks or control characters"
    elif parts.scheme == "http" and not allow_http and _LOOPBACK.fullmatch(host) is None:
        problem = "the key would travel unencrypted; use https, or allow_http=True if that is meant"
    if problem:
        raise ConfigurationError(f"base_url {url!r} cannot be used: {problem}")
    return url.rstrip("/")


def _checked_whole(name: str, value: int, *, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ConfigurationError(f"{name} must be a whole number from {least}, not {value!r}")
    return value


def _checked_retries(policy: RetryPolicy) -> RetryPolicy:
    _checked_whole("max_retries", policy.max_retries, least=0)
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
