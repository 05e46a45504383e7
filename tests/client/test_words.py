from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support.words import find_tell_tales, main


@pytest.mark.parametrize(
    "line",
    [
        "raise ValueError(f'{text!r} is no date')",
        "What came is kept.",
        "SemVer wants a minor release.",
        "told = run()",
        "There is no such day.",
    ],
)
def test_finds_a_tell_tale_with_its_line(line: str) -> None:
    assert list(find_tell_tales(f"# A comment.\n    {line}\n")) == [(2, line)]


@pytest.mark.parametrize(
    "line", ["there is no customer 1", "it is no longer shown", "wanted", "This Nordic word", "untold"]
)
def test_passes_other_words(line: str) -> None:
    assert not list(find_tell_tales(line))


def test_names_file_and_line_and_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (tmp_path / "generated").mkdir()
    for name in ("generated/vendor.py", "CONTRIBUTING.md", "page.html"):
        (tmp_path / name).write_text("It is no date.\n", encoding="utf-8")
    assert main(tmp_path) == 0

    (tmp_path / "docs.md").write_text("Dates\n\nIt is no date.\n", encoding="utf-8")
    assert main(tmp_path) == 1
    printed = capsys.readouterr()
    assert printed.out == "docs.md:3: It is no date.\n"
    assert "CONTRIBUTING.md, Words" in printed.err
