"""The page of the export prints what it shows for a night of 300 studios."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from perfectgym_next import Studios
from perfectgym_next.export import Plan
from perfectgym_next.testing import EmbeddedApi

PAGE = Path(__file__).parents[2] / "docs" / "export.md"


def test_the_estimate_of_a_night(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    section = PAGE.read_text("utf-8").partition("## What a night takes\n")[2].partition("\n## ")[0]
    found = re.search(r"```python\n(.*?)```\n\n```text\n(.*?)```\n", section, re.DOTALL)
    assert found is not None
    monkeypatch.setenv("PERFECTGYM_KEY_LARGE", "set by the page")
    api = EmbeddedApi(customers=0)
    with api.serve() as server:
        exec(found[1], {"api": api, "server": server, "os": os, "Studios": Studios, "Plan": Plan})
    assert capsys.readouterr().out == found[2]
