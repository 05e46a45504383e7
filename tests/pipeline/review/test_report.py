"""What is known of one name becomes one change."""

from __future__ import annotations

from typing import Any

from openapi.pipeline.review.fragment import draft_fragment
from openapi.pipeline.review.inputs import ReviewInput
from openapi.pipeline.review.markdown import render_markdown
from openapi.pipeline.review.page import render_page
from openapi.pipeline.review.policy import Audience, Verdict
from openapi.pipeline.review.renames import PossibleRename
from openapi.pipeline.review.report import Change, Report, merge_findings
from tests.support.reviews import finding, small_report


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

    def test_a_possible_rename_is_offered_at_both_of_its_names(self) -> None:
        rename = PossibleRename(before="Entry.id", after="Entry.key", reason="it has the same type")
        changes = merge_findings(
            [
                finding("Entry.id", "was removed", Verdict.BREAKING, kind="field-removed"),
                finding("Entry.key", "is a new field", Verdict.MINOR, kind="field-added"),
            ],
            [rename],
        )
        report = Report(base=small_report().base, head=small_report().head, changes=changes)
        assert [change.rename_text for change in changes] == [
            ("perhaps renamed to", "Entry.key"),
            ("perhaps the new name of", "Entry.id"),
        ]
        text = render_markdown(report)
        assert "[`Entry.id`](#Entry.id) was removed, perhaps renamed to `Entry.key`" in text
        assert "is a new field, perhaps the new name of `Entry.id`" in text
        assert "was removed, perhaps renamed to <code>Entry.key</code>" in render_page(report)
        assert "- `Entry.id` was removed, perhaps renamed to `Entry.key`" in draft_fragment(report)[1]

    def test_nothing_is_offered_for_what_was_neither_removed_nor_added(self) -> None:
        rename = PossibleRename(before="Entry.id", after="Entry.key", reason="")
        [change] = merge_findings([finding("Entry.id", "has another type", Verdict.BREAKING)], [rename])
        assert change.rename is None


class TestOddDescriptions:
    """Any description can be compared with: validating it is not the review's task."""

    def test_without_a_version_and_without_operation_ids(self) -> None:
        odd: dict[str, Any] = {"info": {}, "paths": {"/v1/toys": {"get": {"responses": {}}}}}
        report = Report(base=ReviewInput(label="a", description=odd), head=small_report().head, changes=())
        assert render_markdown(report).splitlines()[0] == "# PerfectGym Next API unknown → 1.10.0"
        assert report.origins == {}
