"""Start and tutorial print what they show below their code, for a reader who pastes one after the other into Python."""

from __future__ import annotations

import re
from code import InteractiveConsole
from collections.abc import Iterator

import pytest

from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support.locks import ROOT

PAGES = ("start.md", "tutorial.md")
_BLOCK = re.compile(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.DOTALL | re.MULTILINE)


@pytest.fixture
def studio(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with EmbeddedApi().serve() as server:
        monkeypatch.setenv("PERFECTGYM_BASE_URL", server.url)
        monkeypatch.delenv("PERFECTGYM_TENANT", raising=False)
        monkeypatch.delenv("PERFECTGYM_ENVIRONMENT", raising=False)
        monkeypatch.setenv("PERFECTGYM_API_KEY", TEST_KEY)
        yield


def test_the_code_prints_what_is_shown_below_it(studio: None, capsys: pytest.CaptureFixture[str]) -> None:
    for page in PAGES:
        python = InteractiveConsole()
        blocks = _BLOCK.findall((ROOT / "docs" / page).read_text("utf-8"))
        assert sum(bool(shown) for _, shown in blocks) >= 4
        for code, shown in blocks:
            unfinished = [python.push(line) for line in [*code.splitlines(), ""]]
            assert capsys.readouterr() == (shown, ""), f"{page}: {code}"
            assert not unfinished[-1]
