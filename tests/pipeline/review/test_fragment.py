"""The draft of the changelog fragment."""

from __future__ import annotations

from openapi.pipeline.review.fragment import draft_fragment
from tests.support.reviews import small_report


class TestDraftFragment:
    def test_the_fragment_is_named_after_the_verdict(self) -> None:
        name, text = draft_fragment(small_report())
        assert name == "+api-1-10-0.breaking.md"
        assert text.startswith("The client now uses PerfectGym Next API 1.10.0 (previously 1.9.0).")
