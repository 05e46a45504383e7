"""Event loops and sockets that are not Python's own, as uvloop's and gevent's: what they raise is named all the same.

The stand-ins raise from modules of their own, as those libraries do.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from types import ModuleType
from typing import Any

import pytest

from perfectgym_next import AsyncPerfectGym
from perfectgym_next.errors import ApiConnectionError, ApiTimeoutError
from tests.client.test_faults import get
from tests.support.both_clients import NotingLimiter, Waits, called
from tests.support.fault_server import refused_port
from tests.support.raw_server import RawServer, read_request
from tests.support.scripted import KEY

LOOP = """
import asyncio

class Loop(asyncio.SelectorEventLoop):
    async def getaddrinfo(self, *arguments, **options):
        if self.fails == "look-up":
            raise OSError(-2, "Name or service not known")
        return await super().getaddrinfo(*arguments, **options)

    async def sock_connect(self, sock, address):
        raise ConnectionRefusedError(111, f"Connect call failed {address}")
"""
SOCKET = """
import socket as plain

class Socket(plain.socket):
    def connect(self, address):
        try:
            return super().connect(address)
        except OSError as error:
            raise type(error)(*error.args) from None

    def recv(self, size):
        try:
            return super().recv(size)
        except OSError as error:
            raise type(error)(*error.args) from None
"""


def foreign(name: str, source: str) -> Any:
    module = ModuleType(name)
    exec(source, module.__dict__)
    return module


@pytest.mark.parametrize("fails", ["look-up", "connection"])
def test_what_another_event_loop_raises_is_named_and_retried(fails: str, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = Waits(monkeypatch)

    def make_loop() -> Any:
        loop = foreign("otherloop.loop", LOOP).Loop()
        loop.fails = fails
        return loop

    async def call() -> None:
        url = f"http://127.0.0.1:{refused_port()}"
        async with AsyncPerfectGym(base_url=url, api_key=KEY, limiter=NotingLimiter(), max_retries=1) as gym:
            await get(gym)

    with asyncio.Runner(loop_factory=make_loop) as runner, pytest.raises(ApiConnectionError) as caught:
        runner.run(call())
    assert (caught.value.attempts, caught.value.maybe_received, len(waits)) == (2, False, 1)


class TestOtherSockets:
    @pytest.fixture(autouse=True)
    def _other_sockets(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("socket.socket", foreign("othersockets.sockets", SOCKET).Socket)

    def test_a_refused_connection(self) -> None:
        with pytest.raises(ApiConnectionError, match="ConnectError") as caught:
            called("sync", f"http://127.0.0.1:{refused_port()}", get, max_retries=0)
        assert caught.value.maybe_received is False

    def test_a_reset(self) -> None:
        def script(connection: socket.socket, number: int) -> None:
            read_request(connection)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

        with RawServer(script) as server, pytest.raises(ApiConnectionError, match="ReadError") as caught:
            called("sync", server.url, get, max_retries=0)
        assert caught.value.maybe_received is True

    def test_a_stall(self) -> None:
        def script(connection: socket.socket, number: int) -> None:
            while connection.recv(65536):
                pass

        with RawServer(script) as server, pytest.raises(ApiTimeoutError, match=r"no response within 1 s"):
            called("sync", server.url, get, max_retries=0, timeout=1)
