"""What a client is made from: arguments first, then the environment; checked when the client is made."""

from __future__ import annotations

import os
import re
import sys
from typing import Any, NoReturn
from urllib.parse import urlsplit

from perfectgym_next.errors import ConfigurationError
from perfectgym_next.secret import ApiKey
from perfectgym_next.version import __version__

__all__ = ["Configuration"]

_TENANT = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
_LOOPBACK = re.compile(r"localhost|127(\.\d{1,3}){3}|::1")

DEFAULT_TIMEOUT = 30.0
DEFAULT_MAX_RESPONSE_BYTES = 64 * 1024 * 1024


class Configuration:
    """The checked, immutable settings of a client.

    Attributes:
        base_url: Where the API is, without a slash at the end.
        api_key: The studio's key.
        timeout: Seconds that each phase of an attempt (connecting, sending, waiting for data) may take.
        max_response_bytes: The largest answer that is read, in bytes after decompression.
        user_agent: What the client calls itself.
    """

    __slots__ = ("api_key", "base_url", "max_response_bytes", "timeout", "user_agent")

    base_url: str
    api_key: ApiKey
    timeout: float
    max_response_bytes: int
    user_agent: str

    def __init__(
        self,
        *,
        tenant: str | None = None,
        base_url: str | None = None,
        api_key: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES,
        allow_http: bool = False,
    ) -> None:
        if tenant is None and base_url is None:
            tenant = os.environ.get("PERFECTGYM_TENANT") or None
            base_url = os.environ.get("PERFECTGYM_BASE_URL") or None
        key = api_key if api_key is not None else os.environ.get("PERFECTGYM_API_KEY")
        missing = []
        if tenant is None and base_url is None:
            missing.append("tenant= or base_url= (PERFECTGYM_TENANT or PERFECTGYM_BASE_URL)")
        if not key:
            missing.append("api_key= (PERFECTGYM_API_KEY)")
        if missing or key is None:
            raise ConfigurationError(f"the client needs {' and '.join(missing)}: as argument or in the environment")
        if tenant is not None and base_url is not None:
            raise ConfigurationError(
                "tenant and base_url (PERFECTGYM_TENANT and PERFECTGYM_BASE_URL) exclude each other"
            )
        self._set("base_url", _tenant_url(tenant) if tenant is not None else _checked_url(base_url or "", allow_http))
        self._set("api_key", ApiKey(key))
        self._set("timeout", checked_timeout(timeout))
        if max_response_bytes <= 0:
            raise ConfigurationError(f"max_response_bytes must be positive, not {max_response_bytes}")
        self._set("max_response_bytes", max_response_bytes)
        self._set("user_agent", _user_agent())

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a client's {name} cannot be changed: make another client")

    def __repr__(self) -> str:
        return f"<Configuration {self.base_url}>"

    def __reduce__(self) -> Any:
        raise TypeError("a client is not pickled, it holds the API key: make it where it is used")


def checked_timeout(timeout: float) -> float:
    """A timeout in seconds, if it is one.

    Raises:
        ConfigurationError: It is not a positive, finite number of seconds.
    """
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not 0 < timeout < float("inf"):
        raise ConfigurationError(f"timeout must be a positive number of seconds, not {timeout!r}")
    return float(timeout)


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


def _user_agent() -> str:
    from perfectgym_next_generated import API_VERSION

    python = ".".join(map(str, sys.version_info[:3]))
    return f"perfectgym-next/{__version__} (API {API_VERSION}; Python {python})"
