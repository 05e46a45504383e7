"""Bytes behind a response: they are never the response to another request."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import trustme

from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next.errors import PerfectGymError
from tests.support.both_clients import BOTH, NotingLimiter
from tests.support.raw_server import RawServer, read_request, response
from tests.support.scripted import KEY

FORGED = response(json.dumps({"word": "forged"}).encode())


def named(request: bytes, **options: Any) -> bytes:
    """The response that belongs to a request."""
    word = request.split(b" ")[1].rpartition(b"/")[2].decode()
    return response(json.dumps({"word": word}).encode(), **options)


def chunked(request: bytes, *, extension: bytes = b"", trailer: bytes = b"") -> bytes:
    body = named(request).partition(b"\r\n\r\n")[2]
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    pieces = b"".join(b"%x%s\r\n%s\r\n" % (len(part), extension, part) for part in (body[:3], body[3:]))
    return head + pieces + b"0\r\n" + trailer + b"\r\n"


LEFTOVERS: dict[str, Callable[[bytes], bytes]] = {
    "two responses in one segment": lambda request: named(request) + FORGED,
    "a body longer than its Content-Length": lambda request: named(request) + b"x" * 30,
    "one byte more": lambda request: named(request) + b"\n",
    "behind the last chunk": lambda request: chunked(request) + FORGED,
    "behind trailers": lambda request: chunked(request, trailer=b"X-More: 1\r\n") + FORGED,
    "behind a 204": lambda request: b"HTTP/1.1 204 OK\r\n\r\n" + FORGED,
    "behind a 404": lambda request: named(request, status=404) + FORGED,
    "behind an interim response": lambda request: b"HTTP/1.1 103 Early\r\n\r\n" + named(request) + FORGED,
    "behind a 304": lambda request: b"HTTP/1.1 304 OK\r\nContent-Length: 9\r\n\r\n" + FORGED,
    "behind a head that ends in bare line feeds": lambda request: b"HTTP/1.1 204 OK\r\nX: y\n\nHTTP/1.1 204 OK\r\n\r\n",
    "a pipelined 408": lambda request: named(request) + response(b"{}", status=408),
}
CLEAN: dict[str, Callable[[bytes], bytes]] = {
    "Content-Length": named,
    "chunks": chunked,
    "chunks with extensions": lambda request: chunked(request, extension=b";name=value"),
    "an interim response": lambda request: b"HTTP/1.1 103 Early\r\nLink: <x>\r\n\r\n" + named(request),
    "404": lambda request: named(request, status=404),
}


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(params=["http", "https"])
def context(
    request: pytest.FixtureRequest, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ssl.SSLContext | None:
    if request.param == "http":
        return None
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


def words(client: str, url: str, *, number: int = 3, pause: float = 0.0) -> list[Any]:
    """The words of responses to so many requests in turn, or the names of their errors."""
    options: dict[str, Any] = {"base_url": url, "api_key": KEY, "limiter": NotingLimiter(), "max_retries": 0}
    found: list[Any] = []

    def note(call: Callable[[], Any]) -> None:
        try:
            found.append((call().parsed or {}).get("word"))
        except PerfectGymError as error:
            found.append(type(error).__name__)

    if client == "sync":
        with PerfectGym(**options) as gym:
            for n in range(number):
                note(lambda n=n: gym.request("GET", f"/v1/word-{n}"))  # type: ignore[misc]
                time.sleep(pause)
        return found

    async def run() -> None:
        async with AsyncPerfectGym(**options) as gym:
            for n in range(number):
                try:
                    found.append(((await gym.request("GET", f"/v1/word-{n}")).parsed or {}).get("word"))
                except PerfectGymError as error:
                    found.append(type(error).__name__)
                await asyncio.sleep(pause)

    asyncio.run(run())
    return found


@BOTH
class TestLeftovers:
    @pytest.mark.parametrize("kind", LEFTOVERS)
    def test_close_the_connection(self, client: str, kind: str, context: ssl.SSLContext | None) -> None:
        def script(connection: socket.socket, number: int) -> None:
            while request := read_request(connection):
                connection.sendall(LEFTOVERS[kind](request))

        with RawServer(script, context) as server:
            found = words(client, server.url)
            assert "forged" not in found
            assert server.connections == 3
        right: dict[str, list[Any]] = {
            "behind a 204": [None] * 3,
            "behind a head that ends in bare line feeds": [None] * 3,
            "behind a 304": ["ApiError"] * 3,
            "behind a 404": ["NotFoundError"] * 3,
        }
        assert found == right.get(kind, ["word-0", "word-1", "word-2"])

    def test_that_come_a_moment_later_close_it_too(self, client: str, context: ssl.SSLContext | None) -> None:
        def script(connection: socket.socket, number: int) -> None:
            while request := read_request(connection):
                connection.sendall(named(request))
                connection.sendall(FORGED)

        with RawServer(script, context) as server:
            assert words(client, server.url, pause=0.1) == ["word-0", "word-1", "word-2"]
            assert server.connections == 3

    @pytest.mark.parametrize("kept", [None, 7], ids=["a whole record", "the beginning of a record"])
    def test_in_a_second_record_of_tls_close_it(
        self, client: str, kept: int | None, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)

        def script(connection: socket.socket, number: int) -> None:
            incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
            tls = context.wrap_bio(incoming, outgoing, server_side=True)

            def until_done(act: Callable[[], Any]) -> Any:
                while True:
                    try:
                        result = act()
                    except ssl.SSLWantReadError:
                        connection.sendall(outgoing.read())
                        incoming.write(connection.recv(65536))
                    else:
                        return result

            until_done(tls.do_handshake)
            while True:
                request = until_done(lambda: tls.read(65536))
                if not request:
                    return
                tls.write(named(request))
                first = outgoing.read()
                tls.write(FORGED)
                connection.sendall(first + outgoing.read()[:kept])  # in one segment

        with RawServer(script) as server:
            url = server.url.replace("http:", "https:")
            assert words(client, url) == ["word-0", "word-1", "word-2"]
            assert server.connections == 3


@BOTH
@pytest.mark.parametrize("kind", CLEAN)
def test_a_response_that_ends_where_it_should_keeps_its_connection(
    client: str, kind: str, context: ssl.SSLContext | None
) -> None:
    def script(connection: socket.socket, number: int) -> None:
        while request := read_request(connection):
            data = CLEAN[kind](request)
            for start in range(0, len(data), 7):
                connection.sendall(data[start : start + 7])

    with RawServer(script, context) as server:
        found = words(client, server.url, number=5)
        assert server.connections == 1
    assert found == (["NotFoundError"] * 5 if kind == "404" else [f"word-{n}" for n in range(5)])


@BOTH
def test_a_truncated_tls_connection_is_no_end_of_a_body(
    client: str, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A body that ends with its connection: TLS says whether that was meant."""
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)

    def script(connection: socket.socket, number: int) -> None:
        read_request(connection)
        connection.sendall(b'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{"word": "cut"}')

    with RawServer(script, context) as server:
        assert words(client, server.url, number=1) == ["ApiConnectionError"]
