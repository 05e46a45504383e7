"""The transport of docs/connections.md that sends reads through aiohttp, and why writes must not go there."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from httpx_aiohttp import AiohttpTransport

from perfectgym_next import ApiConnectionError, AsyncPerfectGym
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support.echo_server import EchoServer
from tests.support.samples import ROOT
from tests.support.scripted import KEY


def documented_transport() -> httpx.AsyncBaseTransport:
    """Return a transport of the class in the document."""
    text = (ROOT / "docs" / "connections.md").read_text("utf-8")
    code = next(block for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "AiohttpForReads" in block)
    names: dict[str, Any] = {}
    exec(code.partition("async def main")[0], names)
    transport: httpx.AsyncBaseTransport = names["AiohttpForReads"]()
    return transport


@contextlib.asynccontextmanager
async def connect(
    transport: httpx.AsyncBaseTransport, **options: Any
) -> AsyncIterator[tuple[EchoServer, AsyncPerfectGym]]:
    service = EchoServer()
    server = await asyncio.start_server(service.serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server, AsyncPerfectGym(base_url=url, api_key=KEY, transport=transport, **options) as gym:
        yield service, gym


async def write(gym: AsyncPerfectGym, service: EchoServer, method: str) -> tuple[bool, int]:
    """Send a write and lose its response. Return whether it may have been received, and how often it was."""
    before = sum(connection.requests for connection in service.connections)
    with pytest.raises(ApiConnectionError) as caught:
        await gym.request(method, "/v1/echo/a", params={"how": "drop"})
    return caught.value.maybe_received, sum(connection.requests for connection in service.connections) - before


async def test_reads_in_many_tasks_get_their_own_responses() -> None:
    async with connect(documented_transport()) as (_, gym):

        async def read(word: str) -> bool:
            response = await gym.request("GET", "/v1/echo/{word}", path_params={"word": word})
            return bool(response.parsed["word"] == word)

        assert all(await asyncio.gather(*(read(f"word-{number}") for number in range(200))))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_a_write_is_sent_once_and_may_have_been_received(method: str) -> None:
    async with connect(documented_transport()) as (service, gym):
        await gym.request(method, "/v1/echo/a")  # the next one finds an idle connection
        assert await write(gym, service, method) == (True, 1)


async def test_the_bare_transport_takes_a_received_write_for_one_that_was_never_sent() -> None:
    """If this fails, httpx-aiohttp has changed: the document may say less."""
    async with connect(AiohttpTransport(), max_retries=0) as (service, gym):
        assert await write(gym, service, "POST") == (False, 1)
        await gym.request("PUT", "/v1/echo/a")
        assert await write(gym, service, "PUT") == (False, 2)


async def test_models_lists_and_errors_are_the_same() -> None:
    with EmbeddedApi().serve() as server:
        found = []
        for transport in (None, documented_transport()):
            async with AsyncPerfectGym(base_url=server.url, api_key=TEST_KEY, transport=transport) as gym:
                found.append(
                    (
                        await gym.customers_account.get_balances(1001),
                        [entry.id async for entry in gym.customers_account.list_transactions(1001)],
                        await gym.with_options(api_key="a-wrong-key").verify_key(),
                    )
                )
    assert found[0] == found[1]
    assert found[0][1]


async def test_no_cookie_reaches_another_client() -> None:
    seen: list[bool] = []

    async def serve_cookies(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                seen.append(b"\r\ncookie:" in head.lower())
                writer.write(b"HTTP/1.1 200 OK\r\nSet-Cookie: session=north\r\nContent-Length: 2\r\n\r\n{}")
        writer.close()

    server = await asyncio.start_server(serve_cookies, "127.0.0.1", 0)
    url = f"http://localhost:{server.sockets[0].getsockname()[1]}"
    async with server, AsyncPerfectGym(base_url=url, api_key=KEY, transport=documented_transport()) as gym:
        await gym.request("GET", "/v1/x")
        await gym.with_options(api_key="south").request("GET", "/v1/x")
    assert seen == [False, False]
