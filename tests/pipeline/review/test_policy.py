"""Verdicts; those on whole descriptions are in test_review_corpus.py."""

from __future__ import annotations

import pytest

from openapi.pipeline.review.policy import Verdict, judge_scopes


class TestJudgeScopes:
    @pytest.mark.parametrize(
        ("old", "new", "verdict"),
        [
            ((["A"], False), (["A", "B"], False), Verdict.BREAKING),
            ((["A", "B"], False), (["A"], False), Verdict.MINOR),
            ((["A", "B"], True), (["A"], True), Verdict.BREAKING),
            ((["A"], True), (["A", "B"], True), Verdict.MINOR),
            ((["A", "B"], False), (["A", "C"], True), Verdict.MINOR),
            ((["A", "B"], True), (["A", "B"], False), Verdict.BREAKING),
            (([], False), (["A"], False), Verdict.BREAKING),
            ((["A"], False), ([], False), Verdict.MINOR),
        ],
    )
    def test_it_breaks_if_a_key_that_was_sufficient_no_longer_is(
        self, old: tuple[list[str], bool], new: tuple[list[str], bool], verdict: Verdict
    ) -> None:
        assert judge_scopes(old, new) is verdict
