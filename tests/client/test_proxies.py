"""Proxies: which one the environment names, what goes through them, and what their 503 means."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from perfectgym_next._http.proxies import proxy_for
from perfectgym_next.errors import ApiConnectionError, ConfigurationError, ServiceUnavailableError
from tests.client.test_faults import get, pay
from tests.support.both_clients import BOTH, Waits, called
from tests.support.company_network import relay
from tests.support.raw_server import RawServer, read_request, response
from tests.support.scripted import KEY

NAMES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
VARNISHD = shutil.which("varnishd") or shutil.which("varnishd", path="/usr/sbin")


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def by_httpx(url: str) -> bool:
    """Whether httpx itself takes a proxy for an address."""
    with httpx.Client() as client:
        return client._transport_for_url(httpx.URL(url)) is not client._transport


hosts = st.sampled_from(
    ["gym.example", "api.gym.example", "notgym.example", "127.0.0.1", "::1", "localhost", "example"]
)
entries = st.sampled_from(
    [
        "gym.example",
        ".gym.example",
        "gym.example:8443",
        "gym.example:443",
        "api.gym.example",
        "localhost",
        "127.0.0.1",
        "example",
        "*",
        "https://gym.example",
        "http://gym.example",
        "https://gym.example:8443",
        "https://",
        "127.0.0.1/8",
        "::1",
        "GYM.example",
        "",
        "other.example",
    ]
)


class TestWhichOne:
    @settings(max_examples=80)
    @given(
        host=hosts,
        scheme=st.sampled_from(["http", "https"]),
        port=st.sampled_from([None, 443, 8443, 80]),
        excluded=st.lists(entries, max_size=3),
        given=st.sampled_from([("HTTPS_PROXY",), ("HTTP_PROXY",), ("ALL_PROXY",), ("HTTP_PROXY", "HTTPS_PROXY")]),
        address=st.sampled_from(["proxy:3128", "http://proxy:3128", "user:pw@proxy:3128"]),
    )
    def test_is_that_of_httpx(
        self, host: str, scheme: str, port: int | None, excluded: list[str], given: tuple[str, ...], address: str
    ) -> None:
        with pytest.MonkeyPatch.context() as environment:
            for name in given:
                environment.setenv(name, address)
            environment.setenv("NO_PROXY", ", ".join(excluded))
            shown = f"[{host}]" if ":" in host else host
            url = f"{scheme}://{shown}" + ("" if port is None else f":{port}")
            # httpx forgets a port that is the scheme's own, and takes the proxy: ours keeps to what was meant.
            assume(not any(entry.endswith(":443") for entry in excluded))
            assert (proxy_for(scheme, host, port) is not None) is by_httpx(url)

    def test_a_port_that_is_the_schemes_own_is_excluded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTPS_PROXY", "proxy:3128")
        monkeypatch.setenv("NO_PROXY", "gym.example:443, other.example:8443")
        assert proxy_for("https", "gym.example", None) is None
        assert proxy_for("https", "gym.example", 443) is None
        assert proxy_for("https", "gym.example", 8443) is not None
        assert proxy_for("https", "other.example", 8443) is None
        assert proxy_for("https", "other.example", None) is not None

    @pytest.mark.parametrize(
        ("value", "proxy"),
        [
            ("proxy:3128", "http://proxy:3128"),
            ("user:pw@proxy:3128", "http://user:pw@proxy:3128"),
            ("https://proxy", "https://proxy"),
            ("socks5://proxy:1080", "socks5://proxy:1080"),
        ],
    )
    def test_may_leave_out_the_scheme(self, monkeypatch: pytest.MonkeyPatch, value: str, proxy: str) -> None:
        monkeypatch.setenv("HTTPS_PROXY", value)
        assert proxy_for("https", "gym.example", None) == proxy
        assert proxy_for("http", "gym.example", None) is None

    @BOTH
    @pytest.mark.parametrize(
        "value",
        [
            "ftp://user:s3cret@proxy",
            "http://",
            "http://user:s3cret@proxy:port",
            "http://a b",
            "http://user:s3cret@proxy..example",
            f"http://user:s3cret@{'x' * 64}.example",
        ],
    )
    def test_that_is_malformed_is_named_and_not_shown(
        self, client: str, monkeypatch: pytest.MonkeyPatch, value: str
    ) -> None:
        monkeypatch.setenv("HTTPS_PROXY", value)
        with pytest.raises(ConfigurationError, match="HTTPS_PROXY") as caught:
            called(client, "https://gym.invalid", get, max_retries=0)
        assert "s3cret" not in str(caught.value)

    @BOTH
    def test_whose_host_httpx_refuses_is_not_shown(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTPS_PROXY", "http://user:s3cret@\N{SNOWMAN}.example")
        with pytest.raises(ConfigurationError, match="invalid proxy in the environment for https requests") as caught:
            called(client, "https://gym.invalid", get, max_retries=0)
        assert "s3cret" not in str(caught.value)

    @BOTH
    def test_of_socks_names_the_package_that_it_needs(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("perfectgym_next._http.proxies.find_spec", lambda name: None)
        monkeypatch.setenv("ALL_PROXY", "socks5://user:s3cret@127.0.0.1:1080")
        with pytest.raises(ConfigurationError, match="pip install socksio") as caught:
            called(client, "https://gym.invalid", get, max_retries=0)
        assert "s3cret" not in str(caught.value)


@BOTH
class TestATunnel:
    @pytest.fixture
    def service(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RawServer]:
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("gym.example").configure_cert(context)
        self.proxy_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(self.proxy_context)

        def script(connection: socket.socket, number: int) -> None:
            while request := read_request(connection):
                self.seen.append(request)
                connection.sendall(response(b'{"inDebtCollection": false}'))

        self.seen: list[bytes] = []
        with RawServer(script, context) as server:
            yield server

    def test_hides_the_key_from_the_proxy_and_is_used_again(
        self, client: str, service: RawServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        passed: list[bytes] = []

        def tunnel(connection: socket.socket, number: int) -> None:
            passed.append(read_request(connection))
            with socket.create_connection(("127.0.0.1", service.port)) as upstream:
                connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=pump, args=(upstream, connection), daemon=True)
                back.start()
                pump(connection, upstream, passed)
                back.join(20)

        with RawServer(tunnel) as proxy:
            monkeypatch.setenv("HTTPS_PROXY", f"user:pw@127.0.0.1:{proxy.port}")
            called(client, "https://gym.example", twice_on(client), max_retries=0)
            assert proxy.connections == 1
        assert passed[0].startswith(b"CONNECT gym.example:443 HTTP/1.1\r\n")
        assert b"authorization: basic dxnlcjpwdw==" in passed[0].lower()
        assert not [piece for piece in passed if KEY.encode() in piece]
        assert [KEY.encode() in request for request in self.seen] == [True, True]

    def test_in_tls_is_used_again(self, client: str, service: RawServer, monkeypatch: pytest.MonkeyPatch) -> None:
        heads: list[bytes] = []

        def tunnel(connection: socket.socket, number: int) -> None:
            heads.append(read_request(connection))
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            with socket.create_connection(("127.0.0.1", service.port)) as upstream:
                relay(connection, upstream)

        with RawServer(tunnel, self.proxy_context) as proxy:
            monkeypatch.setenv("HTTPS_PROXY", proxy.url)
            called(client, "https://gym.example", twice_on(client), max_retries=0)
            assert (proxy.connections, service.connections) == (1, 1)
        assert [head.split(b"\r\n")[0] for head in heads] == [b"CONNECT gym.example:443 HTTP/1.1"]
        assert len(self.seen) == 2

    @pytest.mark.parametrize(
        "reply",
        [
            b"HTTP/1.1 200 OK\r\n\r\n" + response(b'{"inDebtCollection": true}'),
            response(b'{"inDebtCollection": true}'),
        ],
        ids=["a response behind the reply", "a body of the reply"],
    )
    def test_takes_nothing_that_the_proxy_says_for_a_response(
        self, client: str, reply: bytes, service: RawServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def tunnel(connection: socket.socket, number: int) -> None:
            read_request(connection)
            connection.sendall(reply)
            with socket.create_connection(("127.0.0.1", service.port)) as upstream:
                relay(connection, upstream)

        with RawServer(tunnel) as proxy:
            monkeypatch.setenv("HTTPS_PROXY", proxy.url)
            first, second = called(client, "https://gym.example", twice_on(client), max_retries=0)
        assert (first.in_debt_collection, second.in_debt_collection) == (False, False)

    def test_that_the_proxy_refuses_was_never_sent(
        self, client: str, service: RawServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(connection: socket.socket, number: int) -> None:
            read_request(connection)
            connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")

        with RawServer(refuse) as proxy:
            monkeypatch.setenv("HTTPS_PROXY", f"user:s3cret@127.0.0.1:{proxy.port}")
            with pytest.raises(ApiConnectionError, match="407") as caught:
                called(client, "https://gym.example", pay, max_retries=0)
        assert caught.value.maybe_received is False
        assert "s3cret" not in str(caught.value)

    @pytest.mark.parametrize(
        "reply", [b"", b"HTTP/1.1 2", b"\x16\x03 garbage\r\n\r\n"], ids=["nothing", "a part", "garbage"]
    )
    @pytest.mark.parametrize("reads", [True, False], ids=["reads", "does not read"])
    def test_that_the_proxy_drops_was_never_sent(
        self, client: str, service: RawServer, monkeypatch: pytest.MonkeyPatch, reply: bytes, reads: bool
    ) -> None:
        def drop(connection: socket.socket, number: int) -> None:
            if reads:
                read_request(connection)
            connection.sendall(reply)

        with RawServer(drop) as proxy:
            monkeypatch.setenv("HTTPS_PROXY", f"127.0.0.1:{proxy.port}")
            with pytest.raises(ApiConnectionError) as caught:
                called(client, "https://gym.example", pay, max_retries=0)
        assert caught.value.maybe_received is False


def twice_on(client: str) -> Any:
    def twice(gym: Any) -> Any:
        return get(gym), get(gym)

    async def twice_async(gym: Any) -> Any:
        return await get(gym), await get(gym)

    return twice if client == "sync" else twice_async


def pump(source: socket.socket, target: socket.socket, seen: list[bytes] | None = None) -> None:
    try:
        while data := source.recv(65536):
            if seen is not None:
                seen.append(data)
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # one side has gone


@BOTH
def test_a_proxy_for_http_gets_the_whole_address(client: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []

    def script(connection: socket.socket, number: int) -> None:
        while request := read_request(connection):
            seen.append(request)
            connection.sendall(response(b'{"inDebtCollection": false}'))

    with RawServer(script) as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"127.0.0.1:{proxy.port}")
        called(client, "http://gym.example", get, max_retries=0, allow_http=True)
    assert seen[0].startswith(b"GET http://gym.example/v1/customers/7/account/balances HTTP/1.1\r\n")


@BOTH
class TestVarnish:
    """A backend that takes a request and closes: Varnish says 503, as Envoy does, and does not know what was done."""

    @pytest.fixture
    def varnish(self, tmp_path: Path) -> Iterator[str]:
        if VARNISHD is None:
            pytest.skip("varnishd is not installed")
        self.methods: list[str] = []

        def backend(connection: socket.socket, number: int) -> None:
            request = read_request(connection)
            if request:
                self.methods.append(request.split(b" ")[0].decode())

        with RawServer(backend) as server, socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
            free.close()
            vcl = tmp_path / "default.vcl"
            vcl.write_text(
                f'vcl 4.1;\nbackend default {{ .host = "127.0.0.1"; .port = "{server.port}"; }}\n'
                "sub vcl_recv { return (pass); }\n"
            )
            command = [VARNISHD, "-F", "-n", str(tmp_path / "work"), "-a", f"127.0.0.1:{port}", "-f", str(vcl)]
            with (tmp_path / "log").open("wb") as log:
                process = subprocess.Popen([*command, "-s", "malloc,10m", "-j", "none"], stdout=log, stderr=log)
            try:
                until = time.monotonic() + 20
                while process.poll() is None and time.monotonic() < until:
                    with socket.socket() as probe:
                        if probe.connect_ex(("127.0.0.1", port)) == 0:
                            break
                    time.sleep(0.02)
                assert process.poll() is None, (tmp_path / "log").read_text()
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()
                process.wait(20)

    def test_a_payment_is_made_once(self, client: str, varnish: str, monkeypatch: pytest.MonkeyPatch) -> None:
        Waits(monkeypatch)
        with pytest.raises(ServiceUnavailableError) as caught:
            called(client, varnish, pay)
        assert caught.value.attempts == 1
        assert "may have received" in str(caught.value)
        # Varnish itself may ask its backend twice for a connection that was reused; it was not.
        assert self.methods == ["POST"]

    def test_a_get_is_retried(self, client: str, varnish: str, monkeypatch: pytest.MonkeyPatch) -> None:
        Waits(monkeypatch)
        with pytest.raises(ServiceUnavailableError) as caught:
            called(client, varnish, get, max_retries=2)
        assert caught.value.attempts == 3
