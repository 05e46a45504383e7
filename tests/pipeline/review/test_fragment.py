"""The draft of the changelog fragment."""

from __future__ import annotations

from openapi.pipeline.review.fragment import draft_fragment
from openapi.pipeline.review.policy import Finding, Verdict
from openapi.pipeline.review.report import Report, merge_findings
from tests.support.reviews import finding, small_report


def draft(*findings: Finding) -> list[str]:
    """The items of a draft."""
    small = small_report()
    _, text = draft_fragment(Report(base=small.base, head=small.head, changes=merge_findings(findings)))
    return [line for line in text.splitlines() if line.startswith(("- ", "Breaking:", "New:"))]


class TestDraftFragment:
    def test_the_fragment_is_named_after_the_verdict(self) -> None:
        name, text = draft_fragment(small_report())
        assert name == "+api-1-10-0.breaking.md"
        assert text.startswith("The client now uses PerfectGym Next API 1.10.0 (previously 1.9.0).")

    def test_every_break_is_in_it_and_removed_operations_come_first(self) -> None:
        fields = [finding(f"A{n:02}.field", "was removed", Verdict.BREAKING) for n in range(40)]
        removed = finding("gym.z.get_z", "was removed", Verdict.BREAKING, kind="operation-removed")
        assert draft(*fields, removed) == [
            "Breaking:",
            "- `gym.z.get_z` was removed",
            *(f"- `A{n:02}.field` was removed" for n in range(40)),
        ]

    def test_of_what_is_new_the_operations_come_first_and_the_rest_is_counted(self) -> None:
        fields = [finding(f"A{n:02}.field", "is a new field", Verdict.MINOR) for n in range(20)]
        added = finding("gym.z.get_z", "is new", Verdict.MINOR, kind="operation-added")
        items = draft(*fields, added)
        assert items[:2] == ["New:", "- `gym.z.get_z` is new"]
        assert items[-1] == "- and 9 more"

    def test_names_and_values_with_backticks_stay_code(self) -> None:
        found = finding("A.b", "has another\ndescription", Verdict.BREAKING, before="a`b", after="c")
        assert draft(found)[1] == "- `A.b` has another description (``a`b`` → `c`)"
