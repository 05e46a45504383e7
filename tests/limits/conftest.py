"""Redis servers, and limiters on them."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.support.redis_clients import MARGIN, WINDOW, redis_server

if TYPE_CHECKING:
    from perfectgym_next.limits.redis import RedisLimiter


@pytest.fixture(scope="module")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pytest.importorskip("redis", reason="redis-py is not installed")
    with redis_server(tmp_path_factory.mktemp("redis")) as port:
        yield f"redis://127.0.0.1:{port}/0"


@pytest.fixture
def url(server_url: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of an empty server. Its replies may be slow, unless the test stops it."""
    from redis import Redis

    if "stopped" not in request.fixturenames:
        monkeypatch.setattr("perfectgym_next.limits.redis._MIN_REPLY_SECONDS", 4.0)
    with Redis.from_url(server_url) as client:
        client.flushall()
    return server_url


@pytest.fixture
def stopped(url: str) -> Iterator[Callable[[bool], None]]:
    """Return a function that stops the server (True) and lets it go on (False)."""
    from redis import Redis

    with Redis.from_url(url) as client:
        process: int = client.info()["process_id"]
    yield lambda stop: os.kill(process, signal.SIGSTOP if stop else signal.SIGCONT)
    os.kill(process, signal.SIGCONT)


@pytest.fixture
def make(url: str) -> Iterator[Callable[..., RedisLimiter]]:
    """Make limiters with short windows, as different processes would have them."""
    from perfectgym_next.limits.redis import RedisLimiter

    made: list[RedisLimiter] = []

    def make(*, window: float = WINDOW, margin: float = MARGIN, options: str = "") -> RedisLimiter:
        made.append(RedisLimiter.from_url(url + options, window=window, margin=margin))
        return made[-1]

    yield make
    for limiter in made:
        limiter.close()


@pytest.fixture
async def limiter(url: str) -> AsyncIterator[RedisLimiter]:
    """Make a limiter for tests that run in an event loop."""
    from perfectgym_next.limits.redis import RedisLimiter

    limiter = RedisLimiter.from_url(url, window=WINDOW, margin=MARGIN)
    yield limiter
    await limiter.aclose()


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Run a server that accepts connections and never replies."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]
