"""The review on the site: with Chromium it has pictures; without, the build says that they are left out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from docs.site import review_sample
from docs.site.review_sample import add_review
from openapi.pipeline.generate import ROOT
from tests.support.browser import needs_browser
from tests.support.reviews import hide_node

PLACE = "<!-- picture: review -->"


@pytest.fixture(name="pages")
def _pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pages whose report is already written, which takes seconds."""

    def write(folder: Path) -> None:
        folder.mkdir(parents=True)
        (folder / "report.html").write_text("<title>x</title><p style='background: red'>report</p>", encoding="utf-8")

    monkeypatch.setattr(review_sample, "_write_report", write)
    monkeypatch.delenv("NO_SKIPS", raising=False)
    (tmp_path / "maintaining.md").write_text(f"before\n{PLACE}\nafter\n", encoding="utf-8")
    return tmp_path


def hide_chromium(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)


def test_the_page_has_a_place_for_it() -> None:
    assert (ROOT / "docs" / "maintaining.md").read_text("utf-8").count(PLACE) == 1


@needs_browser
def test_each_scheme_has_its_picture(pages: Path) -> None:
    add_review(pages)
    light, dark = ((pages / "assets" / "review" / f"{scheme}.png").read_bytes() for scheme in ("light", "dark"))
    assert light.startswith(b"\x89PNG")
    assert dark.startswith(b"\x89PNG")
    text = (pages / "maintaining.md").read_text("utf-8")
    assert PLACE not in text
    assert "](assets/review/light.png#only-light)\n![The beginning of a report" in text


def test_without_chromium_a_line_says_that_it_is_left_out(
    pages: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hide_chromium(monkeypatch)
    add_review(pages)
    assert capsys.readouterr().err == "chromium is not installed: the picture of the review is left out\n"
    assert (pages / "maintaining.md").read_text("utf-8") == "before\n\nafter\n"
    assert (pages / "assets" / "review" / "report.html").exists()


def test_in_ci_it_has_to_be_there(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hide_chromium(monkeypatch)
    monkeypatch.setenv("NO_SKIPS", "1")
    with pytest.raises(RuntimeError, match="chromium is not installed, but NO_SKIPS is set"):
        add_review(pages)


def test_a_browser_that_fails_is_an_error(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho no display >&2\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(broken))
    with pytest.raises(RuntimeError, match="cannot draw report.html: no display"):
        add_review(pages)


def test_without_node_the_report_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hide_node(monkeypatch)
    hide_chromium(monkeypatch)
    monkeypatch.delenv("NO_SKIPS", raising=False)
    (tmp_path / "maintaining.md").write_text(PLACE, encoding="utf-8")
    add_review(tmp_path)
    text = (tmp_path / "assets" / "review" / "report.html").read_text("utf-8")
    assert "BookingEntry.description" in text
    assert "Node" in text
