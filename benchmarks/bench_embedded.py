"""The embedded API as a process: its start, its memory, and its requests compared with those of a bare server."""

from __future__ import annotations

import contextlib
import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.harness import OURS, Row, run_interleaved, time_work
from perfectgym_next.testing import TEST_KEY

STARTS = 10
ROUNDS = 20
REQUESTS = 500
CUSTOMERS = 10_000
PATH = "/v1/customers/1001/account/balances"
HEADERS = {"X-API-KEY": TEST_KEY}

_EMBEDDED = ["-m", "perfectgym_next.testing", "--port", "0", "--customers", str(CUSTOMERS)]
_BARE_SERVER = """
import socket
listener = socket.create_server(("127.0.0.1", 0))
print(f"on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
connection, _ = listener.accept()
connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
while connection.recv(65536):
    connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: 2\\r\\n\\r\\n{}")
"""


@contextlib.contextmanager
def _start_server(arguments: list[str]) -> Iterator[tuple[http.client.HTTPConnection, int]]:
    """Start a server in a process of its own. Yields a connection to it and the id of the process."""
    with subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().partition("http://")[2].split()[0]
        host, _, port = address.partition(":")
        connection = http.client.HTTPConnection(host, int(port))
        try:
            yield connection, process.pid
        finally:
            connection.close()
            process.terminate()


def _get(connection: http.client.HTTPConnection, path: str = PATH) -> bytes:
    connection.request("GET", path, headers=HEADERS)
    response = connection.getresponse()
    body = response.read()
    assert response.status == 200, body
    return body


def _start() -> Row:
    seconds = []
    for _ in range(STARTS):
        begin = perf_counter()
        with _start_server(_EMBEDDED) as (connection, _):
            _get(connection)
            seconds.append(perf_counter() - begin)
    return Row(
        "embedded API: start to first response, seconds",
        "",
        min(seconds),
        median(seconds),
        0.3,
        min(seconds),
        1.0,
        STARTS,
    )


def _count_customers(connection: http.client.HTTPConnection) -> int:
    """Read all customers and return their number."""
    count, path = 0, "/v1/customers?sliceSize=500"
    while True:
        fetched = json.loads(_get(connection, path))
        count += len(fetched["result"])
        if not fetched["hasNext"]:
            return count
        path = f"/v1/customers?sliceSize=500&offset={fetched['offset']}"


def _requests() -> list[Row]:
    with _start_server(_EMBEDDED) as (ours, pid), _start_server(["-c", _BARE_SERVER]) as (bare, _):
        runs = {
            OURS: time_work(lambda: _get(ours), times=REQUESTS),
            "bare server": time_work(lambda: _get(bare), times=REQUESTS),
        }
        seconds = run_interleaved(runs, ROUNDS)
        assert _count_customers(ours) > CUSTOMERS / 2  # the members; the others are prospects and former members
        memory = _peak(pid)
    best = {name: min(rounds) for name, rounds in seconds.items()}
    middle = {name: median(rounds) for name, rounds in seconds.items()}
    topic = "embedded API: a request by http.client"
    rows = [
        Row(f"{topic}, ms", "", best[OURS] * 1e3, middle[OURS] * 1e3, 0.25, best[OURS], 1e-3, ROUNDS),
        Row(
            topic,
            "bare server",
            best[OURS] / best["bare server"],
            middle[OURS] / middle["bare server"],
            None,
            best[OURS],
            best["bare server"],
            ROUNDS,
        ),
    ]
    if memory is not None:
        rows.append(
            Row("embedded API: peak with 10,000 customers read, MB", "", memory, memory, 80.0, memory * 1e6, 1e6, 1)
        )
    return rows


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
