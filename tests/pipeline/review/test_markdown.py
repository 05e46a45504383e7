"""The report as text of a pull request."""

from __future__ import annotations

from openapi.pipeline.review.markdown import render_markdown
from openapi.pipeline.review.policy import Verdict
from openapi.pipeline.review.report import Report, merge_findings
from tests.support.reviews import finding, small_report


class TestRenderMarkdown:
    def test_a_row_of_the_table_stays_one_row(self) -> None:
        rows = [line for line in render_markdown(small_report()).splitlines() if "Entry.id" in line]
        assert rows == [
            "| **breaking** for callers who read it | `Entry.id` | is `a\\|b` \\| x \\| | `` `code` `` | `a \\| b` |"
        ]

    def test_a_report_too_long_for_a_pull_request_says_what_it_leaves_out(self) -> None:
        changes = merge_findings(
            finding(f"Entry.m{n}", "x" * 200, Verdict.MINOR, operations=(f"tag{n}.get",), tags=(f"Tag {n}",))
            for n in range(400)
        )
        small = small_report()
        text = render_markdown(Report(base=small.base, head=small.head, changes=changes))
        assert len(text) < 65_536
        assert "more changes are in the attached report.html" in text
