"""SOCKS proxies: connections through them are used again, and what they do amiss was before any request."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme

from perfectgym_next.errors import ApiConnectionError, ApiTimeoutError
from tests.client.test_faults import get, pay
from tests.client.test_proxies import twice_on
from tests.support.both_clients import BOTH, called
from tests.support.company_network import relay
from tests.support.raw_server import RawServer, Script, read_request, response

pytest.importorskip("socksio", reason="socksio is not installed")

GRANTED = b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"
REFUSED = b"\x05\x05\x00\x01\x00\x00\x00\x00\x00\x00"


def serve(connection: socket.socket, number: int) -> None:
    while read_request(connection):
        connection.sendall(response(b'{"inDebtCollection": false}'))


def socks(port: int, *, method: bytes = b"\x05\x00", reply: bytes = GRANTED) -> Script:
    def script(connection: socket.socket, number: int) -> None:
        connection.recv(3)
        connection.sendall(method)
        if connection.recv(1024):
            connection.sendall(reply)
            with socket.create_connection(("127.0.0.1", port)) as upstream:
                relay(connection, upstream)

    return script


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("gym.example").configure_cert(context)
    return context


def use(monkeypatch: pytest.MonkeyPatch, proxy: RawServer) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy.url.replace("http:", "socks5:"))


@BOTH
def test_a_connection_is_used_again(client: str, context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> None:
    for scheme, tls in (("https", context), ("http", None)):
        with RawServer(serve, tls) as server, RawServer(socks(server.port)) as proxy:
            use(monkeypatch, proxy)
            called(client, f"{scheme}://gym.example", twice_on(client), max_retries=0, allow_http=True)
            assert (proxy.connections, server.connections) == (1, 1)


@BOTH
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda port: socks(port, method=b"\x05\x02"), "USERNAME/PASSWORD"),
        (lambda port: socks(port, method=b"\x05"), "malformed reply"),
        (lambda port: socks(port, method=b"HTTP/1.1 400 Bad\r\n\r\n"), "malformed reply"),
        (lambda port: socks(port, reply=REFUSED), "Connection refused"),
        (lambda port: socks(port, reply=b"\x05"), "malformed reply"),
        (lambda port: lambda connection, number: connection.recv(3), "malformed reply"),
    ],
    ids=["requires a password", "half a method", "HTTP", "refuses", "half a reply", "closes"],
)
def test_what_it_does_amiss_was_never_sent(
    client: str, scheme: str, make: Callable[[int], Script], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RawServer(serve) as server, RawServer(make(server.port)) as proxy:
        use(monkeypatch, proxy)
        with pytest.raises(ApiConnectionError, match=text) as caught:
            called(client, f"{scheme}://gym.example", pay, max_retries=0, allow_http=True)
    assert caught.value.maybe_received is False


@BOTH
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_one_that_stalls_was_never_sent(client: str, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def script(connection: socket.socket, number: int) -> None:
        while connection.recv(65536):
            pass

    with RawServer(script) as proxy:
        use(monkeypatch, proxy)
        with pytest.raises(ApiTimeoutError, match="not connected") as caught:
            called(client, f"{scheme}://gym.example", get, timeout=0.2, max_retries=0, allow_http=True)
    assert caught.value.maybe_received is False
