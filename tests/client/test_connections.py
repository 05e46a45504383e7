"""The connections of both clients: how many there are, which is used, and that https asks for certificates."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import ssl
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import trustme

from perfectgym_next import ApiConnectionError, ApiTimeoutError, AsyncPerfectGym, PerfectGym
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support.both_clients import NotingLimiter
from tests.support.scripted import KEY

BODY = b'{"inDebtCollection": false}'
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY)


class Service:
    """A server in this loop that counts its connections and answers when it is let."""

    def __init__(self) -> None:
        self.opened = 0
        self.open = 0
        self.used: list[int] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.waiting = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.opened += 1
        self.open += 1
        number = self.opened
        try:
            while True:
                await reader.readuntil(b"\r\n\r\n")
                self.used.append(number)
                self.waiting += 1
                await self.gate.wait()
                self.waiting -= 1
                writer.write(ANSWER)
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            self.open -= 1
            writer.close()

    async def answer_together(self, gym: AsyncPerfectGym, number: int) -> None:
        """Let so many requests arrive before one of them is answered."""
        self.gate.clear()
        tasks = [asyncio.create_task(get(gym)) for _ in range(number)]
        await self.until(lambda: self.waiting == number)
        self.gate.set()
        await asyncio.gather(*tasks)

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not condition():
                await asyncio.sleep(0.005)


@contextlib.asynccontextmanager
async def served(**options: Any) -> AsyncIterator[tuple[Service, AsyncPerfectGym]]:
    service = Service()
    server = await asyncio.start_server(service.serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server, AsyncPerfectGym(base_url=url, api_key=KEY, limiter=NotingLimiter(), **options) as gym:
        yield service, gym


async def get(gym: AsyncPerfectGym) -> Any:
    return await gym.customers_account.get_balances(7)


async def test_one_task_uses_one_connection() -> None:
    async with served() as (service, gym):
        for _ in range(5):
            await get(gym)
        assert service.used == [1] * 5


async def test_each_task_has_its_own_and_the_last_to_come_back_is_used_first() -> None:
    async with served() as (service, gym):
        await service.answer_together(gym, 12)
        assert service.opened == 12
        service.used.clear()
        for _ in range(5):
            await get(gym)
        assert len(set(service.used)) == 1
        assert service.opened == 12


async def test_no_request_waits_for_a_connection_that_another_could_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfectgym_next.transport.MAX_CONNECTIONS", 3)
    async with served() as (service, gym):
        await asyncio.gather(*(get(gym) for _ in range(20)))
        assert service.opened == 3
        assert len(service.used) == 20


async def test_a_request_that_gets_no_connection_in_time_was_never_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfectgym_next.transport.MAX_CONNECTIONS", 1)
    async with served(max_retries=0) as (service, gym):
        service.gate.clear()
        first = asyncio.create_task(get(gym))
        await service.until(lambda: service.waiting == 1)
        with pytest.raises(ApiTimeoutError, match="all 1 connections were in use") as caught:
            await gym.customers_account.get_balances(8, timeout=0.05)
        assert not caught.value.maybe_received
        service.gate.set()
        await first
        await get(gym)
        assert service.used == [1, 1]


async def test_a_cancelled_request_gives_its_place_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfectgym_next.transport.MAX_CONNECTIONS", 1)
    async with served() as (service, gym):
        service.gate.clear()
        task = asyncio.create_task(get(gym))
        await service.until(lambda: service.waiting == 1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        service.gate.set()
        await get(gym)
        await service.until(lambda: service.open == 1)
        assert service.opened == 2


async def test_what_is_idle_for_long_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfectgym_next.transport.IDLE_SECONDS", 0.2)
    async with served() as (service, gym):
        await service.answer_together(gym, 6)
        async with asyncio.timeout(10):
            while service.open > 1:
                await get(gym)
                await asyncio.sleep(0.01)


async def test_closing_closes_what_is_lent_as_soon_as_it_comes_back() -> None:
    async with served() as (service, gym):
        await get(gym)
        service.gate.clear()
        task = asyncio.create_task(get(gym))
        await service.until(lambda: service.waiting == 1)
        await gym.close()
        service.gate.set()
        await task
        await service.until(lambda: service.open == 0)


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_client_may_be_used_in_one_loop_after_another() -> None:
    def used_in_three_loops(url: str) -> list[Any]:
        gym = AsyncPerfectGym(base_url=url, api_key=TEST_KEY)

        async def twice() -> list[Any]:
            return [await gym.customers_account.get_balances(1001) for _ in range(2)]

        answers = [asyncio.run(twice()) for _ in range(3)]
        asyncio.run(gym.close())
        return answers

    with EmbeddedApi().serve() as server:
        first, *others = used_in_three_loops(server.url)
        assert others == [first, first]
        gc.collect()  # what the closed loops left behind goes here, where the warning of it is expected


class TestCertificates:
    """Over https both clients ask for a certificate that the system trusts."""

    @contextlib.asynccontextmanager
    async def served(self, authority: trustme.CA) -> AsyncIterator[str]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)
        server = await asyncio.start_server(Service().serve, "127.0.0.1", 0, ssl=context)
        async with server:
            yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    async def call(self, client: str, url: str) -> Any:
        options: dict[str, Any] = {"base_url": url, "api_key": KEY, "max_retries": 0}
        if client == "async":
            async with AsyncPerfectGym(**options) as gym:
                return await get(gym)

        def in_a_thread() -> Any:
            with PerfectGym(**options) as gym:
                return gym.customers_account.get_balances(7)

        return await asyncio.to_thread(in_a_thread)

    @pytest.mark.parametrize("client", ["sync", "async"])
    async def test_one_that_nobody_knows_is_refused(self, client: str) -> None:
        async with self.served(trustme.CA()) as url:
            with pytest.raises(ApiConnectionError, match="(?i)certificate"):
                await self.call(client, url)

    @pytest.mark.parametrize("client", ["sync", "async"])
    async def test_one_that_is_trusted_is_taken(
        self, client: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        authority = trustme.CA()
        path = tmp_path_factory.mktemp("authority") / "ca.pem"
        authority.cert_pem.write_to_path(str(path))
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        async with self.served(authority) as url:
            assert await self.call(client, url) is not None
