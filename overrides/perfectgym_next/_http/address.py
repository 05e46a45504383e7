"""The address of the API: read from a tenant or a base URL, checked and normalised once."""

from __future__ import annotations

import os
import re
from urllib.parse import quote

from perfectgym_next.errors import ConfigurationError

__all__ = ["Address"]

_TENANT = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE | re.ASCII)
_HARMLESS = re.compile(r"[a-z0-9._-]{1,63}", re.IGNORECASE | re.ASCII)
_BASE_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::(?P<port>[0-9]{0,5}))?(?P<path>/.*)?",
    re.IGNORECASE | re.ASCII,
)
_HOST_NAME = re.compile(r"(?!.{254})(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
_PATH_CHARACTERS = "/:@!$&'()*+,;=%"
_DEFAULT_PORTS = {"https": 443, "http": 80}
_NOT_SHOWN = "the value is not shown because it may hold a password or token"


class Address:
    """Where the API is, as the caller gave it; `resolve` reads it.

    The arguments are kept behind a function, because debuggers and error reporters show attributes and local variables,
    and a mistyped URL may hold a password or token. Creating an address raises nothing for the same reason.
    """

    __slots__ = ("_reveal", "is_given")

    def __init__(self, tenant: object = None, base_url: object = None, *, from_environment: bool = False) -> None:
        def reveal() -> tuple[object, object, bool]:
            return tenant, base_url, from_environment

        self._reveal = reveal
        self.is_given = tenant is not None or base_url is not None

    def or_environment(self) -> Address:
        """Return this address, or that of the environment variables where none was given."""
        if self.is_given:
            return self
        return Address(
            os.environ.get("PERFECTGYM_TENANT") or None,
            os.environ.get("PERFECTGYM_BASE_URL") or None,
            from_environment=True,
        )

    def resolve(self, *, allow_http: bool) -> str:
        """Return the URL of the API: scheme and host in lower case, no default port, no slash at the end.

        Args:
            allow_http: Whether http is allowed to a host that is not this machine.

        Raises:
            ConfigurationError: The address is invalid. The message shows no part of a base URL.
        """
        url, problem = _resolve(*self._reveal(), allow_http)
        if problem:
            raise ConfigurationError(problem)
        return url

    def __repr__(self) -> str:
        return "<Address ***>"


def _resolve(tenant: object, base_url: object, from_environment: bool, allow_http: bool) -> tuple[str, str]:
    """Return the URL and no problem, or no URL and the problem."""
    if tenant is not None and base_url is not None:
        return "", "tenant and base_url (PERFECTGYM_TENANT and PERFECTGYM_BASE_URL) exclude each other"
    if tenant is not None:
        name = "PERFECTGYM_TENANT" if from_environment else "tenant"
        if isinstance(tenant, str) and _TENANT.fullmatch(tenant):
            return f"https://{tenant.lower()}.open-api.perfectgym.com", ""
        shown = f" {tenant!r}" if isinstance(tenant, str) and _HARMLESS.fullmatch(tenant) else ""
        return "", (
            f"invalid {name}{shown}: expected one DNS label such as 'my-gym', the <tenant> of "
            "<tenant>.open-api.perfectgym.com; give base_url= for any other address"
        )
    url, problem = _normalize(base_url, allow_http)
    name = "PERFECTGYM_BASE_URL" if from_environment else "base_url"
    return url, f"invalid {name}: {problem} ({_NOT_SHOWN})" if problem else ""


def _normalize(url: object, allow_http: bool) -> tuple[str, str]:
    if not isinstance(url, str):
        return "", f"expected text, not {type(url).__name__}"
    if _BLANK.search(url):
        return "", "blanks, line breaks and control characters are not allowed"
    if "@" in url:
        return "", "user name, password and @ are not allowed; give the API key as api_key="
    if "?" in url or "#" in url:
        return "", "a query or fragment is not allowed"
    match = _BASE_URL.fullmatch(url)
    if match is None:
        return "", (
            "expected https://host, https://host:port or https://host/path; "
            "write an international host name in its ASCII form, xn--..."
        )
    scheme, path = match["scheme"].lower(), match["path"] or ""
    host, is_loopback = _normalize_host(match["host"].lower())
    port = int(match["port"] or _DEFAULT_PORTS[scheme])
    if not host:
        return (
            "",
            "the host must be a DNS name, an IPv4 address of four decimal numbers, or an IPv6 address in brackets",
        )
    if not 0 < port < 65536:
        return "", "the port must be a number from 1 to 65535"
    if "\\" in path or not _is_encodable(path):
        return "", "the path must not contain a backslash or half of a surrogate pair"
    if scheme == "http" and not is_loopback and not allow_http:
        return "", "http would send the API key unencrypted; use https, or allow_http=True if http is intended"
    shown_port = "" if port == _DEFAULT_PORTS[scheme] else f":{port}"
    return f"{scheme}://{host}{shown_port}{quote(path, safe=_PATH_CHARACTERS).rstrip('/')}", ""


def _normalize_host(host: str) -> tuple[str, bool]:
    """Return the host in its normal form, empty where it is invalid, and whether it is this machine."""
    is_ipv6 = host.startswith("[")
    if not is_ipv6 and not _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
        return (host if _HOST_NAME.fullmatch(host) else ""), host == "localhost"
    # A resolver reads 127.1, 0x7f.1 and 0177.0.0.1 as addresses, and asks the DNS for 127.0.0.999: one form only.
    from ipaddress import IPv4Address, IPv6Address

    try:
        if is_ipv6:
            address = IPv6Address(host[1:-1]).compressed
            return f"[{address}]", address == "::1"
        return str(IPv4Address(host)), host.startswith("127.")
    except ValueError:
        return "", False


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
