"""The review agrees with the verdicts of the corpus; see corpus/README.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from openapi.pipeline.review.comparison import compare
from openapi.pipeline.review.inputs import ReviewInput, read_description
from openapi.pipeline.review.node import NoNodeError, find_installed_tool, find_node
from openapi.pipeline.review.redocly import find_differences
from openapi.pipeline.review.report import Report
from openapi.pipeline.review.wire_changes import find_wire_changes
from tests.support import corpus_cases


def _tool_missing() -> str:
    try:
        find_node()
        find_installed_tool()
    except NoNodeError as error:
        return str(error)
    return ""


pytestmark = pytest.mark.skipif(bool(_tool_missing()), reason=_tool_missing() or "the tool is there")

ALL = corpus_cases.cases()
FAST = [case for case in ALL if case.get("fast")]


def side(document: dict[str, Any], folder: Path) -> ReviewInput:
    """A side made of a description."""
    path = folder / "description.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return read_description(path, folder)


@pytest.fixture(scope="module", name="small")
def _small(tmp_path_factory: pytest.TempPathFactory) -> ReviewInput:
    return side(corpus_cases.description(corpus_cases.FAST_TAGS), tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module", name="whole")
def _whole(tmp_path_factory: pytest.TempPathFactory) -> ReviewInput:
    return side(corpus_cases.description(), tmp_path_factory.mktemp("whole"))


def check(report: Report, case: dict[str, Any]) -> None:
    """Compare a report with what a maintainer wrote down."""
    skipped = [note for note in report.notes if "compared" in note or "generated" in note]
    assert skipped == [], "descriptions and packages can be compared in every case"
    listed = "\n".join(f"{change.verdict.label} {change.name} {change.title}" for change in report.changes)
    assert report.verdict.label == case["verdict"], listed
    decisive = [change for change in report.changes if change.verdict == report.verdict]
    if "for" in case:
        assert {str(audience) for change in decisive for audience in change.audience} == set(case["for"]), listed
    assert {change.name for change in report.changes} >= set(case.get("names", [])), listed
    if case.get("changes", 1) != "any":
        assert len(report.changes) == case.get("changes", 1), listed
    assert list(report.unnamed) == case.get("unnamed", list(report.unnamed))


class TestSomeOfTheCorpus:
    """On the description of four tags: generated several times faster than the whole."""

    @pytest.mark.parametrize("case", FAST, ids=[case["case"] for case in FAST])
    def test_the_review_agrees_with_the_maintainer(
        self, case: dict[str, Any], small: ReviewInput, tmp_path: Path
    ) -> None:
        document = corpus_cases.description(corpus_cases.FAST_TAGS)
        check(compare(small, side(corpus_cases.changed(document, case, tmp_path), tmp_path)), case)

    def test_a_pure_reordering_is_no_change(self, small: ReviewInput, tmp_path: Path) -> None:
        document = corpus_cases.reordered(corpus_cases.description(corpus_cases.FAST_TAGS))
        report = compare(small, side(document, tmp_path))
        assert report.changes == ()

    def test_nor_is_one_before_the_description_is_brought_into_order(self, tmp_path: Path) -> None:
        document = corpus_cases.description()
        reordered = corpus_cases.reordered(document)
        differences = find_differences(document, reordered, tmp_path)
        assert find_wire_changes(differences, document, reordered) == []


@pytest.mark.slow
class TestTheWholeCorpus:
    @pytest.mark.parametrize("case", ALL, ids=[case["case"] for case in ALL])
    def test_the_review_agrees_with_the_maintainer(
        self, case: dict[str, Any], whole: ReviewInput, tmp_path: Path
    ) -> None:
        document = corpus_cases.description()
        check(compare(whole, side(corpus_cases.changed(document, case, tmp_path), tmp_path)), case)

    def test_a_pure_reordering_is_no_change(self, whole: ReviewInput, tmp_path: Path) -> None:
        report = compare(whole, side(corpus_cases.reordered(corpus_cases.description()), tmp_path))
        assert report.changes == ()


class TestTheCorpus:
    def test_holds_at_least_40_changes_and_a_dozen_that_are_always_run(self) -> None:
        assert len(ALL) >= 40
        assert len(FAST) >= 12

    def test_holds_every_verdict_in_requests_and_in_responses(self) -> None:
        listed = {(case["verdict"], audience) for case in ALL for audience in case.get("for", [])}
        assert listed >= {("breaking", "send"), ("breaking", "read"), ("minor", "send"), ("minor", "read")}
        assert "none" in {case["verdict"] for case in ALL}

    def test_names_each_case_once(self) -> None:
        names = [case["case"] for case in ALL]
        assert len(set(names)) == len(names)
