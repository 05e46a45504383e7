"""A newcomer's path: what docs/start.md says, pasted in its order into two terminals, in an empty folder."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.release.test_wheel import LEFT_BEHIND, build
from tests.support.locks import ROOT
from tests.support.redis_clients import free_port

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="the page shows the commands of POSIX shells"),
]
PAGE = (ROOT / "docs" / "start.md").read_text("utf-8")
LIMIT = 300.0  # seconds, from an empty folder to the balance


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The variables of a terminal. pip also looks into a folder with the wheel, as if the index had it."""
    wheels = tmp_path / "wheels"
    build(ROOT, wheels)
    variables = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_BEHIND)}
    python = tmp_path / "bin" / "python3"
    python.parent.mkdir()
    python.symlink_to(sys._base_executable)  # type: ignore[attr-defined]
    variables["PATH"] = f"{python.parent}{os.pathsep}{variables['PATH']}"
    variables["PIP_FIND_LINKS"] = f"{variables.get('PIP_FIND_LINKS', '')} {wheels}".strip()
    return variables


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "newcomer"
    folder.mkdir()
    yield folder
    assert {path.name for path in folder.iterdir()} == {"gym"}


def run(command: str, folder: Path, environment: dict[str, str], pasted: str = "") -> tuple[str, str]:
    """Run what is pasted into a shell, and return what it prints."""
    shell = [shutil.which("sh") or "/bin/sh", "-e", "-c", command]
    ended = subprocess.run(
        shell, cwd=folder, env=environment, input=pasted, capture_output=True, text=True, timeout=LIMIT, check=False
    )
    output = ended.stdout + ended.stderr
    if ended.returncode and "connection broken by" in output:
        pytest.skip("the package index cannot be reached, so the wheel's dependencies cannot be installed")
    assert ended.returncode == 0, output
    return ended.stdout, ended.stderr


def test_a_newcomer_prints_a_balance_within_five_minutes(
    folder: Path, environment: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    port = str(free_port())  # that of the page may be in use
    install, serve, connect = (block.replace("8080", port) for block in blocks("sh")[:3])
    *python, closing = blocks("python")
    started = time.monotonic()
    run(install, folder, environment)
    with subprocess.Popen(
        ["/bin/sh", "-c", f"exec {serve}"], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    ) as terminal:
        try:
            assert terminal.stdout is not None
            assert f"http://127.0.0.1:{port}" in terminal.stdout.readline()
            # Each block is followed by Enter; with -i, Python behaves as in a terminal.
            assert connect.endswith("gym/bin/python\n")
            shell = f"{connect.rstrip()} -i -q"
            balance, errors = run(shell, folder, environment, python[0] + "\n")
            seconds = time.monotonic() - started
            assert balance == "-79.04 EUR\n", errors
            printed, errors = run(shell, folder, environment, "".join(f"{block}\n" for block in [*python, closing]))
        finally:
            terminal.send_signal(signal.SIGINT)
            assert terminal.wait(30) == 0
    assert "Error" not in errors, errors
    lines = printed.splitlines()
    assert lines[0] == "-79.04 EUR"
    assert lines[1].startswith("1001 Klara Keller")
    assert re.fullmatch(r"\d+ BOOKED", lines[-2].replace("ClassSlotBookingStatus.", ""))
    assert "customers_account.get_balances returned 404" in lines[-1]
    with capsys.disabled():
        sys.stdout.write(f"\nfrom an empty folder to a balance: {seconds:.1f} s\n")
    assert seconds < LIMIT
