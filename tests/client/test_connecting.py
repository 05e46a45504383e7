"""Making a connection: several addresses, IPv6, certificates that do not do, and peers that close one direction."""

from __future__ import annotations

import asyncio
import datetime
import socket
import ssl
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import trustme

from perfectgym_next.errors import ApiConnectionError, ApiTimeoutError
from tests.client.test_faults import get, pay
from tests.support.both_clients import BOTH, called
from tests.support.fault_server import refused_port
from tests.support.raw_server import RawServer, read_request, response

BALANCE = response(b'{"inDebtCollection": false}')
HOST = "gym.example"


def serve(connection: socket.socket, number: int) -> None:
    while read_request(connection):
        connection.sendall(BALANCE)


def ipv6_works() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def issue(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., ssl.SSLContext]:
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))

    def make(*names: str, **options: Any) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*names, **options).configure_cert(context)
        return context

    return make


def resolve(monkeypatch: pytest.MonkeyPatch, *ports: int) -> None:
    """Let the host have an address for each of these loopback ports."""
    real = socket.getaddrinfo

    def look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        if host not in (HOST, HOST.encode()):
            return real(host, *arguments, **options)
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port)) for port in ports]

    monkeypatch.setattr("socket.getaddrinfo", look_up)


@BOTH
class TestSeveralAddresses:
    def test_the_first_that_accepts_is_used(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        with RawServer(serve) as server:
            resolve(monkeypatch, refused_port(), refused_port(), server.port)
            called(client, f"http://{HOST}", get, max_retries=0, allow_http=True)
            assert server.connections == 1

    @pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's way with a full queue of connections")
    def test_one_that_does_not_answer_uses_up_its_share(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        with RawServer(serve) as server, socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            silent.listen(0)
            crowd = [socket.socket() for _ in range(4)]  # they fill the queue: nobody else gets in
            for one in crowd:
                one.setblocking(False)
                one.connect_ex(silent.getsockname())
            resolve(monkeypatch, silent.getsockname()[1], server.port)
            began = time.monotonic()
            called(client, f"http://{HOST}", get, timeout=1.0, max_retries=0, allow_http=True)
            assert time.monotonic() - began >= 0.4
            for one in crowd:
                one.close()

    def test_where_none_accepts_nothing_was_sent(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        resolve(monkeypatch, refused_port(), refused_port())
        with pytest.raises(ApiConnectionError, match="ConnectError") as caught:
            called(client, f"http://{HOST}", pay, max_retries=0, allow_http=True)
        assert caught.value.maybe_received is False

    def test_a_host_without_one_is_named(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        resolve(monkeypatch)
        with pytest.raises(ApiConnectionError, match=f"{HOST} has no address"):
            called(client, f"http://{HOST}", get, max_retries=0, allow_http=True)


@BOTH
@pytest.mark.skipif(not ipv6_works(), reason="needs IPv6 on loopback")
def test_ipv6(client: str, issue: Callable[..., ssl.SSLContext]) -> None:
    for context in (None, issue("::1")):
        with RawServer(serve, context, host="::1") as server:
            called(client, server.url, get, max_retries=0)
            assert server.connections == 1


@BOTH
class TestCertificates:
    def fail(self, client: str, url: str) -> ApiConnectionError:
        with pytest.raises(ApiConnectionError) as caught:
            called(client, url, pay, max_retries=0)
        assert caught.value.maybe_received is False
        return caught.value

    def test_of_another_host(self, client: str, issue: Callable[..., ssl.SSLContext]) -> None:
        with RawServer(serve, issue("other.example")) as server:
            assert "not valid for '127.0.0.1'" in str(self.fail(client, server.url))

    def test_that_has_expired(self, client: str, issue: Callable[..., ssl.SSLContext]) -> None:
        past = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
        with RawServer(serve, issue("127.0.0.1", not_after=past)) as server:
            assert "certificate has expired" in str(self.fail(client, server.url))

    def test_none_since_the_port_speaks_no_tls(self, client: str) -> None:
        def script(connection: socket.socket, number: int) -> None:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 400 The plain HTTP request was sent to HTTPS port\r\n\r\n")

        with RawServer(script) as server:
            text = str(self.fail(client, server.url.replace("http:", "https:")))
        assert "SSL" in text
        assert "pipe" not in text

    def test_a_protocol_that_the_peer_does_not_speak(self, client: str, issue: Callable[..., ssl.SSLContext]) -> None:
        context = issue("127.0.0.1")
        context.set_ciphers("ECDHE-RSA-AES128-GCM-SHA256")  # of an RSA key, which the certificate has not
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        with RawServer(serve, context) as server:
            assert "handshake failure" in str(self.fail(client, server.url)).replace("_", " ").lower()


@BOTH
def test_a_peer_that_closes_its_direction_gets_no_other_request(client: str) -> None:
    def script(connection: socket.socket, number: int) -> None:
        read_request(connection)
        connection.sendall(BALANCE)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass

    def twice(gym: Any) -> Any:
        first = get(gym)
        time.sleep(0.05)
        return first, get(gym)

    async def twice_async(gym: Any) -> Any:
        first = await get(gym)
        await asyncio.sleep(0.05)
        return first, await get(gym)

    with RawServer(script) as server:
        called(client, server.url, twice if client == "sync" else twice_async, max_retries=0)
        assert server.connections == 2


@BOTH
def test_a_handshake_that_ends_early_was_never_sent(client: str) -> None:
    with RawServer(lambda connection, number: None) as server, pytest.raises(ApiConnectionError) as caught:
        called(client, server.url.replace("http:", "https:"), pay, max_retries=0)
    assert caught.value.maybe_received is False
    assert not isinstance(caught.value, ApiTimeoutError)
