"""How a client's own connections are made: the arguments ``verify``, ``cert`` and ``proxy``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from perfectgym_next._http.proxies import invalid_proxy, normalize_proxy, require_support
from perfectgym_next.errors import ConfigurationError

if TYPE_CHECKING:
    import ssl

__all__ = ["Network"]


class Network:
    """Certificates, client certificate and proxy of a client's connections.

    The arguments are kept behind a function, because debuggers and error reporters show attributes and local variables,
    and a proxy or a private key may have a password. Creating one raises nothing for the same reason.

    Args:
        verify: SSL context, or path of a file or directory of certificates, to trust; None for the default ones.
        cert: Path of the client's certificate, or certificate, private key and optional password.
        proxy: Address of a proxy for all connections; None for that of the environment.

    Attributes:
        given: Names of the arguments that were given, such as ``verify=``.
        certificates: SSL context for connections to the service, None for the default one; set by `check`.
        proxy_certificates: The same for connections to a proxy.
    """

    __slots__ = ("_reveal", "certificates", "given", "proxy_certificates")

    given: tuple[str, ...]
    certificates: ssl.SSLContext | None
    proxy_certificates: ssl.SSLContext | None

    def __init__(self, verify: object = None, cert: object = None, proxy: object = None) -> None:
        def reveal() -> tuple[object, object, object]:
            return verify, cert, proxy

        self._reveal = reveal
        names = {"verify=": verify, "cert=": cert, "proxy=": proxy}
        self.given = tuple(name for name, value in names.items() if value is not None)
        self.certificates = None
        self.proxy_certificates = None

    def check(self, *, has_transport: bool) -> Self:
        """Load the certificates and check the proxy.

        Args:
            has_transport: Whether the client was given a transport, which makes its own connections.

        Raises:
            ConfigurationError: An argument is invalid. The message shows no password and no proxy.
        """
        if self.given and has_transport:
            raise ConfigurationError(
                f"{' and '.join(self.given)} cannot be combined with transport=, which makes its own connections: "
                "configure the transport itself, or leave transport= out"
            )
        problem = self._load_certificates()
        if problem:
            raise ConfigurationError(problem)
        if "proxy=" not in self.given:
            return self
        if self.proxy is None:
            raise invalid_proxy("given as proxy=")
        require_support(self.proxy.partition("://")[0])
        return self

    def _load_certificates(self) -> str:
        """Set the SSL contexts, and return the problem with them as text."""
        verify, cert, _ = self._reveal()
        if verify is None and cert is None:
            return ""
        from perfectgym_next._http.certificates import create_contexts

        self.certificates, self.proxy_certificates, problem = create_contexts(verify, cert)
        return problem

    @property
    def proxy(self) -> str | None:
        """Address of the given proxy, None if there is none or an invalid one. It may hold a password."""
        return normalize_proxy(self._reveal()[2])

    def __repr__(self) -> str:
        return f"<Network {' '.join(self.given)}>"
