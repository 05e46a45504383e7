"""The report as text of a pull request."""

from __future__ import annotations

import re

import pytest

from openapi.pipeline.review.markdown import render_markdown
from openapi.pipeline.review.policy import Finding, Verdict
from openapi.pipeline.review.report import Report, merge_findings
from tests.support.reviews import finding, small_report

PULL_REQUEST = 65_536
"""Characters that GitHub allows in the text of a pull request."""


def report_of(*findings: Finding) -> Report:
    small = small_report()
    return Report(base=small.base, head=small.head, changes=merge_findings(findings))


def fields(count: int, verdict: Verdict, text: str = "was removed", tags: int = 17) -> list[Finding]:
    return [
        finding(f"Entry{n}.field", text, verdict, operations=(f"tag{n}.get",), tags=(f"Tag {n % tags}",))
        for n in range(count)
    ]


class TestRenderMarkdown:
    def test_begins_with_the_verdict_and_a_line_per_breaking_change(self) -> None:
        lines = render_markdown(small_report()).splitlines()
        assert lines[2].startswith("**Breaking**: This breaks code that works today.")
        assert lines[2].endswith("Next version: 1.2.3 → **2.0.0**.")
        assert lines[6] == ("| [`Entry.id`](#Entry.id) is `a\\|b` \\| x \\| | `` `code` `` | `a \\| b` | all callers |")

    def test_a_breaking_change_links_to_its_place(self) -> None:
        text = render_markdown(report_of(finding("gym.a.b(c=)", "was removed", Verdict.BREAKING)))
        links = re.findall(r"\]\(#([^)]+)\)", text)
        assert links == ["gym.a.b-c"]
        assert '<a id="gym.a.b-c"></a>' in text

    def test_says_when_a_comparison_is_missing(self) -> None:
        small = small_report()
        report = Report(base=small.base, head=small.head, changes=(), notes=("Nothing compared.",), incomplete=True)
        assert "This review is incomplete, see the notes." in render_markdown(report).splitlines()[2]

    def test_removed_operations_come_before_other_breaks(self) -> None:
        text = render_markdown(
            report_of(
                finding("A.b", "was removed", Verdict.BREAKING),
                finding("gym.z.get_z", "was removed", Verdict.BREAKING, kind="operation-removed"),
            )
        )
        assert text.index("`gym.z.get_z`") < text.index("`A.b`")

    def test_names_of_the_vendor_are_no_markup(self) -> None:
        text = render_markdown(report_of(finding("A.b", "no longer includes <b>", Verdict.BREAKING)))
        assert "<b>" not in text.replace("<summary><b>", "")

    @pytest.mark.parametrize(("minor", "listed"), [(100, True), (400, True), (4000, False)])
    def test_breaking_changes_stay_when_the_rest_does_not_fit(self, minor: int, listed: bool) -> None:
        text = render_markdown(report_of(*fields(20, Verdict.BREAKING), *fields(minor + 20, Verdict.MINOR, "x")[20:]))
        assert len(text) < PULL_REQUEST
        assert text.count("Entry1.field") >= 1
        assert sum(f"`Entry{n}.field`" in text for n in range(20)) == 20
        assert ("`Entry30.field`" in text) is listed

    def test_a_link_leads_somewhere_however_long_the_report_is(self) -> None:
        for minor in (10, 400, 4000):
            text = render_markdown(report_of(*fields(5, Verdict.BREAKING), *fields(minor, Verdict.MINOR, "x")[5:]))
            assert all(f'id="{target}"' in text for target in re.findall(r"\]\(#([^)]+)\)", text))

    def test_more_breaking_changes_than_fit_are_listed_by_tag(self) -> None:
        text = render_markdown(report_of(*fields(1500, Verdict.BREAKING)))
        assert len(text) < PULL_REQUEST
        assert sum(f"`Entry{n}.field`" in text for n in range(1500)) == 1500
        assert text.count("was removed") == 17

    def test_so_many_that_not_even_their_names_fit_are_counted(self) -> None:
        text = render_markdown(report_of(*fields(10_000, Verdict.BREAKING)))
        assert len(text) < PULL_REQUEST
        assert "breaking changes, listed in the attached report.html" in text
