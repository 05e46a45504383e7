"""`verify=`, `cert=` and `proxy=`: the client's own connections in the network of a company."""

from __future__ import annotations

import logging
import os
import pickle
import shutil
import socket
import ssl
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import truststore

from perfectgym_next import AsyncPerfectGym, ConfigurationError, PerfectGym
from perfectgym_next.errors import ApiConnectionError
from perfectgym_next.testing import TEST_KEY
from tests.support.both_clients import BOTH, called
from tests.support.company_network import KEY_PASSWORD, PASSWORD, CompanyNetwork, relay
from tests.support.leaks import find_leak
from tests.support.raw_server import RawServer

CLIENTS: dict[str, Any] = {"sync": PerfectGym, "async": AsyncPerfectGym}


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.upper().endswith("_PROXY") or name.startswith("SSL_CERT"):
            monkeypatch.delenv(name)


@pytest.fixture
def network(tmp_path: Path) -> Iterator[CompanyNetwork]:
    with CompanyNetwork(tmp_path) as network:
        yield network


def balances(gym: Any) -> Any:
    return gym.customers_account.get_balances(1001)


def twice_on(client: str) -> Any:
    def twice(gym: Any) -> Any:
        return balances(gym), balances(gym)

    async def twice_async(gym: Any) -> Any:
        return await balances(gym), await balances(gym)

    return twice if client == "sync" else twice_async


def ask(client: str, network: CompanyNetwork, call: Any = balances, **options: Any) -> Any:
    """Call the service through the proxy by the name of a tenant, or directly by its address."""
    options = {"api_key": TEST_KEY, "max_retries": 0, **options}
    if "proxy" in options:
        return called(client, "https://my-gym.open-api.perfectgym.com", call, **options)
    return called(client, network.service.url, call, **options)


def make(client: str, **options: Any) -> Any:
    return CLIENTS[client]("my-gym", api_key=TEST_KEY, **options)


@BOTH
class TestCertificates:
    def test_of_a_company_are_trusted_by_their_file(self, client: str, network: CompanyNetwork, tmp_path: Path) -> None:
        assert ask(client, network, verify=tmp_path / "company-ca.pem").in_debt_collection is False
        assert ask(client, network, verify=str(tmp_path / "company-ca.pem")).in_debt_collection is False

    def test_of_a_company_are_trusted_by_an_ssl_context(
        self, client: str, network: CompanyNetwork, tmp_path: Path
    ) -> None:
        context = ssl.create_default_context()
        context.load_verify_locations(tmp_path / "company-ca.pem")
        assert ask(client, network, verify=context).in_debt_collection is False

    def test_of_a_company_are_trusted_by_their_directory(
        self, client: str, network: CompanyNetwork, tmp_path: Path
    ) -> None:
        openssl = shutil.which("openssl")
        if openssl is None:
            pytest.skip("openssl is not installed")
        directory = tmp_path / "certificates"
        directory.mkdir()
        shutil.copy(tmp_path / "company-ca.pem", directory)
        subprocess.run([openssl, "rehash", str(directory)], check=True, capture_output=True)
        assert ask(client, network, verify=directory).in_debt_collection is False

    def test_that_nobody_named_are_refused_before_anything_is_sent(self, client: str, network: CompanyNetwork) -> None:
        with pytest.raises(ApiConnectionError, match="CERTIFICATE_VERIFY_FAILED") as caught:
            ask(client, network)
        assert caught.value.maybe_received is False
        assert network.hosts == []

    def test_of_a_company_do_not_stand_in_for_another_name(
        self, client: str, network: CompanyNetwork, tmp_path: Path
    ) -> None:
        with pytest.raises(ApiConnectionError, match="CERTIFICATE_VERIFY_FAILED.*localhost"):
            called(
                client,
                network.service.url.replace("127.0.0.1", "localhost"),
                balances,
                max_retries=0,
                verify=tmp_path / "company-ca.pem",
            )

    @pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
    def test_of_an_environment_that_is_wrong_name_the_variable(
        self, client: str, network: CompanyNetwork, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        monkeypatch.setenv(name, "/nowhere/ca.pem")
        with pytest.raises(ConfigurationError, match=f"invalid {name}: '/nowhere/ca.pem': No such file"):
            ask(client, network)

    def test_are_those_of_every_client_on_the_same_connections(
        self, client: str, network: CompanyNetwork, tmp_path: Path
    ) -> None:
        ask(
            client,
            network,
            lambda gym: balances(gym.with_options(api_key=TEST_KEY, timeout=20)),
            verify=tmp_path / "company-ca.pem",
        )
        assert len(network.hosts) == 1


@BOTH
class TestAClientCertificate:
    @pytest.mark.parametrize(
        "cert",
        [
            lambda folder: folder / "client.pem",
            lambda folder: str(folder / "client.pem"),
            lambda folder: (folder / "client.crt", str(folder / "client.key")),
            lambda folder: (folder / "client.crt", folder / "encrypted.key", KEY_PASSWORD),
            lambda folder: (folder / "client.crt", folder / "client.key", None),
        ],
    )
    def test_is_shown_to_the_service(self, client: str, network: CompanyNetwork, tmp_path: Path, cert: Any) -> None:
        ask(client, network, verify=tmp_path / "company-ca.pem", cert=cert(tmp_path))
        assert network.certificates == ["integration"]

    def test_needs_no_certificates_of_ones_own(
        self, client: str, network: CompanyNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "company-ca.pem"))
        ask(client, network, cert=tmp_path / "client.pem")
        ask(client, network)
        assert network.certificates == ["integration", None]

    def test_may_be_loaded_into_an_ssl_context(self, client: str, network: CompanyNetwork, tmp_path: Path) -> None:
        context = ssl.create_default_context(cafile=tmp_path / "company-ca.pem")
        context.load_cert_chain(tmp_path / "client.pem")
        ask(client, network, verify=context)
        assert network.certificates == ["integration"]

    def test_is_not_shown_to_a_proxy(self, client: str, tmp_path: Path) -> None:
        with CompanyNetwork(tmp_path, secure_proxy=True) as network:
            ask(
                client,
                network,
                verify=tmp_path / "company-ca.pem",
                cert=tmp_path / "client.pem",
                proxy=network.proxy_url,
            )
            assert network.shown_to_proxy == [False]
            assert network.certificates == ["integration"]


@BOTH
class TestAProxy:
    def test_with_a_password_is_used_and_its_connection_again(
        self, client: str, network: CompanyNetwork, tmp_path: Path
    ) -> None:
        ask(client, network, twice_on(client), verify=tmp_path / "company-ca.pem", proxy=network.proxy_url)
        assert [head.split(b"\r\n")[0] for head in network.heads] == [
            b"connect my-gym.open-api.perfectgym.com:443 http/1.1"
        ]
        assert network.service.connections == 1
        assert not [head for head in network.heads if TEST_KEY.encode() in head]

    def test_may_have_a_password_with_any_characters(
        self, client: str, network: CompanyNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("tests.support.company_network.PASSWORD", "p@ss/w:rd%é")
        address = network.proxy.url.removeprefix("http://")
        proxy = f"http://company:p%40ss%2Fw%3Ard%25%C3%A9@{address}"
        assert ask(client, network, verify=tmp_path / "company-ca.pem", proxy=proxy).in_debt_collection is False

    def test_stands_before_those_of_the_environment(
        self, client: str, network: CompanyNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("NO_PROXY", "*")
        ask(client, network, verify=tmp_path / "company-ca.pem", proxy=network.proxy_url)
        assert len(network.heads) == 1

    def test_may_leave_out_its_scheme(self, client: str, network: CompanyNetwork, tmp_path: Path) -> None:
        proxy = network.proxy_url.removeprefix("http://")
        ask(client, network, verify=tmp_path / "company-ca.pem", proxy=proxy)
        assert len(network.heads) == 1

    def test_that_refuses_the_password_was_given_nothing(
        self, client: str, network: CompanyNetwork, tmp_path: Path
    ) -> None:
        proxy = network.proxy_url.replace(PASSWORD, "wr0ng-s3cret")
        with pytest.raises(ApiConnectionError, match="407 Proxy Authentication Required") as caught:
            ask(client, network, verify=tmp_path / "company-ca.pem", proxy=proxy)
        assert caught.value.maybe_received is False
        assert network.hosts == []
        assert "wr0ng-s3cret" not in "".join(traceback.format_exception(caught.value))

    def test_with_tls_has_its_certificate_checked(self, client: str, tmp_path: Path) -> None:
        with CompanyNetwork(tmp_path, secure_proxy=True) as network:
            context = ssl.create_default_context()
            with pytest.raises(ApiConnectionError, match="CERTIFICATE_VERIFY_FAILED") as caught:
                ask(client, network, verify=context, proxy=network.proxy_url)
            assert caught.value.maybe_received is False
            assert network.heads == []


@BOTH
class TestWrongArguments:
    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"verify": "/nowhere/ca.pem"}, "invalid verify: '/nowhere/ca.pem': No such file"),
            ({"verify": "{folder}/client.key"}, "invalid verify: .*client.key' holds no certificate in PEM format"),
            ({"verify": "{folder}"}, "invalid verify: .* run `openssl rehash` on it"),
            ({"verify": ""}, "invalid verify: the path is empty"),
            ({"verify": "a\0b"}, "invalid verify: the value .* not a path"),
            ({"verify": False}, "invalid verify: .* not False: certificates are always checked"),
            ({"verify": True}, "invalid verify: .* not True: .* leave verify= out"),
            ({"verify": 1}, "invalid verify: expected an ssl.SSLContext, or the path .*, not int"),
            ({"verify": ssl.SSLContext}, "invalid verify: .* not the class SSLContext"),
            ({"verify": ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)}, "invalid verify: this SSL context is for servers"),
            ({"cert": "/nowhere/client.pem"}, "invalid cert: '/nowhere/client.pem': No such file"),
            ({"cert": "{folder}/client.key"}, "invalid cert: .*client.key': no certificate with its private key"),
            ({"cert": ("{folder}/client.crt", "{folder}/other.key")}, "invalid cert: '.*other.key': No such file"),
            ({"cert": ("{folder}/client.crt", "{folder}/encrypted.key")}, "invalid cert: the private key is encrypted"),
            (
                {"cert": ("{folder}/client.crt", "{folder}/encrypted.key", "wr0ng-s3cret")},
                "invalid cert: .* wrong password",
            ),
            ({"cert": ("{folder}/company-ca.pem", "{folder}/client.key")}, "invalid cert: .* does not belong"),
            ({"cert": ()}, "invalid cert: expected the path"),
            ({"cert": ("a", "b", "s3cret", "d")}, "invalid cert: expected the path"),
            ({"cert": ("{folder}/client.crt", b"s3cret")}, "invalid cert: expected the path"),
            ({"cert": "-----BEGIN PRIVATE KEY-----\ns3cret"}, "invalid cert: the value .not shown"),
            ({"cert": "{folder}/client.pem", "verify": ssl.create_default_context()}, "load_cert_chain"),
            ({"proxy": "ftp://user:s3cret@proxy"}, "invalid proxy given as proxy=: expected http://"),
            ({"proxy": ""}, "invalid proxy given as proxy=: expected http://"),
            ({"proxy": "http://user:s3cret@proxy:port"}, "invalid proxy given as proxy="),
            ({"proxy": httpx.Proxy("http://user:s3cret@proxy")}, "invalid proxy given as proxy="),
        ],
    )
    def test_are_named_and_secrets_are_not_shown(
        self, client: str, tmp_path: Path, options: dict[str, Any], message: str
    ) -> None:
        with CompanyNetwork(tmp_path), pytest.raises(ConfigurationError, match=message) as caught:
            make(client, **{name: _fill(value, tmp_path) for name, value in options.items()})
        assert find_leak("s3cret", caught.value) is None

    @pytest.mark.parametrize("name", ["verify", "cert", "proxy"])
    def test_are_they_beside_a_transport(self, client: str, name: str) -> None:
        class Both(httpx.BaseTransport, httpx.AsyncBaseTransport):
            """A transport for either client."""

        with pytest.raises(ConfigurationError, match=f"^{name}= cannot be combined with transport="):
            make(client, transport=Both(), **{name: "http://user:s3cret@proxy"})

    @pytest.mark.parametrize("name", ["verify", "cert", "proxy", "transport", "base_url", "allow_http"])
    def test_are_they_in_with_options(self, client: str, name: str) -> None:
        with pytest.raises(
            TypeError, match=rf"^with_options\(\) cannot change {name}=, as the clients share their connections"
        ) as caught:
            make(client).with_options(**{name: "s3cret"})
        assert find_leak("s3cret", caught.value) is None

    def test_of_socks_name_the_package_that_it_needs(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("perfectgym_next._http.proxies.find_spec", lambda name: None)
        with pytest.raises(ConfigurationError, match="pip install socksio"):
            make(client, proxy="socks5://user:s3cret@127.0.0.1:1080")

    def test_of_a_host_that_httpx_refuses_is_an_error_of_the_call(self, client: str) -> None:
        with pytest.raises(ConfigurationError, match="invalid proxy given as proxy=") as caught:
            called(client, "https://gym.invalid", balances, proxy="http://user:s3cret@\N{SNOWMAN}.example")
        assert find_leak("s3cret", caught.value) is None


@BOTH
class TestThePassword:
    def test_is_in_no_error_and_no_repr(self, client: str, network: CompanyNetwork, tmp_path: Path) -> None:
        network.api.fail("customers_account.get_balances", status=400)
        with pytest.raises(Exception) as caught:  # noqa: PT011 - any
            ask(
                client,
                network,
                verify=tmp_path / "company-ca.pem",
                cert=(tmp_path / "client.crt", tmp_path / "encrypted.key", KEY_PASSWORD),
                proxy=network.proxy_url,
            )
        for secret in (PASSWORD, KEY_PASSWORD):
            assert find_leak(secret, caught.value) is None
            assert secret.encode() not in pickle.dumps(caught.value)
        gym = make(client, proxy=network.proxy_url)
        assert PASSWORD not in f"{gym!r} {gym._network!r} {vars(gym)!r}"

    @pytest.mark.parametrize("scheme", ["http", "socks5"])
    def test_is_in_no_log(
        self, client: str, network: CompanyNetwork, tmp_path: Path, caplog: pytest.LogCaptureFixture, scheme: str
    ) -> None:
        pytest.importorskip("socksio", reason="socksio is not installed")
        for name in ("", "httpcore.connection", "httpcore.http11", "httpcore.proxy", "httpcore.socks", "httpx"):
            caplog.set_level(logging.DEBUG, logger=name or None)
        passwords: list[bytes] = []

        def socks(connection: socket.socket, number: int) -> None:
            connection.recv(3)
            connection.sendall(b"\x05\x02")
            passwords.append(connection.recv(1024))
            connection.sendall(b"\x01\x00")
            connection.recv(1024)
            connection.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
            with socket.create_connection(("127.0.0.1", network.service.port)) as upstream:
                relay(connection, upstream)

        with RawServer(socks) as proxy:
            address = network.proxy_url
            if scheme == "socks5":
                address = f"socks5://company:{PASSWORD}@127.0.0.1:{proxy.port}"
            ask(client, network, verify=tmp_path / "company-ca.pem", proxy=address)
        assert passwords in ([], [b"\x01\x07company\x0c" + PASSWORD.encode()])
        assert [record for record in caplog.records if "tls" in record.getMessage()]
        for record in caplog.records:
            assert PASSWORD not in f"{record.getMessage()} {record.args!r}"


TWO_LOOPS = """
import asyncio, sys
from perfectgym_next import AsyncPerfectGym

gym = AsyncPerfectGym("my-gym", api_key=sys.argv[1], verify=sys.argv[2], proxy=sys.argv[3], rate_limit=None)

async def many():
    await asyncio.gather(*[gym.customers_account.get_balances(1001) for _ in range(10)])

asyncio.run(many())
asyncio.run(many())
"""


def test_one_client_serves_many_tasks_and_a_second_event_loop(network: CompanyNetwork, tmp_path: Path) -> None:
    command = [sys.executable, "-c", TWO_LOOPS, TEST_KEY, str(tmp_path / "company-ca.pem"), network.proxy_url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(network.hosts) == 20


FORKED = """
import os, sys
from perfectgym_next import PerfectGym

directory, key, password, proxy = sys.argv[1:]
cert = (f"{directory}/client.crt", f"{directory}/encrypted.key", password)
with PerfectGym("my-gym", api_key=key, verify=f"{directory}/company-ca.pem", cert=cert, proxy=proxy) as gym:
    assert gym.verify_key()
    for _ in range(3):
        child = os.fork()
        if child == 0:
            os._exit(0 if gym.verify_key() else 1)
        assert os.waitpid(child, 0)[1] == 0
    assert gym.verify_key()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_process_has_connections_of_its_own(network: CompanyNetwork, tmp_path: Path) -> None:
    command = [sys.executable, "-c", FORKED, str(tmp_path), TEST_KEY, KEY_PASSWORD, network.proxy_url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert network.certificates == ["integration"] * 5
    assert network.proxy.connections == 4


@BOTH
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the store cannot be replaced for a test")
def test_the_store_of_the_system_is_asked_by_truststore(
    client: str, network: CompanyNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "company-ca.pem"))
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    assert ask(client, network, verify=context).in_debt_collection is False


def _fill(value: Any, folder: Path) -> Any:
    if isinstance(value, tuple):
        return tuple(_fill(item, folder) for item in value)
    return value.replace("{folder}", str(folder)) if isinstance(value, str) else value
