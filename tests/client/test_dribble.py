"""Peers that send or read a byte now and then: no phase exceeds its timeout, no call its deadline."""

from __future__ import annotations

import itertools
import re
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from perfectgym_next.errors import ApiTimeoutError, PerfectGymError
from tests.support.both_clients import BOTH, called
from tests.support.raw_server import RawServer, read_request

TIMEOUT = 1.2  # connecting has to succeed in it on a busy machine, too
LONGEST = 10.0
"""Seconds on a busy machine. Peers go on for 20 s, so this tells who is bounded from who is not."""

HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

DRIBBLES: dict[str, tuple[bytes, bytes]] = {
    "a status line": (b"", b"H"),
    "headers": (HEAD, b"X-Header: x\r\n"),
    "one header": (HEAD + b"X-Header: ", b"x"),
    "interim responses": (b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
    "early hints": (b"", b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n"),
    "chunk extensions": (CHUNKED + b"5;", b"x"),
    "chunks": (CHUNKED, b"1\r\n \r\n"),
    "trailers": (CHUNKED + b"2\r\n{}\r\n0\r\n", b"X-Trailer: x\r\n"),
    "a body": (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b" "),
    "a body without an end": (b"HTTP/1.1 200 OK\r\n\r\n", b" "),
}


def get(gym: Any) -> Any:
    return gym.customers_account.get_balances(7)


@pytest.fixture
def over() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def timed(client: str, url: str, **options: Any) -> tuple[float, PerfectGymError]:
    began = time.monotonic()
    with pytest.raises(PerfectGymError) as caught:
        called(client, url, get, **{"timeout": TIMEOUT, "max_retries": 0, **options})
    return time.monotonic() - began, caught.value


@BOTH
class TestTimeout:
    @pytest.mark.parametrize("kind", DRIBBLES)
    def test_bounds_a_phase_as_a_whole(self, client: str, kind: str, over: threading.Event) -> None:
        first, piece = DRIBBLES[kind]

        def script(connection: socket.socket, number: int) -> None:
            read_request(connection)
            connection.sendall(first)
            while not over.wait(0.02):
                connection.sendall(piece)

        with RawServer(script) as server:
            seconds, error = timed(client, server.url)
            over.set()
        assert seconds < LONGEST
        assert type(error) is ApiTimeoutError
        assert error.maybe_received is True

    def test_bounds_a_handshake(self, client: str, over: threading.Event) -> None:
        def script(connection: socket.socket, number: int) -> None:
            connection.recv(65536)
            connection.sendall(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc")  # the beginning of a long record
            while not over.wait(0.02):
                connection.sendall(b"\x00")

        with RawServer(script) as server:
            seconds, error = timed(client, server.url.replace("http:", "https:"))
            over.set()
        assert seconds < LONGEST
        assert type(error) is ApiTimeoutError
        assert error.maybe_received is False

    def test_bounds_the_replies_of_a_proxy(
        self, client: str, over: threading.Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def script(connection: socket.socket, number: int) -> None:
            read_request(connection)
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            while not over.wait(0.02):
                connection.sendall(b"X-Header: x\r\n")

        with RawServer(script) as server:
            monkeypatch.setenv("HTTPS_PROXY", f"127.0.0.1:{server.port}")
            seconds, error = timed(client, "https://gym.invalid")
            over.set()
        assert seconds < LONGEST
        assert type(error) is ApiTimeoutError
        assert error.maybe_received is False

    def test_bounds_the_sending(self, client: str, over: threading.Event) -> None:
        def script(connection: socket.socket, number: int) -> None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            while not over.wait(0.02):
                connection.recv(1)

        with RawServer(script) as server:
            began = time.monotonic()
            with pytest.raises(ApiTimeoutError):
                called(
                    client,
                    server.url,
                    lambda gym: gym.customers.upload_document(7, file=bytes(16 * 1024 * 1024)),
                    timeout=TIMEOUT,
                    max_retries=0,
                )
            seconds = time.monotonic() - began
            over.set()
        assert seconds < LONGEST

    @pytest.mark.slow
    def test_lets_an_upload_go_on_that_is_slow_but_steady(self, client: str) -> None:
        timeout = 2.0  # longer than what lies in the system's buffers takes
        size = 160 * 64 * 1024

        def script(connection: socket.socket, number: int) -> None:
            got = 0
            while got < size:
                got += len(connection.recv(64 * 1024))
                time.sleep(0.015)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n" + b'{"id": 1}')
            while connection.recv(65536):
                pass

        with RawServer(script) as server:
            began = time.monotonic()
            done = called(
                client,
                server.url,
                lambda gym: gym.customers.upload_document(7, file=bytes(size)),
                timeout=timeout,
                max_retries=0,
            )
        assert done.id == 1
        assert time.monotonic() - began > timeout


@BOTH
class TestDeadline:
    def test_bounds_a_call_with_its_attempts(self, client: str, over: threading.Event) -> None:
        def script(connection: socket.socket, number: int) -> None:
            read_request(connection)
            over.wait(20)

        with RawServer(script) as server:
            seconds, error = timed(client, server.url, timeout=0.5, deadline=1.8, max_retries=50)
            over.set()
            assert type(error) is ApiTimeoutError
            assert 1 < error.attempts <= server.connections
        assert seconds < LONGEST

    def test_bounds_a_phase(self, client: str, over: threading.Event) -> None:
        def script(connection: socket.socket, number: int) -> None:
            read_request(connection)
            over.wait(20)

        with RawServer(script) as server:
            seconds, error = timed(client, server.url, timeout=10, deadline=0.3)
            over.set()
        assert type(error) is ApiTimeoutError
        assert re.search(r"within 0\.(3|2\d?) s, which was all that was left of the call's deadline", str(error))
        assert seconds < LONGEST

    def test_makes_no_wait_that_would_pass_it(self, client: str) -> None:
        def script(connection: socket.socket, number: int) -> None:
            while read_request(connection):
                connection.sendall(b"HTTP/1.1 429 OK\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n")

        with RawServer(script) as server:
            seconds, error = timed(client, server.url, timeout=10, deadline=3, max_retries=5)
        assert type(error).__name__ == "RateLimitError"
        assert seconds < LONGEST

    def test_is_for_each_request_of_a_list(self, client: str) -> None:
        count = itertools.count(1)

        def script(connection: socket.socket, number: int) -> None:
            while read_request(connection):
                time.sleep(0.3)
                more = next(count) < 5
                body = b'{"result": [], "hasNext": %s, "offset": "%d"}' % (b"true" if more else b"false", number)
                body = body.replace(b'"offset": "0"', b'"offset": "%d"' % time.monotonic_ns())
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

        with RawServer(script) as server:
            found = called(
                client,
                server.url,
                lambda gym: gym.customers_account.list_transactions(7).collect(),
                deadline=1.4,
                max_retries=0,
            )
        assert found == []


class TestTheOption:
    @pytest.mark.parametrize("deadline", [0, -1, float("inf"), float("nan"), True, "3"])
    def test_is_checked(self, deadline: Any) -> None:
        from perfectgym_next import PerfectGym
        from perfectgym_next.errors import ConfigurationError

        gym = PerfectGym("demo", api_key="key")
        with pytest.raises(ConfigurationError, match="deadline must be a positive number"):
            PerfectGym("demo", api_key="key", deadline=deadline)
        with pytest.raises(ConfigurationError, match="deadline must be a positive number"):
            gym.with_options(deadline=deadline)

    def test_follows_from_the_others_by_default(self) -> None:
        from perfectgym_next import PerfectGym

        gym = PerfectGym("demo", api_key="key", timeout=10, max_retries=2, max_wait=20)
        policy = gym._config.retry_policy
        assert gym._config.deadline_for(10, policy) == 5 * 10 * 3 + 2 * 20
        assert gym._config.deadline_for(10, policy._replace(max_retries=0)) == 5 * 10 + 2 * 20
        assert gym.with_options(deadline=7)._config.deadline_for(10, policy) == 7
        assert gym.with_options(deadline=7).with_options(deadline=None)._config.deadline_for(1, policy) == 55
