"""What an export costs over reading the same by the client, and what loading it by dlt adds.

It needs the libraries of `make test-integrations`, and is run in their environment. The embedded API runs in a process
of its own.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.harness import Cost, Figure, Ratio, Row, Run, measure_figure, run_interleaved, time_work
from benchmarks.server import ROOT
from perfectgym_next import PerfectGym, Studios
from perfectgym_next.export import Manifest, Plan, Unit, export_unit
from perfectgym_next.testing import EmbeddedApi

ROUNDS = 15
TABLES = ("customers", "contracts", "transactions")
CUSTOMERS = 3000
MANY_CUSTOMERS = 10_000
LIMIT_UNIT = 1.7
LIMIT_LOAD = 0.4

MANY = 300
LIMIT_MEMORY = 200.0

_READ_BY_ONE = "a loop of the client"
_ONE_UNIT = """
import sys
from pathlib import Path
from perfectgym_next import Studios
from perfectgym_next.export import Plan, export_unit
url, key, folder = sys.argv[1:]
with Studios({"studio-0": key}, base_url=url, rate_limit=None) as studios:
    for unit in Plan.for_studios(studios, ["transactions"]).missing(folder):
        export_unit(unit, folder, client=studios["studio-0"])
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(int(status["VmHWM"].split()[0]) * 1024)
"""


def _key(number: int) -> str:
    return f"bench-key-{number}"


def serve(studios: str, customers: str) -> None:
    """Serve a chain of studios: print the address, then run until the standard input is closed."""
    api = EmbeddedApi(key=_key(0), customers=int(customers))
    for number in range(1, int(studios)):
        api.add_studio(_key(number), name=f"Studio {number}", seed=number + 1, customers=int(customers))
    with api.serve() as server:
        print(server.url, flush=True)
        sys.stdin.read()


@contextlib.contextmanager
def _run_server(studios: int, customers: int) -> Iterator[str]:
    command = [sys.executable, "-m", "benchmarks.bench_export", str(studios), str(customers)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def _connect(url: str, count: int = 1) -> Studios:
    keys = {f"studio-{number}": _key(number) for number in range(count)}
    return Studios(keys, base_url=url, rate_limit=None)


def _from_environment(url: str, count: int) -> Studios:
    """Return studios whose keys the environment has, for processes that export."""
    names = {f"studio-{number}": f"BENCH_KEY_{number}" for number in range(count)}
    os.environ.update({variable: _key(number) for number, variable in enumerate(names.values())})
    return Studios.from_environment(names, base_url=url, rate_limit=None)


def _read(gym: PerfectGym, table: str, customers: list[int]) -> Callable[[], int]:
    """Return a loop that reads what the unit of a table reads, in the same way."""
    if table == "customers":
        return lambda: sum(1 for status in ("PROSPECT", "MEMBER") for _ in _list_customers(gym, status).prefetch())
    operation: Any = gym.customers.list_contracts if table == "contracts" else gym.customers_account.list_transactions

    def read_one(customer: int) -> int:
        found = operation(customer)
        return len(found if isinstance(found, list) else found.collect())

    return lambda: sum(outcome.result() for outcome in gym.map(read_one, customers))


def _list_customers(gym: PerfectGym, status: Any) -> Any:
    return gym.customers.list_customers(customer_status=status)


class _Night:
    """Exports one table again and again, each time into a folder of its own.

    Args:
        unit: The unit.
        folder: Folder of the first export, which has the customers.
        gym: The client.
    """

    def __init__(self, unit: Unit, folder: Path, gym: PerfectGym) -> None:
        self.unit, self.folder, self._gym = unit, folder, gym
        self._first = folder
        self._number = 0

    def next_folder(self) -> Path:
        """Return a new folder. It has the customers, unless they are to be exported."""
        self._number += 1
        self.folder = self._first.with_name(f"{self.unit.table}-{self._number}") / "night"
        self.folder.mkdir(parents=True)
        if self.unit.table != "customers":
            (self.folder / "customers").symlink_to(self._first / "customers")
        return self.folder

    def run(self) -> Manifest:
        """Export the unit."""
        return export_unit(self.unit, self.next_folder(), client=self._gym)


def _load(folder: Path, table: str, warehouse: Path) -> None:
    import dlt

    from perfectgym_next.export.dlt import load

    destination = dlt.destinations.duckdb(str(warehouse / "warehouse.duckdb"))
    load(folder, destination=destination, dataset="gym", tables=[table], pipelines_dir=str(warehouse / "pipelines"))


def _measure(url: str, table: str, folder: Path) -> tuple[str, dict[str, list[Cost]]]:
    """Return how many rows of a table there are, and what it costs to read, to export and to load them."""
    with _connect(url) as studios:
        gym = studios["studio-0"]
        units = {unit.table: unit for unit in Plan.for_studios(studios, [table]).units(folder / "night")}
        export_unit(units["customers"], folder / "night", client=gym)
        customers = [one.id for status in ("PROSPECT", "MEMBER") for one in _list_customers(gym, status)]
        night = _Night(units[table], folder / "night", gym)
        runs: dict[str, Run] = {
            "read": time_work(_read(gym, table, customers)),
            "unit": time_work(night.run),
            "load": time_work(lambda: _load(night.folder, table, folder)),
        }
        costs = run_interleaved(runs, ROUNDS)
        rows = Manifest.read(night.folder / table / "studio-0.json").rows
    return f"{rows:,} rows of {table}", costs


def _tables(folder: Path) -> Iterator[Row]:
    """Measure tables one by one and together, and more rows of the widest."""
    with _run_server(1, CUSTOMERS) as url:
        found = [_measure(url, table, folder / table) for table in TABLES]
    with _run_server(1, MANY_CUSTOMERS) as url:
        found.append(_measure(url, "customers", folder / "many"))
    for topic, costs in found:
        yield from _ratios(f"{topic} to Parquet", costs["unit"], costs["read"], LIMIT_UNIT)
        yield from _ratios(f"loading {topic} into DuckDB", costs["load"], costs["read"], None)
    three = {name: _add(costs[name] for _, costs in found[: len(TABLES)]) for name in ("read", "unit", "load")}
    topic = f"the three tables of {CUSTOMERS:,} customers"
    yield from _ratios(f"{topic} to Parquet", three["unit"], three["read"], LIMIT_UNIT)
    yield from _ratios(f"loading {topic} into DuckDB", three["load"], three["read"], LIMIT_LOAD)


def _add(parts: Iterable[list[Cost]]) -> list[Cost]:
    """Return the sums of costs, round by round."""
    return [
        Cost(sum(cost.wall for cost in costs), sum(cost.cpu or 0.0 for cost in costs))
        for costs in zip(*parts, strict=True)
    ]


def _ratios(topic: str, ours: list[Cost], theirs: list[Cost], limit: float | None) -> Iterator[Ratio]:
    for measure, most in (("cpu", limit), ("wall", None)):
        mine, other = ([getattr(cost, measure) for cost in costs] for costs in (ours, theirs))
        yield _ratio(topic, _READ_BY_ONE, measure, ours=mine, theirs=other, limit=most)


def _ratio(
    topic: str, peer: str, measure: str, *, ours: list[float], theirs: list[float], limit: float | None
) -> Ratio:
    return Ratio(
        topic,
        peer,
        measure,
        best=min(ours) / min(theirs),
        median=median(our / their for our, their in zip(ours, theirs, strict=True)),
        ours=median(ours),
        theirs=median(theirs),
        rounds=len(ours),
        limit=limit,
    )


def _many(folder: Path) -> Figure:
    """Measure a chain of many small studios, three tables each."""
    seconds = []
    with _run_server(MANY, 3) as url, _from_environment(url, MANY) as studios:
        for number in range(3):
            begin = time.perf_counter()
            outcomes = list(
                Plan.for_studios(studios, ["contracts", "devices"]).export(folder / f"many-{number}" / "night", jobs=2)
            )
            seconds.append(time.perf_counter() - begin)
            if len([outcome.result() for outcome in outcomes]) != 3 * MANY:
                raise AssertionError("a unit is missing")
    return measure_figure(f"{MANY} studios of 3 customers, {3 * MANY} units, 2 processes", "s", seconds)


def _memory(folder: Path) -> Figure:
    """Measure the memory of a process that exports a large unit."""
    with _run_server(1, CUSTOMERS) as url:
        command = [sys.executable, "-c", _ONE_UNIT, url, _key(0), str(folder / "memory")]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = Manifest.read(folder / "memory" / "transactions" / "studio-0.json").rows
    return measure_figure(
        f"memory of a process that exports {rows:,} rows", "MB", [int(done.stdout) / 1e6], limit=LIMIT_MEMORY
    )


def rows() -> list[Row]:
    """Measure and return the rows of the table."""
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [*_tables(folder), _many(folder), _memory(folder)]


if __name__ == "__main__":
    serve(*sys.argv[1:])
