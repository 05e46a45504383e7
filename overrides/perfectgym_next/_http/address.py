"""The address of the API: read from tenant and environment or from a base URL, checked and normalised once."""

from __future__ import annotations

import os
import re
from urllib.parse import quote

from perfectgym_next.errors import ConfigurationError
from perfectgym_next_generated import ENVIRONMENTS

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
_ENVIRONMENT_NAMES = ", ".join(map(repr, ENVIRONMENTS))
_NOT_SHOWN = "the value is not shown because it may hold a password or token"


class Address:
    """Where the API is, as the caller or the environment of the process gave it; `resolve` reads it.

    The arguments are kept behind a function, because debuggers and error reporters show attributes and local variables,
    and a mistyped URL may hold a password or token. Creating an address raises nothing for the same reason.

    A tenant and an environment complete each other: one may be an argument, the other a variable. Whoever gives a base
    URL needs neither, and an argument takes the place of variables that contradict it.

    Attributes:
        environment: Name of the environment, None with a base URL. It may be unknown.
        missing: What is missing, as text; empty if nothing is.
    """

    __slots__ = ("_reveal", "environment", "missing")

    environment: object
    missing: str

    def __init__(self, tenant: object = None, base_url: object = None, environment: object = None) -> None:
        given: dict[str, object] = {"tenant": tenant, "base_url": base_url, "environment": environment}
        given = {name: value for name, value in given.items() if value is not None}
        _add_variables(given)
        chosen = _find(given, "environment")[1]
        url = _find(given, "base_url")[1]

        def reveal() -> dict[str, object]:
            return given

        self._reveal = reveal
        self.environment = None if url is not None else "production" if chosen is None else chosen
        self.missing = ""
        if not given:
            self.missing = "tenant= or base_url= (PERFECTGYM_TENANT or PERFECTGYM_BASE_URL)"
        elif _needs_tenant(self.environment) and _find(given, "tenant")[1] is None:
            self.missing = "tenant= (PERFECTGYM_TENANT)"

    def with_tenant(self, tenant: object) -> Address:
        """Return the address of another tenant in the same environment.

        Raises:
            ConfigurationError: This address is a base URL.
        """
        if self.environment is None:
            raise ConfigurationError("the client was made with a base URL, which has no tenant: make another client")
        return Address(tenant, None, self.environment)

    def resolve(self, *, allow_http: bool) -> str:
        """Return the URL of the API: scheme and host in lower case, no default port, no slash at the end.

        Args:
            allow_http: Whether http is allowed to a host that is not this machine.

        Raises:
            ConfigurationError: The address is invalid. The message shows no part of a base URL.
        """
        url, problem = _resolve(self._reveal(), allow_http)
        if problem:
            raise ConfigurationError(problem)
        return url

    def __repr__(self) -> str:
        return "<Address ***>"


def _add_variables(given: dict[str, object]) -> None:
    """Add the variables of the process that complete the arguments."""
    if "base_url" in given:
        return
    names = ["tenant", "environment"] if given else ["tenant", "base_url", "environment"]
    for name in names:
        value = os.environ.get(f"PERFECTGYM_{name.upper()}")
        if not value or name in given:
            continue
        if name == "tenant" and "environment" in given and not _needs_tenant(given["environment"]):
            continue  # environment="demo" in a process that is set up for a tenant
        given[f"PERFECTGYM_{name.upper()}"] = value


def _find(given: dict[str, object], name: str) -> tuple[str, object]:
    """Return the name by which a value was given, argument or variable, and the value, or None."""
    variable = f"PERFECTGYM_{name.upper()}"
    return (name, given[name]) if name in given else (variable, given.get(variable))


def _needs_tenant(environment: object) -> bool:
    return isinstance(environment, str) and "{tenant}" in ENVIRONMENTS.get(environment, "")


def _resolve(given: dict[str, object], allow_http: bool) -> tuple[str, str]:
    """Return the URL and no problem, or no URL and the problem."""
    url_name, url = _find(given, "base_url")
    tenant_name, tenant = _find(given, "tenant")
    environment_name, environment = _find(given, "environment")
    if url is not None:
        others = [name for name, value in ((tenant_name, tenant), (environment_name, environment)) if value is not None]
        if others:
            return "", f"{' and '.join([*others, url_name])} exclude each other"
        url, problem = _normalize(url, allow_http)
        return url, f"invalid {url_name}: {problem} ({_NOT_SHOWN})" if problem else ""
    if environment is None:
        environment = "production"
    if not isinstance(environment, str) or environment not in ENVIRONMENTS:
        return "", f"invalid {environment_name}{_show(environment)}: expected {_ENVIRONMENT_NAMES}"
    pattern = ENVIRONMENTS[environment]
    if "{tenant}" not in pattern:
        if tenant is not None:
            return "", f"{tenant_name} and {environment_name} {environment!r} exclude each other: it has one tenant"
        return pattern, ""
    if isinstance(tenant, str) and _TENANT.fullmatch(tenant):
        return pattern.format(tenant=tenant.lower()), ""
    shown = pattern.format(tenant="<tenant>").removeprefix("https://")
    return "", (
        f"invalid {tenant_name}{_show(tenant)}: expected one DNS label such as 'my-gym', the <tenant> of {shown}; "
        "give base_url= for any other address"
    )


def _show(value: object) -> str:
    """Return a value for an error message, empty if it may hold a secret."""
    return f" {value!r}" if isinstance(value, str) and _HARMLESS.fullmatch(value) else ""


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
