"""Redis servers for tests, and clients of redis-py that fail."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support.limiters import eventually

REDIS_SERVER = shutil.which("redis-server")

WINDOW, MARGIN = 0.5, 0.2
SPAN = WINDOW * (1 + MARGIN)
"""Seconds for which a grant of the tests' limiters counts."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def redis_server(directory: Path, options: tuple[str, ...] = ()) -> Iterator[int]:
    """Run a server on a free port."""
    assert REDIS_SERVER is not None
    port = free_port()
    fixed = {"port": port, "bind": "127.0.0.1", "dir": directory, "save": "", "appendonly": "no"}
    arguments = [text for name, value in fixed.items() for text in (f"--{name}", str(value))]
    with (directory / "log").open("wb") as log:
        process = subprocess.Popen([REDIS_SERVER, *arguments, *options], stdout=log, stderr=log)
    try:
        eventually(lambda: _accepts(port) or process.poll() is not None)
        assert process.poll() is None, (directory / "log").read_text()
        yield port
    finally:
        process.terminate()
        process.wait(10)


class StalledClient:
    """A client that does not reply until `resume` is set, and has no timeout of its own."""

    def __init__(self) -> None:
        self.resume = threading.Event()
        self.begun = self.most = self._active = 0
        self._lock = threading.Lock()

    def eval(self, *arguments: Any) -> Any:
        with self._lock:
            self.begun += 1
            self._active += 1
            self.most = max(self.most, self._active)
        self.resume.wait(20)
        with self._lock:
            self._active -= 1
        raise OSError("it was stalled")


class BrokenClient:
    """A client that raises errors, which may be others than `redis.RedisError`."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def eval(self, *arguments: Any) -> Any:
        raise self.error


class AsyncBrokenClient(BrokenClient):
    async def eval(self, *arguments: Any) -> Any:
        raise self.error
