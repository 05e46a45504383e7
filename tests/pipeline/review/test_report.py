"""What is known of one name becomes one change."""

from __future__ import annotations

from openapi.pipeline.review.policy import Audience, Verdict
from openapi.pipeline.review.report import Change, merge_findings
from tests.support.reviews import finding


class TestMergeFindings:
    def test_what_both_sources_show_of_one_name_is_one_change(self) -> None:
        wire = finding("Entry.id", "has another type", Verdict.BREAKING)
        python = finding("Entry.id", "has another type in Python", Verdict.BREAKING, source="python")
        [change] = merge_findings([python, wire])
        assert change.findings == (wire, python)
        assert change.sources == ["wire", "python"]

    def test_type_checkers_are_named_only_where_nobody_else_is_concerned(self) -> None:
        types = frozenset({Audience.TYPES})
        assert Change(name="a", findings=(finding("a", "x", Verdict.BREAKING, audience=types),)).audience == ["types"]
        both = (finding("a", "x", Verdict.BREAKING, audience=types), finding("a", "y", Verdict.BREAKING))
        assert Change(name="a", findings=both).audience == ["read"]
