"""A service that answers at once: whole answers made beforehand, connections kept alive.

Everything that takes time here would be in the times of all contenders and hide how they differ. It reads no more of
a request than its target.

    GET …/account/transactions?sliceSize=50&offset=N   slice N of 2,000
    GET …/account/balances                             one small answer
    GET /v1/customers                                  a megabyte of customers

Customers other than 1001 have the first 40 slices only, so that fifty of them together have as many as that one.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import payloads

ROOT = Path(__file__).resolve().parents[1]


def _answer(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Answers:
    """All answers, ready to be sent."""

    def __init__(self) -> None:
        slices = payloads.booking_slices()
        self.slices = [_answer(body) for body in slices]
        last = payloads.SLICES // payloads.TASKS - 1
        self.short = [*self.slices[:last], _answer(slices[last].replace(b'"hasNext":true', b'"hasNext":false'))]
        self.balance = _answer(payloads.balance())
        self.customers = _answer(payloads.customers())

    def of(self, target: bytes) -> bytes:
        """The answer to a request target."""
        path, _, query = target.partition(b"?")
        if path.endswith(b"/account/transactions"):
            _, _, offset = query.partition(b"offset=")
            number = int(offset) if offset else 0
            return (self.slices if b"/1001/" in path else self.short)[number]
        return self.balance if path.endswith(b"/balances") else self.customers


class Connection(asyncio.Protocol):
    """One connection; requests come one after the other, without a body."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        data = self._rest + data
        while (end := data.find(b"\r\n\r\n")) >= 0:
            target = data[data.index(b" ") + 1 : data.index(b" ", data.index(b" ") + 1)]
            self._transport.write(self._answers.of(target))
            data = data[end + 4 :]
        self._rest = data


@contextlib.contextmanager
def running() -> Iterator[str]:
    """A server in a process of its own; yields its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.server"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


async def serve() -> None:
    """Serve until the process is ended, and print the port first."""
    answers = Answers()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(answers), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    # The parent holds our standard input open: when it is gone, we go.
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve())
