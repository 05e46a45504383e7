"""Users' type checkers know the type of every public symbol, as `pyright --verifytypes` counts it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.type_checkers import mypy, pyright, without_modules

ROOT = Path(__file__).parents[2]


def verify_types(package: str) -> dict[str, Any]:
    """Return pyright's report on a package; basedpyright is pyright with its Node inside."""
    # In this mode it takes the first Python on PATH, and ignores --pythonpath.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    sources = os.pathsep.join(map(str, (ROOT / "overrides", ROOT / "generated")))
    done = subprocess.run(
        [sys.executable, "-m", "basedpyright", "--verifytypes", package, "--ignoreexternal", "--outputjson"],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "PATH": path, "PYTHONPATH": sources},
    )
    report: dict[str, Any] = json.loads(done.stdout)["typeCompleteness"]
    assert Path(report["packageRootDirectory"]) == ROOT / "overrides" / package
    return report


def causes(symbol: dict[str, Any]) -> list[str]:
    """Return why the type of a symbol is not known, without what follows from the types of other symbols."""
    messages = [item["message"].splitlines()[0] for item in symbol["diagnostics"]]
    return [message for message in messages if "partially unknown" not in message and "docstring" not in message]


def test_every_public_symbol_has_a_known_type() -> None:
    report = verify_types("perfectgym_next")
    found = {
        symbol["name"]: causes(symbol)
        for symbol in report["symbols"]
        if not symbol["isTypeKnown"] or symbol["isTypeAmbiguous"]
    }
    unknown = {name: why for name, why in found.items() if why}
    assert not unknown, "annotate these symbols, attributes in the body of their class"
    assert report["completenessScore"] == 1, f"give these symbols types that are known: {sorted(found)}"
    names = [module["name"] for module in report["modules"]]
    assert not [name for name in names if re.search(r"\._(?!_)", name)], "private modules count as public"


STAR = """\
from perfectgym_next.models import *

reveal_type(Money("1.00", "EUR"))
NoSuchModel
"""


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_type_checkers_know_what_a_star_imports(
    checker: Callable[[Path], dict[int, list[str]]], tmp_path: Path
) -> None:
    (tmp_path / "star.py").write_text(STAR)
    said = checker(tmp_path / "star.py")
    assert [without_modules(said[3][0])[-7:], "NoSuchModel" in said[4][0]] == ['"Money"', True]
    assert set(said) == {3, 4}
