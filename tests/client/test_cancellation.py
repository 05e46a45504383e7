"""A call that is cancelled, at whatever turn of the event loop: the client goes on, and nobody gets its response."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from perfectgym_next import AsyncPerfectGym
from tests.support.both_clients import NotingLimiter
from tests.support.echo_server import EchoServer
from tests.support.scripted import KEY

TURNS = 60


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(params=["http", "https"])
async def served(
    request: pytest.FixtureRequest, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[tuple[EchoServer, str]]:
    context = None
    if request.param == "https":
        authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)
    echo = EchoServer()
    server = await asyncio.start_server(echo.serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield echo, f"{request.param}://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def client(url: str, **options: Any) -> AsyncPerfectGym:
    return AsyncPerfectGym(**{"base_url": url, "api_key": KEY, "limiter": NotingLimiter(), "timeout": 10, **options})


async def echo(gym: AsyncPerfectGym, word: str, **params: str) -> str:
    response = await gym.request("GET", "/v1/echo/{word}", path_params={"word": word}, params=params)
    return str(response.parsed["word"])


async def assert_goes_on(gym: AsyncPerfectGym) -> None:
    async with asyncio.timeout(10):
        assert [await echo(gym, f"next-{number}") for number in range(5)] == [f"next-{number}" for number in range(5)]
    lending = next(iter(gym.__dict__["_pool"]._own.values()))._pool._lending
    assert len(lending._lent) == 0
    assert not lending._waiters


async def cancel_at(turn: int, gym: AsyncPerfectGym, **params: str) -> None:
    task = asyncio.create_task(echo(gym, "cancelled", **params))
    for _ in range(turn):
        await asyncio.sleep(0)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        assert await task == "cancelled"


class TestAtEachTurn:
    async def test_of_a_cold_client(self, served: tuple[EchoServer, str]) -> None:
        for turn in range(TURNS + 1):
            async with client(served[1]) as gym:
                await cancel_at(turn, gym)
                await assert_goes_on(gym)

    async def test_of_a_warm_client(self, served: tuple[EchoServer, str]) -> None:
        async with client(served[1]) as gym:
            await echo(gym, "warm")
            for turn in range(TURNS + 1):
                await cancel_at(turn, gym)
                await assert_goes_on(gym)

    @pytest.mark.parametrize("how", ["slow", "late"])
    async def test_of_a_response_that_takes_its_time(self, served: tuple[EchoServer, str], how: str) -> None:
        async with client(served[1]) as gym:
            await echo(gym, "warm")
            for turn in range(0, TURNS + 1, 3):
                await cancel_at(turn, gym, how=how, seconds="0.02")
                await assert_goes_on(gym)

    async def test_of_a_call_that_waits_for_a_connection(
        self, served: tuple[EchoServer, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("perfectgym_next.transport.MAX_CONNECTIONS", 2)
        async with client(served[1]) as gym:
            for turn in range(0, TURNS + 1, 3):
                others = [asyncio.create_task(echo(gym, f"other-{n}", how="late", seconds="0.01")) for n in range(4)]
                await cancel_at(turn, gym)
                assert await asyncio.gather(*others) == [f"other-{n}" for n in range(4)]
                await assert_goes_on(gym)


async def test_a_time_limit_of_the_caller_is_kept(served: tuple[EchoServer, str]) -> None:
    async with client(served[1]) as gym:
        for milliseconds in (1, 5, 20, 50):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(milliseconds / 1000):
                    await echo(gym, "slow", how="slow", seconds="1")
            await assert_goes_on(gym)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(echo(gym, "late", how="late", seconds="1"), milliseconds / 1000)
            await assert_goes_on(gym)


async def test_a_group_that_fails_leaves_the_client_usable(served: tuple[EchoServer, str]) -> None:
    async def fail() -> None:
        await asyncio.sleep(0.01)
        raise ValueError("on purpose")

    async with client(served[1]) as gym:
        with pytest.raises(ExceptionGroup):
            async with asyncio.TaskGroup() as group:
                for number in range(10):
                    group.create_task(echo(gym, str(number), how="late", seconds="1"))
                group.create_task(fail())
        await assert_goes_on(gym)


async def test_a_coroutine_that_is_thrown_away_gives_its_connection_up(served: tuple[EchoServer, str]) -> None:
    async with client(served[1]) as gym:
        await echo(gym, "warm")
        call = echo(gym, "late", how="late", seconds="1")
        call.send(None)
        call.close()
        del call
        gc.collect()
        await assert_goes_on(gym)


def test_under_another_library_than_asyncio_it_says_so() -> None:
    """As trio and curio run it: outside of any event loop of asyncio."""
    call = AsyncPerfectGym("demo", api_key=KEY).customers_account.get_balances(7)
    with pytest.raises(RuntimeError, match="AsyncPerfectGym needs asyncio"):
        call.send(None)
