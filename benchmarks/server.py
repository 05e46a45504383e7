"""A service that responds at once, with prepared responses and persistent connections.

Any time spent here would be included in the times of all contenders and hide their differences. For this reason it
reads only the target of a request.

    GET …/account/transactions?sliceSize=50&offset=N   slice N of 2,000
    GET …/account/balances                             one small response
    GET /v1/customers                                  a megabyte of customers

Other customers than 1001 have only the first 40 slices, so that fifty of them together have as many as 1001.
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


def _response(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Responses:
    """All responses, ready to be sent."""

    def __init__(self) -> None:
        slices = payloads.booking_slices()
        self.slices = [_response(body) for body in slices]
        last = payloads.SLICES // payloads.TASKS - 1
        self.short = [*self.slices[:last], _response(slices[last].replace(b'"hasNext":true', b'"hasNext":false'))]
        self.balance = _response(payloads.balance())
        self.customers = _response(payloads.customers())

    def find(self, target: bytes) -> bytes:
        """Return the response for a request target."""
        path, _, query = target.partition(b"?")
        if path.endswith(b"/account/transactions"):
            _, _, offset = query.partition(b"offset=")
            number = int(offset) if offset else 0
            return (self.slices if b"/1001/" in path else self.short)[number]
        return self.balance if path.endswith(b"/balances") else self.customers


class Connection(asyncio.Protocol):
    """One connection; requests arrive one after the other, without a body."""

    def __init__(self, responses: Responses) -> None:
        self._responses = responses
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        data = self._rest + data
        while (end := data.find(b"\r\n\r\n")) >= 0:
            target = data[data.index(b" ") + 1 : data.index(b" ", data.index(b" ") + 1)]
            self._transport.write(self._responses.find(target))
            data = data[end + 4 :]
        self._rest = data


@contextlib.contextmanager
def run_server() -> Iterator[str]:
    """Run a server in a process of its own and yield its address."""
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
    """Print the port, then serve until the process is terminated."""
    responses = Responses()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(responses), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    # The parent keeps our standard input open, so this ends with the parent.
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve())
