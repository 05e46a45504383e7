"""The network of a company on this machine: a CA of its own, a proxy with a password, and the API behind both."""

from __future__ import annotations

import base64
import select
import socket
import ssl
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import trustme
from cryptography.hazmat.primitives import serialization

from perfectgym_next.testing import EmbeddedApi
from tests.support.raw_server import RawServer, read_request

HOSTS = (
    "my-gym.open-api.perfectgym.com",
    "*.open-api.perfectgym.com",
    "*.open-api.sandbox.perfectgym.com",
    "redocly.sportalliance.com",
    "127.0.0.1",
)
PASSWORD = "pr0xy-s3cret"
KEY_PASSWORD = "k3y-s3cret"


class CompanyNetwork:
    """Serves the embedded API over HTTPS under every name, behind a proxy that connects to nothing else.

    Its files are in a directory: ``company-ca.pem``, ``client.pem`` (certificate and key), ``client.crt``,
    ``client.key``, ``encrypted.key`` (with `KEY_PASSWORD`).

    Args:
        directory: Where to write the files.
        secure_proxy: Whether connections to the proxy use TLS as well.

    Attributes:
        api: The embedded API.
        heads: Heads of the requests that the proxy received, in lower case.
        certificates: For each request to the service, the common name in the client's certificate, or None.
        hosts: Host and path of each request to the service.
    """

    def __init__(self, directory: Path, *, secure_proxy: bool = False) -> None:
        self.api = EmbeddedApi()
        self.heads: list[bytes] = []
        self.certificates: list[str | None] = []
        self.hosts: list[str] = []
        self._stack = ExitStack()
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(directory / "company-ca.pem"))
        own = authority.issue_cert("integration@company.example", common_name="integration")
        own.private_key_and_cert_chain_pem.write_to_path(str(directory / "client.pem"))
        own.private_key_pem.write_to_path(str(directory / "client.key"))
        own.cert_chain_pems[0].write_to_path(str(directory / "client.crt"))
        key = serialization.load_pem_private_key(own.private_key_pem.bytes(), password=None)
        encrypted = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(KEY_PASSWORD.encode()),
        )
        (directory / "encrypted.key").write_bytes(encrypted)
        context = _server_context(authority, HOSTS)
        context.verify_mode = ssl.CERT_OPTIONAL
        authority.configure_trust(context)
        self.service = self._stack.enter_context(RawServer(self._serve, context))
        proxy_context = _server_context(authority, ["127.0.0.1"]) if secure_proxy else None
        if proxy_context is not None:
            proxy_context.verify_mode = ssl.CERT_OPTIONAL
            authority.configure_trust(proxy_context)
        self.proxy = self._stack.enter_context(RawServer(self._tunnel, proxy_context))
        self.shown_to_proxy: list[bool] = []

    @property
    def proxy_url(self) -> str:
        scheme, _, address = self.proxy.url.partition("://")
        return f"{scheme}://company:{PASSWORD}@{address}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _serve(self, connection: socket.socket, number: int) -> None:
        assert isinstance(connection, ssl.SSLSocket)
        peer: Any = connection.getpeercert() or {}
        subject = dict(item[0] for item in peer.get("subject", ()))
        while request := read_request(connection):
            head, _, body = request.partition(b"\r\n\r\n")
            first, *lines = head.decode("ascii").split("\r\n")
            method, target, _ = first.split(" ")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
            self.hosts.append(headers["host"] + target.partition("?")[0])
            self.certificates.append(subject.get("commonName"))
            path, _, query = target.partition("?")
            path = path.removeprefix("/_mock/apis/perfectgym/openapi/openapi")
            answer = self.api.handle(method, path, query, headers, body)
            fields = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
            start = f"HTTP/1.1 {answer.status} -\r\n{fields}Content-Length: {len(answer.body)}\r\n\r\n"
            connection.sendall(start.encode("ascii") + (b"" if method == "HEAD" else answer.body))

    def _tunnel(self, connection: socket.socket, number: int) -> None:
        if isinstance(connection, ssl.SSLSocket):
            self.shown_to_proxy.append(bool(connection.getpeercert()))
        head = read_request(connection)
        self.heads.append(head.lower())
        expected = b"basic " + base64.b64encode(f"company:{PASSWORD}".encode()).lower()
        if expected not in head.lower():
            connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            return
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with socket.create_connection(("127.0.0.1", self.service.port)) as upstream:
            relay(connection, upstream)


def _server_context(authority: trustme.CA, names: Iterable[str]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def relay(client: socket.socket, upstream: socket.socket) -> None:
    """Pass bytes on in one thread, as TLS asks for."""
    while True:
        pending = isinstance(client, ssl.SSLSocket) and client.pending()
        for source in [client] if pending else select.select([client, upstream], [], [], 20)[0]:
            data = source.recv(65536)
            if not data:
                return
            (upstream if source is client else client).sendall(data)
