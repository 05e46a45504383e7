"""Draft the changelog fragment of an update; a person words it before the release."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openapi.pipeline.review.left_out import note_left_out
from openapi.pipeline.review.markdown_text import format_code
from openapi.pipeline.review.policy import Verdict
from openapi.pipeline.review.report import Change, Report

__all__ = ["draft_fragment"]

_TYPES = {Verdict.BREAKING: "breaking", Verdict.MINOR: "added", Verdict.NONE: "changed"}
_MAX_NEW = 12


def draft_fragment(report: Report) -> tuple[str, str]:
    """Return file name and text of the fragment, as towncrier reads them.

    Every breaking change is in it, removed operations first. Of what is new, the first dozen: new operations first.
    New operations that are left out come last.
    """
    version = report.head.api_version
    lines = [f"The client now uses PerfectGym Next API {version} (previously {report.base.api_version})."]
    if report.breaking:
        lines += ["", "Breaking:", "", *_items(report.breaking)]
    new = sorted(
        (change for change in report.changes if change.verdict is Verdict.MINOR),
        key=lambda change: change.findings[0].kind not in {"operation-added", "operation-taken"},
    )
    if new:
        lines += ["", "New:", "", *_shortened(new)]
    left_out = [f"- {note}" for note in note_left_out(report.base.description, report.head.description)]
    if left_out:
        lines += ["", "Only `gym.request()` calls these new operations:", "", *left_out]
    return f"+api-{version.replace('.', '-')}.{_TYPES[report.verdict]}.md", "\n".join(lines) + "\n"


def _shortened(changes: Sequence[Change]) -> list[str]:
    items = _items(changes[:_MAX_NEW])
    more = len(changes) - _MAX_NEW
    return [*items, f"- and {more} more"] if more > 0 else items


def _items(changes: Iterable[Change]) -> list[str]:
    return [_item(change) for change in changes]


def _item(change: Change) -> str:
    before, after = change.values
    values = f" ({format_code(before)} → {format_code(after)})" if before and after else ""
    rename = ""
    if change.rename_text is not None:
        words, name = change.rename_text
        rename = f", {words} {format_code(name)}"
    return f"- {format_code(change.name)} {' '.join(change.title.split())}{values}{rename}"
