"""Verdicts; those on whole descriptions are in test_review_corpus.py."""

from __future__ import annotations

from typing import Any

import pytest

from openapi.pipeline.review.locations import Direction, Location
from openapi.pipeline.review.pointers import DescriptionNode
from openapi.pipeline.review.policy import Verdict, judge, judge_scopes
from openapi.pipeline.review.usage import Usage, UsedChange
from openapi.pipeline.review.wire_changes import WireChange


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


def text(kind: str, *directions: Direction, **more: Any) -> str:
    """The text of one change of the description."""
    usage = Usage(directions=frozenset(directions), operations=(), tags=())
    change = WireChange(kind=kind, node=DescriptionNode(part="schema"), **more)
    [found] = judge([UsedChange(change=change, location=Location(name="Toy.size", where=""), usage=usage)])
    return found.text


class TestWords:
    """Readers know Python and the API, not the tool that compares descriptions."""

    @pytest.mark.parametrize(
        ("node_type", "kind", "keyword", "words"),
        [
            ("SpecExtension", "added", "", "has a new extension"),
            ("Tag", "removed", "", "no longer has a group of operations in the documentation"),
            ("Schema", "modified", "oneOf", "has another rule for its values (oneOf)"),
            ("SecurityRequirementList", "added", "", "has a new way to pass the API key"),
            ("ExternalDocs", "modified", "url", "has another link to documentation (url)"),
            ("SomethingNew", "added", "", "has a new part of the description"),
        ],
    )
    def test_a_change_without_a_rule_is_told_without_the_names_of_the_tool(
        self, node_type: str, kind: str, keyword: str, words: str
    ) -> None:
        assert text(f"{node_type}-{kind}".lower(), "send", node_type=node_type, keyword=keyword) == words

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            (None, 64, "now has a maximum length"),
            (64, 32, "has another maximum length"),
            (64, None, "no longer has a maximum length"),
        ],
    )
    def test_a_limit_is_named(self, old: int | None, new: int | None, words: str) -> None:
        assert text("bounds", "send", keyword="maxLength", old=old, new=new) == words

    @pytest.mark.parametrize("kind", ["parameter-added", "body-added", "field-added"])
    def test_a_new_required_argument_reads_as_one(self, kind: str) -> None:
        assert text(kind, "send", required=True) == "is a new required argument"
        assert text(kind, "send") == "is a new optional argument"

    def test_a_field_that_is_only_read_is_no_argument(self) -> None:
        assert text("field-added", "read", required=True) == "is a new field"
