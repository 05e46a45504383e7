"""The address of the API as the clients take it: normalised once, and never shown where it is malformed."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
import traceback
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import trustme
from hypothesis import example, given
from hypothesis import strategies as st

from perfectgym_next import ApiConnectionError, AsyncPerfectGym, PerfectGym
from perfectgym_next.errors import ConfigurationError
from tests.support.both_clients import BOTH, called
from tests.support.fault_server import FaultServer, answers
from tests.support.leaks import chain
from tests.support.scripted import KEY

SECRET = "s3cr3t-T0ken"
BALANCE = {"inDebtCollection": False}


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PERFECTGYM_TENANT", "PERFECTGYM_BASE_URL", "PERFECTGYM_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def make(client: str, **options: Any) -> Any:
    return (PerfectGym if client == "sync" else AsyncPerfectGym)(**{"api_key": KEY, **options})


def get(gym: Any) -> Any:
    return gym.customers_account.get_balances(7)


NORMAL_FORMS = {
    "HTTPS://gym.example": "https://gym.example",
    "hTTpS://GYM.Example/Api/": "https://gym.example/Api",
    "https://gym.example:443": "https://gym.example",
    "https://gym.example:": "https://gym.example",
    "https://gym.example:00443/x": "https://gym.example/x",
    "https://gym.example:80": "https://gym.example:80",
    "https://gym.example:8443///": "https://gym.example:8443",
    "https://gym.example./": "https://gym.example.",
    "https://gym_1.example": "https://gym_1.example",
    "https://xn--bcher-kva.example": "https://xn--bcher-kva.example",
    "https://10.0.0.1:9": "https://10.0.0.1:9",
    "https://[2001:DB8:0:0::1]:443/x": "https://[2001:db8::1]/x",
    "https://gym.example/ä b".replace(" ", "-"): "https://gym.example/%C3%A4-b",
    "https://gym.example/%C3%A4": "https://gym.example/%C3%A4",
    "HTTP://LOCALHOST:80": "http://localhost",
    "Http://127.0.0.1:8080/": "http://127.0.0.1:8080",
    "http://127.255.0.9": "http://127.255.0.9",
    "HTTP://[0:0:0:0:0:0:0:1]:5": "http://[::1]:5",
}


@BOTH
class TestTheNormalForm:
    @pytest.mark.parametrize(("given_url", "normal"), NORMAL_FORMS.items())
    def test_of_an_argument(self, client: str, given_url: str, normal: str) -> None:
        gym = make(client, base_url=given_url)
        assert gym._config.base_url == normal
        assert repr(gym).endswith(f" {normal}>")

    @pytest.mark.parametrize(("given_url", "normal"), NORMAL_FORMS.items())
    def test_of_the_environment(
        self, client: str, given_url: str, normal: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PERFECTGYM_BASE_URL", given_url)
        assert make(client)._config.base_url == normal

    @pytest.mark.parametrize("normal", sorted(set(NORMAL_FORMS.values())))
    def test_of_the_normal_form_is_itself(self, client: str, normal: str) -> None:
        assert make(client, base_url=normal)._config.base_url == normal
        assert str(httpx.URL(f"{normal}/v1/x")) == f"{normal}/v1/x"  # what is below has nothing left to normalise

    def test_of_a_tenant_is_in_lower_case(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        expected = "https://my-gym.open-api.perfectgym.com"
        assert make(client, tenant="My-Gym")._config.base_url == expected
        monkeypatch.setenv("PERFECTGYM_TENANT", "MY-GYM")
        assert make(client)._config.base_url == expected

    def test_is_what_requests_are_sent_to(self, client: str) -> None:
        with FaultServer(answers(BALANCE)) as server:
            url = server.url.replace("http://127.0.0.1", "HTTP://LocalHost")
            assert called(client, f"{url}/Api//", get).in_debt_collection is False
        assert [seen.target for seen in server.seen] == ["/Api/v1/customers/7/account/balances"]


@BOTH
class TestHttpIsForThisMachine:
    """The names that a resolver or browser takes for an address are one form each, so no look-alike gets the key."""

    @pytest.mark.parametrize(
        "host",
        ["gym.example", "localhost.example", "127.0.0.1.example", "localhost.", "LOCALHOST.EVIL.EXAMPLE", "10.0.0.1",
         "0.0.0.0", "[::2]", "[::ffff:8.8.8.8]", "128.0.0.1"],
    )  # fmt: skip
    @pytest.mark.parametrize("scheme", ["http", "HTTP", "Http"])
    def test_no_other_host_is_sent_the_key_unencrypted(self, client: str, host: str, scheme: str) -> None:
        with pytest.raises(ConfigurationError, match="unencrypted"):
            make(client, base_url=f"{scheme}://{host}:8080/x")
        make(client, base_url=f"{scheme}://{host}:8080/x", allow_http=True)

    @pytest.mark.parametrize(
        "host",
        ["127.1", "127.0.0.999", "127.0.0.010", "0177.0.0.1", "0x7f.1", "0x7f000001", "2130706433", "127.0.0.1.",
         "127.0x1", "1.2.3", "256.1.1.1", "[::1", "[::1%eth0]", "[127.0.0.1]", "[::1]x", "[1::2::3]"],
    )  # fmt: skip
    @pytest.mark.parametrize("scheme", ["http", "https"])
    def test_other_ways_to_write_an_address_are_refused(self, client: str, host: str, scheme: str) -> None:
        with pytest.raises(ConfigurationError, match="invalid base_url"):
            make(client, base_url=f"{scheme}://{host}/", allow_http=True)

    @pytest.mark.parametrize("allow", ["false", "0", 1, None, "yes"])
    def test_only_true_allows_it(self, client: str, allow: Any) -> None:
        with pytest.raises(ConfigurationError, match="allow_http must be True or False"):
            make(client, base_url="http://gym.example", allow_http=allow)


REFUSED = {
    "another type": b"https://gym.example",
    "no scheme": "gym.example",
    "one slash": "https:/gym.example",
    "no slash": "https:gym.example",
    "no host": "https:///x",
    "another scheme": "ftp://gym.example",
    "a relative reference": "//gym.example",
    "a blank": "https://gym.example/a b",
    "a line break at the end": "https://gym.example\n",
    "a blank at the beginning": " https://gym.example",
    "a no-break space": "https://gym.example/\u00a0",
    "an international host": "https://bücher.example",
    "a host in full-width letters": "https://ｇｙｍ.example",
    "a scheme with a long s": "httpſ://gym.example",
    "a percent-encoded host": "https://gym%2eexample",
    "a percent-encoded slash in the host": "https://gym.example%2f@evil.example",
    "two dots in the host": "https://gym..example",
    "a host that is too long": f"https://{'a.' * 130}example",
    "a label that is too long": f"https://{'a' * 64}.example",
    "a backslash in the host": "https://gym.example\\evil.example",
    "a backslash in the path": "https://gym.example/a\\b",
    "half a character": "https://gym.example/\ud800",
    "port 0": "https://gym.example:0",
    "a port beyond 65535": "https://gym.example:65536",
    "a port that is text": "https://gym.example:https",
    "a port in other digits": "https://gym.example:٤٤٣",
    "a negative port": "https://gym.example:-443",
    "a query": "https://gym.example?a=b",
    "an empty query": "https://gym.example?",
    "a fragment": "https://gym.example#a",
    "an at sign in the path": "https://gym.example/a@b",
}


@BOTH
class TestWhatIsRefused:
    @pytest.mark.parametrize("url", REFUSED.values(), ids=REFUSED)
    def test_says_which_argument(self, client: str, url: Any) -> None:
        with pytest.raises(ConfigurationError, match="^invalid base_url: "):
            make(client, base_url=url)

    def test_says_which_variable(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PERFECTGYM_BASE_URL", "https://gym.example ")
        with pytest.raises(ConfigurationError, match="^invalid PERFECTGYM_BASE_URL: blanks"):
            make(client)
        monkeypatch.delenv("PERFECTGYM_BASE_URL")
        monkeypatch.setenv("PERFECTGYM_TENANT", "my.gym")
        with pytest.raises(ConfigurationError, match="^invalid PERFECTGYM_TENANT 'my.gym': expected one DNS label"):
            make(client)


WITH_A_SECRET = [
    f"https:/user:{SECRET}@gym.example",
    f"https:user:{SECRET}@gym.example",
    f"user:{SECRET}@gym.example",
    f"{SECRET}@gym.example",
    f"//user:{SECRET}@gym.example",
    f"https://user:{SECRET}@gym.example",
    f"https://{SECRET}@gym.example",
    f"https://user:{SECRET}@gym.example:bad",
    f"https://user:{SECRET}@[::1",
    f"https://user:{SECRET}/1@gym.example",
    f"https://user:1{SECRET}@gym.example\n",
    f"https://user: {SECRET}@gym.example",
    f"https://gym.example:{SECRET}",
    f"https://gym.example?token={SECRET}",
    f"https://gym.example/#{SECRET}",
    f"https://gym.example/x y?{SECRET}",
    f"https://gym.example\\@{SECRET}",
    f"http://user:{SECRET}@gym.example",
    f"ftp://user:{SECRET}@gym.example",
    f"https://user:{SECRET}@ｇｙｍ.example",
    f"https://{SECRET}℀@gym.example",
    f"https://{SECRET}\ud800@gym.example",
    f"\x00https://{SECRET}",
    f"https://gym.example/{SECRET}\\",
    f"http://gym.example/{SECRET}",
]


def shown(error: BaseException) -> str:
    """Whatever a program or an error reporter shows of an error: text, arguments, and local variables of our frames."""
    parts = []
    for one in chain(error):
        parts += [str(one), repr(one), repr(one.args), repr(vars(one))]
        trace = traceback.TracebackException.from_exception(one, capture_locals=True)
        ours = [frame for frame in trace.stack if "perfectgym_next" in frame.filename]
        parts += [f"{frame.locals}" for frame in ours]
        assert ours or one is not error
    return "\n".join(parts)


@BOTH
class TestASecretInAMalformedAddress:
    @pytest.mark.parametrize("argument", ["base_url", "tenant"])
    @pytest.mark.parametrize("url", WITH_A_SECRET)
    def test_is_not_shown(self, client: str, url: str, argument: str) -> None:
        with pytest.raises(ConfigurationError) as caught:
            make(client, **{argument: url})
        assert SECRET not in shown(caught.value)

    @pytest.mark.parametrize("variable", ["PERFECTGYM_BASE_URL", "PERFECTGYM_TENANT"])
    @pytest.mark.parametrize("url", [url for url in WITH_A_SECRET if "\x00" not in url and "\ud800" not in url])
    def test_of_the_environment_is_not_shown(
        self, client: str, url: str, variable: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(variable, url)
        with pytest.raises(ConfigurationError, match=variable) as caught:
            make(client)
        assert SECRET not in shown(caught.value)

    def test_is_not_shown_by_an_error_about_something_else(self, client: str) -> None:
        for options in ({"timeout": -1}, {"tenant": "a"}, {"allow_http": "no"}, {"transport": object()}):
            with pytest.raises(ConfigurationError) as caught:
                make(client, **{"base_url": f"https://user:{SECRET}@gym.example", **options})
            assert SECRET not in shown(caught.value)

    @given(
        st.text("htps:/@?#[]\\. \n%aA1ä", max_size=12),
        st.sampled_from(
            ["", "https://", "https:/", "HTTP://", "//", "user:", "https://user:", "https://gym.example?t="]
        ),
        st.text("htps:/@?#[]\\. \n%aA1ä", max_size=12),
        st.sampled_from(["", "@gym.example", "@gym.example:bad", "@[::1", "#", "@", "?", "&x=1"]),
    )
    @example("", "https://user:1/", "", "@gym.example")
    def test_is_not_shown_whatever_stands_around_it(
        self, client: str, before: str, start: str, middle: str, end: str
    ) -> None:
        url = f"{start}{before}{SECRET}{middle}{end}"
        refused: ConfigurationError | None = None
        try:
            gym = make(client, base_url=url)
        except ConfigurationError as error:
            refused = error
        if refused is not None:
            assert SECRET not in shown(refused)
            return
        # It is the host or the path of an address that has neither user nor query.
        assert not set("@?#") & set(url)
        assert SECRET.lower() in repr(gym).lower()


@contextlib.contextmanager
def tls_server(authority: trustme.CA) -> Iterator[tuple[str, list[bytes]]]:
    """A TLS server on loopback in a thread of its own: its port, and what it read of each request."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    read: list[bytes] = []
    ready, loop = threading.Event(), asyncio.new_event_loop()
    port: list[int] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, EOFError):
            read.append(await reader.readuntil(b"\r\n\r\n"))
            body = b'{"inDebtCollection": false}'
            writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
            await writer.drain()
        writer.close()

    async def run() -> None:
        async with await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context) as server:
            port.append(server.sockets[0].getsockname()[1])
            ready.set()
            await stop.wait()

    stop = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(run()), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield f"127.0.0.1:{port[0]}", read
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()


@BOTH
@pytest.mark.parametrize("scheme", ["https", "HTTPS", "Https", "hTTPs"])
class TestCertificates:
    """However the scheme is written, https asks for a certificate that the system trusts."""

    def check_refused(self, client: str, url: str | None, read: list[bytes]) -> None:
        with pytest.raises(ApiConnectionError, match="(?i)certificate"):
            called(client, url, get, max_retries=0)  # type: ignore[arg-type]
        assert read == []

    def test_one_that_nobody_knows_is_refused(self, client: str, scheme: str) -> None:
        with tls_server(trustme.CA()) as (address, read):
            self.check_refused(client, f"{scheme}://{address}", read)
            self.check_refused(client, f"{scheme}://{address.replace('127.0.0.1', 'LOCALHOST')}", read)

    def test_also_where_the_environment_names_the_server(
        self, client: str, scheme: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with tls_server(trustme.CA()) as (address, read):
            monkeypatch.setenv("PERFECTGYM_BASE_URL", f"{scheme}://{address}")
            self.check_refused(client, None, read)

    def test_one_that_is_trusted_is_taken(
        self, client: str, scheme: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        authority = trustme.CA()
        path = tmp_path_factory.mktemp("authority") / "ca.pem"
        authority.cert_pem.write_to_path(str(path))
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        with tls_server(authority) as (address, read):
            assert called(client, f"{scheme}://{address}", get).in_debt_collection is False
            assert KEY.encode() in read[0]
