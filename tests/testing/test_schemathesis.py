"""Schemathesis, which nobody here wrote, against the served embedded API: all operations of the description.

It sends what the description allows and what it forbids; every answer must conform, every documented refusal be
refused, nothing fail. What it has to know beyond the description is in schemathesis_hooks.py.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from perfectgym_next.testing._openapi.description import Description
from tests.support.embedded import ROOTS

PYTHON = os.environ.get("SCHEMATHESIS_PYTHON") or sys.executable
"""Schemathesis may live in an environment of its own, which then needs this package too."""

pytestmark = pytest.mark.skipif(
    "SCHEMATHESIS_PYTHON" not in os.environ and importlib.util.find_spec("schemathesis") is None,
    reason="schemathesis is not installed",
)


def run(cwd: Path, *options: str, seconds: int) -> None:
    api = EmbeddedApi(nulls=False, strict_nulls=True)  # habits of the service that its description forbids
    description = files("perfectgym_next_generated").joinpath("openapi.json")
    with api.serve() as server:
        ended = subprocess.run(
            [
                *(PYTHON, "-m", "schemathesis.cli", "run", str(description), "--url", server.url),
                *("-H", f"X-API-KEY: {TEST_KEY}", "--checks", "all", "--exclude-checks", "positive_data_acceptance"),
                *("--seed", "1", "--no-color", "--warnings", "off", *options),
            ],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(ROOTS),
                "SCHEMATHESIS_HOOKS": str(Path(__file__).parents[1] / "support" / "schemathesis_hooks.py"),
            },
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    assert ended.returncode == 0, ended.stdout[-8000:] + ended.stderr[-2000:]
    tested = len(Description.shipped().operations)
    assert f"Tested: {tested}" in ended.stdout or f"{tested} passed" in ended.stdout, ended.stdout[-3000:]


def test_every_operation_answers_as_it_is_described(tmp_path: Path) -> None:
    run(
        tmp_path, "--phases", "examples,coverage,fuzzing", "--max-examples", "1", seconds=300
    )  # under a minute on two idle cores; the bound is for what hangs


@pytest.mark.slow
def test_every_operation_answers_as_it_is_described_in_a_longer_run(tmp_path: Path) -> None:
    run(tmp_path, "--max-examples", "20", seconds=1200)
