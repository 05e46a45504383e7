"""Four processes with one key over Redis, one of them killed: the limit of the service is kept."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.chain_server import make_chain
from tests.support.exports import connect, export, manifests
from tests.support.redis_clients import redis_server

LIMIT, WINDOW = 40, 2.0
PROCESSES, DAYS = 4, 8

pytestmark = [
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="redis-server is not installed"),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL"),
]


def peak(times: list[float]) -> int:
    """Return the most requests in any window."""
    times = sorted(times)
    return max(sum(1 for other in times[index:] if other - first < WINDOW) for index, first in enumerate(times))


def test_four_processes_keep_the_limit(tmp_path: Path) -> None:
    api = make_chain(1, 40, rate_limit=LIMIT, rate_window=WINDOW)
    folder = tmp_path / "night"
    export(connect(api), folder, "customers")
    times: list[float] = []
    answer = api._engine.handle

    def handle(*arguments: Any) -> Any:
        if arguments[1].endswith("/activities/checkins"):
            times.append(time.monotonic())
        return answer(*arguments)

    api._engine.handle = handle  # type: ignore[method-assign]
    with redis_server(tmp_path) as port, api.serve() as server:

        def start(share: int) -> subprocess.Popen[str]:
            command = [sys.executable, "-m", "tests.support.export_worker", str(folder), server.url, "1", "checkins"]
            command += [
                "--since",
                "2025-06-07",
                "--share",
                str(share),
                str(PROCESSES),
                "--redis",
                str(port),
                str(LIMIT),
            ]
            return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

        workers = [start(share) for share in range(PROCESSES)]
        victim = workers[1]
        assert victim.stdout is not None
        assert victim.stdout.readline().startswith("begin ")
        while len(times) < 3 * LIMIT:
            assert victim.poll() is None
            time.sleep(0.01)
        victim.kill()
        victim.communicate(timeout=20)
        assert victim.returncode == -9
        workers[1] = start(1)
        for worker in workers:
            worker.communicate(timeout=120)
            assert worker.returncode == 0
    days = {name for name in manifests(folder) if name.startswith("checkins/studio-0/")}
    assert len(days) == DAYS
    statuses = [one.status for one in api.requests.of("customers.list_checkins")]
    assert 429 not in statuses
    assert len(times) >= DAYS * manifests(folder)["customers/studio-0.json"].rows
    assert peak(times) <= LIMIT
