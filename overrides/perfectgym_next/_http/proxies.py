"""Find the proxy for an address in the environment, as httpx does, and check addresses of proxies."""

from __future__ import annotations

import os
from importlib.util import find_spec
from ipaddress import ip_address
from urllib.parse import urlsplit

from perfectgym_next.errors import ConfigurationError

__all__ = ["invalid_proxy", "normalize_proxy", "proxy_for", "require_support"]

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SCHEMES = ("http", "https", "socks5", "socks5h")


def proxy_for(scheme: str, host: str, port: int | None) -> str | None:
    """Return the address of the proxy for an origin, None for a direct connection.

    ``HTTP_PROXY``, ``HTTPS_PROXY`` and ``ALL_PROXY`` may leave out ``http://``. ``NO_PROXY`` lists hosts, each with its
    subdomains and an optional port. An entry with a scheme excludes that host alone, and ``*`` excludes all. Unlike in
    httpx, the port may be the default port of the scheme.

    Raises:
        ConfigurationError: The variable does not hold the address of a proxy. The message does not show it, since it
            may hold a password.
    """
    if not any(name.lower().endswith("_proxy") for name in os.environ):
        return None
    from urllib.request import getproxies

    proxies = getproxies()
    proxy = proxies.get(scheme) or proxies.get("all")
    if not proxy or _is_excluded(proxies.get("no", ""), scheme, host, port):
        return None
    address = normalize_proxy(proxy)
    if address is None:
        raise invalid_proxy(f"in the environment variable {scheme.upper() if proxies.get(scheme) else 'ALL'}_PROXY")
    return address


def normalize_proxy(proxy: object) -> str | None:
    """Return the address of a proxy with its scheme, ``http`` if it has none. Return None if it is invalid."""
    if not isinstance(proxy, str):
        return None
    address = proxy if "://" in proxy else f"http://{proxy}"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna")  # an empty or long label is a UnicodeError, which is a ValueError
        valid = bool(host) and parts.port != 0 and address.isprintable() and " " not in address
    except ValueError:
        return None
    return address if valid and parts.scheme in _SCHEMES else None


def require_support(scheme: str) -> None:
    """Check that the package for a proxy's scheme is installed.

    Raises:
        ConfigurationError: It is missing.
    """
    if scheme.startswith("socks") and find_spec("socksio") is None:
        raise ConfigurationError(
            "the proxy is a SOCKS proxy, which needs the package socksio: "
            "pip install socksio, or use an http or https proxy"
        )


def invalid_proxy(place: str) -> ConfigurationError:
    """Return the error for a proxy that cannot be used.

    Args:
        place: Where it was found, such as ``in the environment variable HTTP_PROXY``.
    """
    return ConfigurationError(
        f"invalid proxy {place}: expected http://[user:password@]host:port, "
        f"or one of the schemes {', '.join(_SCHEMES)} (the value is not shown, it may hold a password)"
    )


def _is_excluded(no_proxy: str, scheme: str, host: str, port: int | None) -> bool:
    host = host.lower().rstrip(".")
    port = port or _DEFAULT_PORTS.get(scheme)
    return any(_matches(entry.strip(), scheme, host, port) for entry in no_proxy.split(","))


def _matches(entry: str, scheme: str, host: str, port: int | None) -> bool:
    if entry == "*":
        return True
    only_scheme, separator, address = entry.rpartition("://")
    if separator and only_scheme.lower() not in ("all", scheme):
        return False
    if not address:
        return only_scheme.lower() == scheme  # all of it
    name, only_port = _host_and_port(address)
    if only_port is not None and only_port != port:
        return False
    if name.startswith("*."):
        name = name[1:]
    if separator or _is_address(name) or name == "localhost":
        return name == host
    if name.startswith("."):
        return host.endswith(name)
    return host == name or host.endswith(f".{name}")


def _host_and_port(address: str) -> tuple[str, int | None]:
    address = address.lower().partition("/")[0]  # of a network such as 10.0.0.0/8, httpx reads the address alone
    if address.startswith("["):
        name, _, port = address[1:].partition("]")
        port = port.removeprefix(":")
    elif _is_address(address):
        return address, None
    else:
        name, _, port = address.partition(":")
    return name.rstrip("."), int(port) if port.isdecimal() else None


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
