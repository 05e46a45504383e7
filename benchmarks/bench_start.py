"""What a cold process pays: imports, and the first answered call. Bytecode is warm, the interpreter is taken off.

The processes see what an installed package brings along and nothing else: httpx imports rich, pygments, click and trio
too where it finds them, and a development environment has them all.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

import perfectgym_next
import perfectgym_next_generated
from benchmarks import peers, server
from benchmarks.harness import OURS, Row, Run, compared

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
RESOLVED = {
    OURS: _OURS,
    "import httpx": "import httpx",
    "plain": _PLAIN,
}
ANSWERED = {
    OURS: _OURS + "assert len(next(entries.slices()).entries) == 50",
    "httpx": """
import httpx
client = httpx.Client(base_url={url!r}, headers={{"X-API-KEY": "bench"}})
answer = client.get("/v1/customers/1001/account/transactions", params={{"sliceSize": 50}})
answer.raise_for_status()
assert len(answer.json()["result"]) == 50
""",
    "plain": _PLAIN + "assert len(list_transactions.sync(1001, client=client, slice_size=50).result) == 50",
}


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def installed() -> list[str]:
    """Folders with the package, its dependencies and the plain peer, which needs some of the same."""
    folder = peers.FOLDER / "installed"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    wanted, seen = ["perfectgym-next"], set()
    while wanted:
        found = distribution(wanted.pop())
        if found.name in seen:
            continue
        seen.add(found.name)
        needed = map(Requirement, found.requires or ())
        wanted += [one.name for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
        for top in {file.parts[0] for file in found.files or () if not file.parts[0].startswith(("..", "__pycache__"))}:
            if not top.endswith(".pth") and not (folder / top).exists():
                (folder / top).symlink_to(str(found.locate_file(top)))
    ours = (Path(package.__path__[0]).parent for package in (perfectgym_next, perfectgym_next_generated))
    return [str(folder), *map(str, ours), str(peers.FOLDER)]


def cold(code: str, paths: list[str]) -> Run:
    """A run of a process of its own that does nothing else; tells the processor's time, which no other load is in."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
        "PYTHONPATH": os.pathsep.join(paths),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run() -> float:
        begin = _of_children()
        subprocess.run([sys.executable, "-S", "-c", code], env=environment, check=True)
        return _of_children() - begin

    return run


def rows() -> list[Row]:
    """Measure."""
    with server.running() as url:
        paths = installed()
        processes = {name: cold(code.format(url=url), paths) for name, code in {INTERPRETER: "", **RESOLVED}.items()}
        answered = {name: cold(code.format(url=url), paths) for name, code in {INTERPRETER: "", **ANSWERED}.items()}
        return [
            *compared(
                "import, client made, an operation resolved",
                processes,
                rounds=ROUNDS,
                targets={"import httpx": 1.2},
                taken_off=INTERPRETER,
            ),
            *compared(
                "first answered call",
                answered,
                rounds=ROUNDS,
                targets={"httpx": 1.4, "plain": 0.5},
                taken_off=INTERPRETER,
            ),
        ]
