"""The message that a transport receives is the one that `httpx.Request` makes of the same request."""

from __future__ import annotations

import copy
import pickle
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfectgym_next import PerfectGym
from perfectgym_next._core.operation import Operation, Request
from perfectgym_next.errors import NotFoundError
from tests.support.scripted import KEY

BASES = [
    "https://demo.perfectgym.com/api",
    "http://127.0.0.1:8080",
    "https://xn--bcher-kva.example/a/b",
    "http://[::1]:81",
]
PUBLIC = [name for name in dir(httpx.URL) if isinstance(getattr(httpx.URL, name), property) and name != "raw"]
"""All that a URL says of itself, but for what is deprecated."""


class Recorder(httpx.BaseTransport):
    """Keeps the message of each attempt as it is while it is sent."""

    def __init__(self) -> None:
        self.messages: list[httpx.Request] = []
        self.headers: list[httpx.Headers] = []
        self.contents: list[bytes] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.messages.append(request)
        self.headers.append(request.headers.copy())
        assert isinstance(request.stream, httpx.SyncByteStream)
        self.contents.append(b"".join(request.stream))
        return httpx.Response(200, content=b"{}")


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def gym(recorder: Recorder) -> Iterator[PerfectGym]:
    with PerfectGym("demo", api_key=KEY, transport=recorder, rate_limit=None) as gym:
        yield gym


def public(url: httpx.URL) -> dict[str, Any]:
    """Return everything that a URL says of itself."""
    values = {name: getattr(url, name) for name in PUBLIC}
    return {**values, "str": str(url), "repr": repr(url).rpartition("(")[2], "hash": hash(url)}


def sent_url(base: str, path: str, query: list[tuple[str, str]] | None) -> httpx.URL:
    recorder = Recorder()
    with PerfectGym(base_url=base, api_key=KEY, transport=recorder, rate_limit=None, allow_http=True) as gym:
        gym.send(Request(Operation(name="x", method="GET", path="/x"), lambda data: data, path=path, query=query))
    return recorder.messages[0].url


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
SEGMENTS = st.one_of(st.from_regex(r"[A-Za-z0-9._~%-]{1,12}", fullmatch=True), TEXTS.map(lambda text: text or "a"))


@given(
    st.sampled_from(BASES),
    st.lists(SEGMENTS, min_size=1, max_size=4).map(lambda parts: "/" + re.sub("[?#]", "", "/".join(parts))),
    st.lists(st.tuples(TEXTS, TEXTS), max_size=3) | st.none(),
)
def test_a_url_is_what_httpx_makes_of_its_text(base: str, path: str, query: list[tuple[str, str]] | None) -> None:
    text = f"{base}{path}?{urlencode(query, quote_via=quote)}" if query else base + path
    url, expected = sent_url(base, path, query), httpx.URL(text)
    for name in ("raw_scheme", "raw_host", "port", "raw_path"):  # read before anything else, as a transport does
        assert getattr(url, name) == getattr(expected, name)
    assert public(url) == public(expected)


@pytest.mark.parametrize("base", BASES)
def test_a_plain_url_compares_copies_and_joins_as_httpx_does(base: str) -> None:
    url = sent_url(base, "/v1/customers/1001", [("sliceSize", "50"), ("offset", "a b")])
    plain = httpx.URL(f"{base}/v1/customers/1001?sliceSize=50&offset=a%20b")
    for same in (url, copy.copy(url), copy.deepcopy(url), pickle.loads(pickle.dumps(url)), httpx.URL(url)):
        assert same == plain
        assert same.raw_path == plain.raw_path
    assert url.copy_with(path="/x") == plain.copy_with(path="/x")
    assert url.join("../y") == plain.join("../y")
    assert not hasattr(url, "no_such_attribute")
    assert not hasattr(copy.copy(url), "__no_such_protocol__")


def test_a_copy_of_a_url_that_nobody_has_read_is_complete() -> None:
    url = copy.copy(sent_url(BASES[0], "/v1/studios", None))
    assert str(url) == f"{BASES[0]}/v1/studios"


def test_many_threads_may_read_a_url_first() -> None:
    for _ in range(50):
        url = sent_url(BASES[0], "/v1/studios", None)
        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(lambda _, url=url: url.host, range(8))) == {"demo.perfectgym.com"}


@pytest.mark.parametrize(
    ("method", "json", "content", "extra"),
    [
        ("GET", None, b"", {}),
        ("DELETE", None, b"", {}),
        ("POST", None, b"", {"content-length": "0"}),
        ("PUT", None, b"", {"content-length": "0"}),
        ("PATCH", None, b"", {"content-length": "0"}),
        ("POST", {"a": "ä"}, b'{"a":"\xc3\xa4"}', {"content-length": "10", "content-type": "application/json"}),
        ("GET", [1], b"[1]", {"content-length": "3", "content-type": "application/json"}),
    ],
)
def test_headers_and_body_are_those_of_httpx(
    gym: PerfectGym, recorder: Recorder, method: str, json: Any, content: bytes, extra: dict[str, str]
) -> None:
    gym.request(method, "/v1/x", json=json)
    message, sent = recorder.messages[0], dict(recorder.headers[0])
    assert {name: sent.pop(name) for name in extra} == extra
    assert sent.pop("x-api-key") == KEY
    assert sent.pop("user-agent").startswith("perfectgym-next/")
    assert sent == {"host": message.url.host, "accept": "application/json", "accept-encoding": "gzip"}
    assert (message.method, message.content, recorder.contents[0]) == (method, content, content)
    assert message.read() == content
    expected = httpx.Request(method, str(message.url), content=content or None)
    assert set(expected.headers) - set(recorder.headers[0]) == set()
    assert expected.headers["host"] == message.headers["host"]


async def test_an_empty_body_can_be_read_asynchronously(gym: PerfectGym, recorder: Recorder) -> None:
    gym.request("GET", "/v1/x")
    message = recorder.messages[0]
    assert isinstance(message.stream, httpx.AsyncByteStream)
    assert [piece async for piece in message.stream] == []
    assert await message.aread() == b""


def test_no_header_of_a_request_stays_for_the_next(gym: PerfectGym, recorder: Recorder) -> None:
    request = Request(
        Operation(name="x", method="GET", path="/x"),
        lambda data: data,
        path="/x",
        headers={"accept": "text/plain", "X-Other": "1", "host": "other.example"},
    )
    gym.send(request)
    gym.request("GET", "/v1/x")
    first, second = recorder.headers
    assert (first["accept"], first["x-other"], first["host"]) == ("text/plain", "1", "other.example")
    assert [name for name, _ in first.multi_items()].count("accept") == 1
    assert (second["accept"], second["host"]) == ("application/json", "demo.open-api.perfectgym.com")
    assert "x-other" not in second


def test_each_client_keeps_its_own_key_and_headers(gym: PerfectGym, recorder: Recorder) -> None:
    for language, key in (("de-DE", "first"), ("pl-PL", "second"), ("de-DE", "first")):
        gym.with_options(api_key=key, language=language).request("GET", "/v1/x")
        assert (recorder.headers[-1]["x-api-key"], recorder.headers[-1]["accept-language"]) == (key, language)
    gym.request("GET", "/v1/x")
    assert recorder.headers[-1]["x-api-key"] == KEY
    assert "accept-language" not in recorder.headers[-1]


def test_the_key_is_gone_after_an_error_whatever_a_transport_did_to_the_headers() -> None:
    class Fails(Recorder):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            super().handle_request(request)
            return httpx.Response(404)

    class Takes(Fails):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            del request.headers["x-api-key"]
            return super().handle_request(request)

    for transport in (Fails(), Takes()):
        with PerfectGym("demo", api_key=KEY, transport=transport) as gym, pytest.raises(NotFoundError):
            gym.request("GET", "/v1/x")
        assert "x-api-key" not in transport.messages[0].headers
