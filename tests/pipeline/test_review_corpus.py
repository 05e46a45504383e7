"""The review agrees with the verdicts of the corpus; see corpus/README.md."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import griffe
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
SLOW = [case for case in ALL if not case.get("fast")]


def parameters(cases: list[dict[str, Any]]) -> list[Any]:
    """The cases as parameters of a test."""
    return [pytest.param(case, id=case["case"]) for case in cases]


def side(document: dict[str, Any], folder: Path) -> ReviewInput:
    """A side made of a description."""
    path = folder / "description.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return read_description(path, folder)


class Bases:
    """Sides that many cases start from, generated once for all processes that run tests."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, ReviewInput] = {}
        self._hand_written: griffe.Module | None = None

    def side(self, document: dict[str, Any]) -> ReviewInput:
        """The side of a description."""
        name = hashlib.sha256(json.dumps(document).encode()).hexdigest()[:16]
        if name not in self._known:
            base = replace(self._read(name) or self._write(name, document), hand_written=self._hand_written)
            if base.packages is not None:  # the same package for all bases
                self._hand_written = base.packages.hand_written
            self._known[name] = base
        return self._known[name]

    def _read(self, name: str) -> ReviewInput | None:
        try:
            known: ReviewInput = pickle.loads((self._folder / name).read_bytes())
        except FileNotFoundError:
            return None
        return known

    def _write(self, name: str, document: dict[str, Any]) -> ReviewInput:
        scratch = Path(tempfile.mkdtemp(dir=self._folder))
        base = side(document, scratch)
        (scratch / name).write_bytes(pickle.dumps(base))
        (scratch / name).replace(self._folder / name)  # two processes may do the same work, neither half of it
        return base


@pytest.fixture(scope="session", name="bases")
def _bases(tmp_path_factory: pytest.TempPathFactory) -> Bases:
    shared = "PYTEST_XDIST_WORKER" in os.environ
    folder = tmp_path_factory.getbasetemp().parent if shared else tmp_path_factory.getbasetemp()
    (folder / "bases").mkdir(exist_ok=True)
    return Bases(folder / "bases")


def check(report: Report, case: dict[str, Any]) -> None:
    """Compare a report with what a maintainer wrote down."""
    skipped = [note for note in report.notes if "compared" in note or "generated" in note]
    if "stops" in case:
        assert case["stops"] in "\n".join(skipped)
    else:
        assert skipped == [], "descriptions and packages can be compared in every other case"
    listed = "\n".join(f"{change.verdict.label} {change.name} {change.title}" for change in report.changes)
    assert report.verdict.label == case["verdict"], listed
    decisive = [change for change in report.changes if change.verdict == report.verdict]
    if "for" in case:
        assert {str(audience) for change in decisive for audience in change.audience} == set(case["for"]), listed
    assert {change.name for change in report.changes} >= set(case.get("names", [])), listed
    if case.get("changes", 1) != "any":
        assert len(report.changes) == case.get("changes", 1), listed
    assert list(report.unnamed) == case.get("unnamed", list(report.unnamed))


def review(case: dict[str, Any], bases: Bases, scratch: Path) -> Report:
    """Review the change of a case."""
    before, after = corpus_cases.sides(case, scratch)
    return compare(bases.side(before), side(after, scratch))


class TestSomeOfTheCorpus:
    @pytest.mark.parametrize("case", parameters(FAST))
    def test_the_review_agrees_with_the_maintainer(self, case: dict[str, Any], bases: Bases, tmp_path: Path) -> None:
        check(review(case, bases, tmp_path), case)

    def test_a_pure_reordering_is_no_change(self, bases: Bases, tmp_path: Path) -> None:
        document = corpus_cases.description(corpus_cases.FAST_TAGS)
        report = compare(bases.side(document), side(corpus_cases.reordered(document), tmp_path))
        assert report.changes == ()

    def test_nor_is_one_before_the_description_is_brought_into_order(self, tmp_path: Path) -> None:
        document = corpus_cases.description()
        reordered = corpus_cases.reordered(document)
        differences = find_differences(document, reordered, tmp_path)
        assert find_wire_changes(differences, document, reordered) == []


@pytest.mark.slow
class TestTheRestOfTheCorpus:
    @pytest.mark.parametrize("case", parameters(SLOW))
    def test_the_review_agrees_with_the_maintainer(self, case: dict[str, Any], bases: Bases, tmp_path: Path) -> None:
        check(review(case, bases, tmp_path), case)

    def test_a_pure_reordering_is_no_change(self, bases: Bases, tmp_path: Path) -> None:
        document = corpus_cases.description()
        report = compare(bases.side(document), side(corpus_cases.reordered(document), tmp_path))
        assert report.changes == ()


class TestTheCorpus:
    def test_agrees_on_150_changes_30_of_which_are_always_run(self) -> None:
        assert len(ALL) >= 150
        assert len(FAST) >= 30
        assert sum(bool(case.get("whole")) for case in ALL) == 10

    def test_holds_every_verdict_in_requests_and_in_responses(self) -> None:
        listed = {(case["verdict"], audience) for case in ALL for audience in case.get("for", [])}
        assert listed >= {("breaking", "send"), ("breaking", "read"), ("minor", "send"), ("minor", "read")}
        assert "none" in {case["verdict"] for case in ALL}

    def test_names_each_case_once(self) -> None:
        names = [case["case"] for case in ALL]
        assert len(set(names)) == len(names)
