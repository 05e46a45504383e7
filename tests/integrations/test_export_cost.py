"""What an export costs: processor time over a bare loop, memory whatever the size, many studios in one run."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from perfectgym_next import Studios
from perfectgym_next.export import export_unit
from tests.support.chain_server import ChainServer, studio_key
from tests.support.exports import manifests, plan, variables

MOST_CPU = 1.7
MOST_MEMORY = 200 * 2**20

pytestmark = pytest.mark.slow

WORKER = """
import json, sys
from pathlib import Path
from perfectgym_next import Studios
from tests.support.exports import export
url, key, folder = sys.argv[1:]
with Studios({"studio-0": key}, base_url=url, rate_limit=None) as studios:
    made = export(studios, Path(folder), "transactions")
# ru_maxrss begins with the peak of the process that started this one
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(json.dumps([made["transactions/studio-0"].rows, int(status["VmHWM"].split()[0]) * 1024]))
"""


def cpu(function: Callable[[], Any]) -> float:
    """Return the processor time of a function in seconds."""
    start = time.process_time()
    function()
    return time.process_time() - start


def test_a_unit_takes_little_more_than_reading_it(tmp_path: Path) -> None:
    with (
        ChainServer(1, 800) as server,
        Studios({"studio-0": studio_key(0)}, base_url=server.url, rate_limit=None) as studios,
    ):
        gym = studios["studio-0"]
        units = {unit.table: unit for unit in plan(studios, "transactions").units(tmp_path / "night")}
        export_unit(units["customers"], tmp_path / "night", client=gym)
        customers = [
            customer.id
            for status in ("PROSPECT", "MEMBER")
            for customer in gym.customers.list_customers(customer_status=status)  # type: ignore[arg-type]
        ]

        def read() -> None:
            for outcome in gym.map(lambda one: gym.customers_account.list_transactions(one).collect(), customers):
                assert outcome.result() is not None

        read()  # both sides of the comparison begin warm
        ratios = []
        for number in range(3):
            bare = cpu(read)
            folder = tmp_path / f"night-{number}"
            (folder / "customers").parent.mkdir()
            (folder / "customers").symlink_to(tmp_path / "night" / "customers")
            ratios.append(cpu(lambda: export_unit(units["transactions"], folder, client=gym)) / bare)  # noqa: B023
        assert min(ratios) <= MOST_CPU, ratios


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_does_not_grow_with_the_studio(tmp_path: Path) -> None:
    found: dict[int, tuple[int, int]] = {}
    for customers in (200, 1600):
        with ChainServer(1, customers) as server:
            folder = tmp_path / str(customers) / "night"
            command = [sys.executable, "-c", WORKER, server.url, studio_key(0), str(folder)]
            done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
            rows, peak = json.loads(done.stdout)
            found[customers] = (rows, peak)
    (few, low), (many, high) = found[200], found[1600]
    assert many > 6 * few
    assert high < MOST_MEMORY, found
    assert high - low < 32 * 2**20, found


def test_three_hundred_studios_in_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names, environment = variables(300)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with ChainServer(300, 3) as server, Studios.from_environment(names, base_url=server.url) as studios:
        outcomes = list(plan(studios, "contracts", "devices").export(tmp_path / "night", jobs=2))
    assert [one.error for one in outcomes if one.error] == []
    assert len(outcomes) == len(manifests(tmp_path / "night")) == 900
