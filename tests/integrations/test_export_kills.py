"""An exporter that is killed at any moment: nothing partial is in sight, and the next one goes on."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.support.chain_server import ChainServer
from tests.support.exports import digests, manifests

STUDIOS, CUSTOMERS = 5, 15
TABLES = ("customers", "contracts", "transactions", "class_bookings", "checkins")
OPERATIONS = {
    "customers": "customers.list_customers",
    "contracts": "customers.list_contracts",
    "transactions": "customers_account.list_transactions",
    "class_bookings": "classes.list_class_bookings",
    "checkins": "customers.list_checkins",
}
SERVED = {"studio-0": "Example studio", **{f"studio-{number}": f"Studio {number}" for number in range(1, STUDIOS)}}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


def start(folder: Path, server: ChainServer) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.support.export_worker", str(folder), server.url, str(STUDIOS), *TABLES]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> list[str]:
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return output.splitlines()


def kill(process: subprocess.Popen[str], delay: float) -> list[str]:
    """Kill a process some time after its first line. Return its lines."""
    assert process.stdout is not None
    lines = [process.stdout.readline()]
    timer = threading.Timer(delay, process.send_signal, [signal.SIGKILL])
    timer.start()
    lines += process.stdout.readlines()
    timer.join()
    process.wait(20)
    process.stdout.close()
    return [line.strip() for line in lines if line.strip()]


def check_whole(folder: Path) -> None:
    """Check that every file in sight can be read, and that every manifest describes its file."""
    for path in folder.rglob("*.parquet"):
        assert pq.read_table(path).num_rows >= 0
    for name, manifest in manifests(folder).items():
        assert pq.read_metadata((folder / name).with_suffix(".parquet")).num_rows == manifest.rows


def run_kills(tmp_path: Path, kills: int) -> None:
    rng = random.Random(20250615)
    with ChainServer(STUDIOS, CUSTOMERS) as server:
        undisturbed = tmp_path / "undisturbed" / "night"
        process = start(undisturbed, server)
        assert process.stdout is not None
        process.stdout.readline()
        began = time.monotonic()
        finish(process)
        duration = time.monotonic() - began
        whole = manifests(undisturbed)
        once = server.counts()
        left, number = kills, 0
        while left:
            number += 1
            folder = tmp_path / f"run-{number}" / "night"
            before = server.counts()
            interrupted = interrupt(folder, server, left, lambda: rng.uniform(0, duration / 3))
            left -= interrupted.total()
            assert digests(folder) == digests(undisturbed)  # equal to the last byte
            assert {path.suffix for path in folder.rglob("*") if path.is_file()} == {".parquet", ".json"}
            found = manifests(folder)
            assert {name: one.rows_sha256 for name, one in found.items()} == {
                name: one.rows_sha256 for name, one in whole.items()
            }
            sent = server.counts() - before
            assert not once - sent
            allowed: Counter[tuple[str, str, int]] = Counter()
            for unit, times in interrupted.items():
                table, _, part = unit.partition(" of ")
                served = (SERVED[part.partition("/")[0]], OPERATIONS[table], 200)
                allowed[served] += times * whole[f"{table}/{part}.json"].requests
            assert not sent - once - allowed, "requests of finished units were repeated"


def interrupt(folder: Path, server: ChainServer, most: int, delay: Callable[[], float]) -> Counter[str]:
    """Export into a folder with so many kills at most. Return how often which unit was interrupted."""
    interrupted: Counter[str] = Counter()
    while interrupted.total() < most:
        lines = kill(start(folder, server), delay())
        check_whole(folder)
        if not lines:  # nothing was left to export
            return interrupted
        if lines[-1].startswith("begin "):
            interrupted[lines[-1].removeprefix("begin ")] += 1
    finish(start(folder, server))
    return interrupted


def test_ten_kills(tmp_path: Path) -> None:
    run_kills(tmp_path, 10)


@pytest.mark.slow
def test_a_hundred_kills(tmp_path: Path) -> None:
    run_kills(tmp_path, 100)
