"""A server whose responses name their request, so that a response to another's request is recognised.

It runs in the event loop of a test, or, where a test forks or needs its own interpreter, in a process of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

SLICES = 3
ENTRIES = 4


@dataclass(eq=False)
class Connection:
    """What the server knows of a connection.

    Attributes:
        requests: Requests that arrived on it.
        ended: Whether the client has closed it, in good order or not.
    """

    requests: int = 0
    ended: bool = False


class EchoServer:
    """Answers ``/v1/echo/{word}``, slices of ``/v1/debt-collection/blocked/debtors`` and ``/connections``.

    The parameter ``how`` of a request says how its connection goes on; ``seconds`` how long it takes.
    """

    def __init__(self) -> None:
        self.connections: list[Connection] = []

    @property
    def open(self) -> int:
        """Connections that the client has not closed."""
        return sum(not connection.ended for connection in self.connections)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = Connection()
        self.connections.append(connection)
        try:
            while await self._exchange(connection, reader, writer):
                pass
            await reader.read()  # until the client closes, too
        except (OSError, EOFError):
            pass
        finally:
            connection.ended = True
            writer.close()

    async def _exchange(
        self, connection: Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        target = urlsplit(lines[0].split(" ")[1])
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
        await reader.readexactly(int(headers.get("content-length", "0")))
        query = {name: values[0] for name, values in parse_qs(target.query).items()}
        how, seconds = query.get("how", ""), float(query.get("seconds", "0"))
        connection.requests += 1
        if target.path == "/connections":
            self.connections.remove(connection)
        if how == "drop":
            writer.close()
            return False
        if how in ("late", "late-close"):
            await asyncio.sleep(seconds)
        body = json.dumps(self._answer(target.path, query, headers)).encode()
        status = 503 if how == "busy" else 200
        head = f"Content-Type: application/json\r\n{'Connection: close' if how == 'close' else 'X-How: announced'}\r\n"
        if how == "slow":
            writer.write(f"HTTP/1.1 {status} OK\r\n{head}Transfer-Encoding: chunked\r\n\r\n".encode())
            for piece in (body[:9], body[9:]):
                writer.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                await asyncio.sleep(seconds / 2)
            writer.write(b"0\r\n\r\n")
        else:
            writer.write(f"HTTP/1.1 {status} OK\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        if how in ("close", "close-after", "late-close"):
            writer.close()
        elif how == "half" and writer.can_write_eof():  # TLS cannot
            writer.write_eof()
        else:
            return True
        return False

    def _answer(self, path: str, query: dict[str, str], headers: dict[str, str]) -> Any:
        if path == "/connections":
            return [asdict(connection) for connection in self.connections]
        if path == "/v1/debt-collection/blocked/debtors":
            number = int(query.get("offset", "0"))
            entries = [{"debtorId": f"{query['debtorId']}-{number}-{entry}"} for entry in range(ENTRIES)]
            return {"result": entries, "hasNext": number + 1 < SLICES, "offset": str(number + 1)}
        return {"word": path.rpartition("/")[2], "key": headers["x-api-key"], "errorMessage": "busy"}


def debtors(word: str) -> list[str]:
    """The ids that a walk over the debtors of a word hands out."""
    return [f"{word}-{number}-{entry}" for number in range(SLICES) for entry in range(ENTRIES)]


class Served(NamedTuple):
    """The addresses of a server in a process of its own."""

    http: str
    https: str

    def connections(self) -> list[Connection]:
        """Return what the server knows, the connections of such questions excepted."""
        with urllib.request.urlopen(f"{self.http}/connections", timeout=10) as answer:
            return [Connection(**known) for known in json.load(answer)]


@contextlib.contextmanager
def serve_apart(certificate: str) -> Iterator[Served]:
    """Run a server in a process of its own.

    Args:
        certificate: Path of a PEM file with key and certificate.
    """
    command = [sys.executable, "-m", "tests.support.echo_server", certificate]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            plain, encrypted = process.stdout.readline().split()
            yield Served(f"http://127.0.0.1:{plain}", f"https://127.0.0.1:{encrypted}")
        finally:
            process.kill()


async def _main(certificate: str) -> None:
    server = EchoServer()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    plain = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    encrypted = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=context)
    ports = [listening.sockets[0].getsockname()[1] for listening in (plain, encrypted)]
    sys.stdout.write(f"{ports[0]} {ports[1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)  # its end is the end of the test's process


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1]))
