"""Drafts of overlay actions for operations without a Python name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from openapi.pipeline.overlay import load_overlay
from openapi.pipeline.review.inputs import ReviewInput
from openapi.pipeline.review.markdown import render_markdown
from openapi.pipeline.review.page import render_page
from openapi.pipeline.review.report import Report
from openapi.pipeline.review.unnamed import draft_actions
from tests.support.samples import operation, toys


def report_of(description: dict[str, Any], *unnamed: str) -> Report:
    side = ReviewInput(label="", description=description, unnamed=unnamed)
    return Report(base=side, head=side, changes=())


def apply(actions: str, description: dict[str, Any], scratch: Path) -> tuple[list[str], dict[str, Any]]:
    """What an overlay with these actions leaves unnamed, and what it makes of the description."""
    path = scratch / "overlay.yaml"
    path.write_text(f"overlay: 1.1.0\ninfo: {{title: T, version: '1'}}\nactions:\n{actions}", encoding="utf-8")
    overlay = load_overlay(path)
    return overlay.unnamed(description), overlay.apply(description)


class TestDraftActions:
    def test_the_overlay_takes_them_as_they_are(self, tmp_path: Path) -> None:
        document = toys()
        document["paths"]["/v1/toys"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] = {
            "type": "array",
            "items": {"type": "string"},
        }
        names = [f"gym.toys.{name}" for name in ("get_toys", "get_toy")]
        unnamed, named = apply(draft_actions(report_of(document, *names)), document, tmp_path)
        assert unnamed == []
        assert named["paths"]["/v1/toys"]["get"]["operationId"] == "listToys"

    @pytest.mark.parametrize("vendor_name", ["it's", "a\\b", "a: b #c", "{x}", 'say "hi"', "grüße", "yes"])
    def test_whatever_the_vendor_calls_an_operation(self, vendor_name: str, tmp_path: Path) -> None:
        document = toys()
        document["paths"]["/v1/odd"] = {"get": operation(vendor_name, None)}
        from perfectgym_next._core.naming import operation_name

        name = f"gym.{operation_name('Toys', vendor_name)}"
        actions = draft_actions(report_of(document, name))
        unnamed, named = apply(actions, document, tmp_path)
        assert vendor_name not in unnamed
        assert named["paths"]["/v1/odd"]["get"]["operationId"] == vendor_name

    def test_nothing_where_every_operation_has_a_name(self) -> None:
        assert draft_actions(report_of(toys())) == ""

    def test_are_in_both_reports_beside_the_vendor_s_names(self) -> None:
        report = report_of(toys(), "gym.toys.get_toy")
        assert "- `gym.toys.get_toy` (`GET /v1/toys/{toyId}`, `getToy`)" in render_markdown(report)
        for text in (render_markdown(report), render_page(report).replace("&#39;", "'")):
            assert "[?@.operationId=='getToy']" in text
