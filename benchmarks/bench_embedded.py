"""The embedded API as a process: its start, its memory, and its requests compared with those of a bare server.

The requests come from a bare socket: a client that parses takes longer than both servers and hides the difference.
"""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.harness import OURS, Cost, Figure, Ratio, Row, Run, compare, measure_figure
from perfectgym_next.testing import TEST_KEY

STARTS = 15
ROUNDS = 21
BARE = "a server that reads nothing"
REQUESTS = 500
CUSTOMERS = 10_000
PATH = "/v1/customers/1001/account/balances"

_EMBEDDED = ["-m", "perfectgym_next.testing", "--port", "0", "--customers", str(CUSTOMERS)]
# It reads no request and sends as many bytes as the embedded API.
_BARE_SERVER = """
import socket, sys
response = sys.argv[1].encode("latin-1")
listener = socket.create_server(("127.0.0.1", 0))
print(f"on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
connection, _ = listener.accept()
connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
while connection.recv(65536):
    connection.sendall(response)
"""


@contextlib.contextmanager
def _start_server(arguments: list[str]) -> Iterator[tuple[socket.socket, int]]:
    """Start a server in a process of its own. Yields a connection to it and the id of the process."""
    with subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().partition("http://")[2].split()[0]
        host, _, port = address.partition(":")
        try:
            with socket.create_connection((host, int(port)), timeout=10) as connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                yield connection, process.pid
        finally:
            process.terminate()


def _get(connection: socket.socket, path: str = PATH) -> bytes:
    """Return the whole response, head and body."""
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-API-KEY: {TEST_KEY}\r\n\r\n".encode())
    response = connection.recv(1 << 20)
    while b"\r\n\r\n" not in response:
        response += connection.recv(1 << 20)
    head, _, body = response.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), response
    _, _, rest = head.lower().partition(b"content-length:")
    length = int(rest.partition(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(1 << 20)
    return head + b"\r\n\r\n" + body


def _start() -> Figure:
    seconds = []
    for _ in range(STARTS):
        begin = perf_counter()
        with _start_server(_EMBEDDED) as (connection, _):
            _get(connection)
            seconds.append(perf_counter() - begin)
    return measure_figure("start to first response", "s", seconds, limit=0.35)


def _count_customers(connection: socket.socket) -> int:
    """Read all customers and return their number."""
    count, path = 0, "/v1/customers?sliceSize=500"
    while True:
        fetched = json.loads(_get(connection, path).partition(b"\r\n\r\n")[2])
        count += len(fetched["result"])
        if not fetched["hasNext"]:
            return count
        path = f"/v1/customers?sliceSize=500&offset={fetched['offset']}"


def _time_requests(connection: socket.socket, pid: int) -> Run:
    """Return a run whose cost is that of one request: its time, and the CPU time of the server."""

    def run() -> Cost:
        begin, cpu = perf_counter(), _cpu(pid)
        for _ in range(REQUESTS):
            _get(connection)
        seconds, used = perf_counter() - begin, _cpu(pid)
        return Cost(seconds / REQUESTS, None if cpu is None or used is None else (used - cpu) / REQUESTS)

    return run


def _requests() -> list[Row]:
    with _start_server(_EMBEDDED) as (ours, pid):
        response = _get(ours).decode("latin-1")
        with _start_server(["-c", _BARE_SERVER, response]) as (bare, bare_pid):
            runs = {OURS: _time_requests(ours, pid), BARE: _time_requests(bare, bare_pid)}
            found = compare("a request (CPU: of the server)", runs, rounds=ROUNDS)
        found += [
            Figure("a request, CPU of the server", "µs", row.ours * 1e6, row.ours * 1e6, ROUNDS)
            if row.measure == "cpu"
            else Figure("a request", "ms", row.ours * 1e3, row.ours * 1e3, ROUNDS, 0.25)
            for row in found
            if isinstance(row, Ratio)
        ]
        assert _count_customers(ours) > CUSTOMERS / 2  # the members; the others are prospects and former members
        memory = _peak(pid)
    if memory is not None:
        found.append(Figure("peak memory after 10,000 customers were read", "MB", memory, memory, 1, 80.0))
    return found


def _cpu(pid: int) -> float | None:
    """Return the CPU seconds of all threads of a process; None except on Linux."""
    threads = [path / "schedstat" for path in Path(f"/proc/{pid}/task").glob("*")]
    if not threads or not all(path.is_file() for path in threads):
        return None
    return sum(int(path.read_text(encoding="ascii").split()[0]) for path in threads) / 1e9


def _peak(pid: int) -> float | None:
    """Return the peak memory of a process in megabytes; None except on Linux."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    return None


def rows() -> list[Row]:
    """Measure and return the rows of the table."""
    return [_start(), *_requests()]
