"""What a cold process pays: imports, and the first answered call. Bytecode is warm, the interpreter is taken off."""

from __future__ import annotations

import os
import resource
import subprocess
import sys

from benchmarks import peers, server
from benchmarks.harness import OURS, Row, Run, compared

ROUNDS = 15

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


def cold(code: str) -> Run:
    """A run of a process of its own that does nothing else; tells the processor's time, which no other load is in."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
        "PYTHONPATH": os.pathsep.join([*filter(None, sys.path), str(peers.FOLDER)]),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run() -> float:
        begin = _of_children()
        subprocess.run([sys.executable, "-c", code], env=environment, check=True)
        return _of_children() - begin

    return run


def rows() -> list[Row]:
    """Measure."""
    with server.running() as url:
        processes = {name: cold(code.format(url=url)) for name, code in {INTERPRETER: "", **RESOLVED}.items()}
        answered = {name: cold(code.format(url=url)) for name, code in {INTERPRETER: "", **ANSWERED}.items()}
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
