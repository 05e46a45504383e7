"""The pictures of ``perfectgym export`` on the site."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from docs.site.pictures import PICTURES, add_pictures

PAGE = Path(__file__).parents[2] / "docs" / "export.md"


def build(folder: Path) -> dict[str, str]:
    """Return the page and the pictures of one build, by name."""
    folder.mkdir()
    (folder / "export.md").write_text(PAGE.read_text("utf-8"), encoding="utf-8")
    add_pictures(folder)
    return {path.name: path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return build(tmp_path_factory.mktemp("site") / "pages")


def text_of(svg: str) -> str:
    return " ".join(" ".join(ElementTree.fromstring(svg).itertext()).replace("\xa0", " ").split())


def test_are_the_same_in_each_build(built: dict[str, str], tmp_path: Path) -> None:
    assert build(tmp_path / "pages") == built


def test_are_on_the_page_for_light_and_dark(built: dict[str, str]) -> None:
    assert set(built) == {"export.md"} | {f"{name}-{theme}.svg" for name in PICTURES for theme in ("light", "dark")}
    for name, text in PICTURES.items():
        for theme in ("light", "dark"):
            assert f"![{text}](assets/{name}-{theme}.svg#only-{theme})" in built["export.md"]
    assert "<!-- picture" not in built["export.md"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_show_the_export(built: dict[str, str], theme: str) -> None:
    progress = text_of(built[f"export-progress-{theme}.svg"])
    assert re.search(r"contracts of north ━+ ╺?━* 9\d % \d+ rows 0:00:\d\d contracts of east ", progress)
    assert re.search(r"3 of 12 units, 1 failed; [\d,]+ rows, \d+ requests; 0:00:\d\d; about \d min left", progress)
    summary = text_of(built[f"export-summary-{theme}.svg"])
    assert "failed: customers of west: customers.list_customers returned 401" in summary
    assert summary.count("whole") == 10  # of 9 units, and in the last line
    assert summary.count("│ failed │") == 3


def test_load_nothing(built: dict[str, str]) -> None:
    for name, svg in built.items():
        if name.endswith(".svg"):
            assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]
            assert "url(" not in re.sub(r"url\(#[a-z0-9-]+\)", "", svg)
            assert "@font-face" not in svg


def test_have_no_key(built: dict[str, str]) -> None:
    assert not re.search("key-of-|withdrawn", "".join(svg for name, svg in built.items() if name.endswith(".svg")))
