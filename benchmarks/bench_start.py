"""Cost of a cold process: imports, and the first call. Bytecode is warm, and the time of the interpreter is subtracted.

The processes see only what the installed package depends on: httpx also imports rich, pygments, click and trio if they
are installed, and a development environment has them all.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

import perfectgym_next
import perfectgym_next_generated
from benchmarks import peers, server
from benchmarks.harness import OURS, Cost, Row, Run, compare

ROUNDS = 25

_OURS = """
from perfectgym_next import PerfectGym
gym = PerfectGym(base_url={url!r}, api_key="bench")
entries = gym.customers_account.list_transactions(1001)
"""
_PLAIN = """
from bench_plain import AuthenticatedClient
from bench_plain.api.customers_account import list_transactions
client = AuthenticatedClient(base_url={url!r}, token="bench", prefix="", auth_header_name="X-API-KEY")
"""

INTERPRETER = "interpreter"
LOOK_UP = {
    OURS: _OURS,
    "import httpx": "import httpx",
    "plain": _PLAIN,
}
FIRST_CALL = {
    OURS: _OURS + "assert len(next(entries.slices()).entries) == 50",
    "httpx": """
import httpx
client = httpx.Client(base_url={url!r}, headers={{"X-API-KEY": "bench"}})
response = client.get("/v1/customers/1001/account/transactions", params={{"sliceSize": 50}})
response.raise_for_status()
assert len(response.json()["result"]) == 50
""",
    "plain": _PLAIN + "assert len(list_transactions.sync(1001, client=client, slice_size=50).result) == 50",
}


def _children_cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def link_installed() -> list[str]:
    """Return folders with the package, its dependencies and the plain output, which shares some of them."""
    folder = peers.FOLDER / "installed"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pending, seen = ["perfectgym-next"], set()
    while pending:
        found = distribution(pending.pop())
        if found.name in seen:
            continue
        seen.add(found.name)
        needed = map(Requirement, found.requires or ())
        pending += [one.name for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
        for top in {file.parts[0] for file in found.files or () if not file.parts[0].startswith(("..", "__pycache__"))}:
            if not top.endswith(".pth") and not (folder / top).exists():
                (folder / top).symlink_to(str(found.locate_file(top)))
    ours = (Path(package.__path__[0]).parent for package in (perfectgym_next, perfectgym_next_generated))
    return [str(folder), *map(str, ours), str(peers.FOLDER)]


def run_cold(code: str, paths: list[str]) -> Run:
    """Return a run of the code in a new process. It is measured in CPU time, which excludes other load."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
        "PYTHONPATH": os.pathsep.join(paths),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run() -> Cost:
        begin, cpu = time.perf_counter(), _children_cpu_seconds()
        subprocess.run([sys.executable, "-S", "-c", code], env=environment, check=True)
        return Cost(time.perf_counter() - begin, _children_cpu_seconds() - cpu)

    return run


def rows() -> list[Row]:
    """Measure and return the rows of the table."""
    peers.build_peers()
    with server.run_server() as url:
        paths = link_installed()
        look_ups = {name: run_cold(code.format(url=url), paths) for name, code in {INTERPRETER: "", **LOOK_UP}.items()}
        first_calls = {
            name: run_cold(code.format(url=url), paths) for name, code in {INTERPRETER: "", **FIRST_CALL}.items()
        }
        return [
            *compare(
                "import, create a client, look up an operation",
                look_ups,
                rounds=ROUNDS,
                limits={"import httpx": 1.2},
                baseline=INTERPRETER,
            ),
            *compare(
                "first call of a cold process",
                first_calls,
                rounds=ROUNDS,
                limits={"httpx": 1.4, "plain": 0.5},
                baseline=INTERPRETER,
            ),
        ]
