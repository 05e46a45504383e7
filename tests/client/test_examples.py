from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from perfectgym_next.testing import TEST_KEY, EmbeddedApi

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "account_statement.py"
EXPORTS = sorted((ROOT / "examples" / "export").glob("*.py"))


def statement(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PERFECTGYM_")}
    return subprocess.run(
        [sys.executable, str(EXAMPLE), *arguments],
        env={**clean, "COLUMNS": "100", "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


class TestTheAccountStatement:
    def test_shows_the_whole_account(self) -> None:
        done = statement("1001")
        assert done.returncode == 0, done.stderr
        with EmbeddedApi().serve() as server:
            output = statement("1001", PERFECTGYM_BASE_URL=server.url, PERFECTGYM_API_KEY=TEST_KEY).stdout
        for part in (
            "Balance",
            "Credit",
            "Dunning Level",
            "Past bookings: 5,516",
            "Upcoming bookings: 16",
            "EUR",
            "CHF",
        ):
            assert part in done.stdout
            assert part in output

    def test_only_reads(self) -> None:
        api = EmbeddedApi()
        with api.serve() as server:
            done = statement("1001", PERFECTGYM_BASE_URL=server.url, PERFECTGYM_API_KEY=TEST_KEY)
        assert done.returncode == 0
        assert {request.method for request in api.requests} == {"GET"}
        assert "embedded API" not in done.stdout

    @pytest.mark.parametrize(
        ("arguments", "environment", "code", "output"),
        [
            (["999999"], {}, 1, "there is no customer 999999"),
            (["x"], {}, 2, "invalid int value"),
            (["1001"], {"PERFECTGYM_API_KEY": TEST_KEY}, 1, "PERFECTGYM_TENANT"),
            (["1001"], {"PERFECTGYM_API_KEY": "wrong key", "PERFECTGYM_TENANT": "a"}, 1, "visible ASCII"),
        ],
    )
    def test_says_what_is_wrong_in_one_line(
        self, arguments: list[str], environment: dict[str, str], code: int, output: str
    ) -> None:
        done = statement(*arguments, **environment)
        assert done.returncode == code
        assert output in done.stderr
        assert "Traceback" not in done.stderr
        assert TEST_KEY not in done.stderr


class TestTheExportsOnEngines:
    """`make test-engines` runs them."""

    def test_documents_show_parts_of_the_programs(self) -> None:
        document = (ROOT / "docs" / "export.md").read_text("utf-8")
        section = document.partition("\n## Engines\n")[2].partition("\n## ")[0]
        blocks = re.findall(r"^```python\n(.*?)^```", section, re.DOTALL | re.MULTILINE)
        programs = [path.read_text("utf-8") for path in EXPORTS]
        assert len(blocks) >= len(programs) >= 1
        for block in blocks:
            assert any(block in program for program in programs), block
        for path in EXPORTS:
            assert f"(../examples/export/{path.name})" in section

    @pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
    def test_programs_are_short(self, path: Path) -> None:
        assert len(path.read_text("utf-8").splitlines()) <= 80
