"""Drafts the changelog's fragment of an update; a person words it before the release."""

from __future__ import annotations

from openapi.pipeline.review.changes import Change, Verdict
from openapi.pipeline.review.report import Report

__all__ = ["fragment"]

_TYPES = {Verdict.BREAKING: "breaking", Verdict.MINOR: "added", Verdict.NONE: "changed"}
_LISTED = 12


def fragment(report: Report) -> tuple[str, str]:
    """Name and text of the fragment, as towncrier takes it."""
    version = report.head.api_version
    lines = [f"The client speaks PerfectGym Next API {version} (it was {report.base.api_version})."]
    for title, verdict in (("Breaking", Verdict.BREAKING), ("New", Verdict.MINOR)):
        changes = [change for change in report.changes if change.verdict is verdict]
        if changes:
            lines += ["", f"{title}:", "", *_items(changes)]
    return f"+api-{version.replace('.', '-')}.{_TYPES[report.verdict]}.md", "\n".join(lines) + "\n"


def _items(changes: list[Change]) -> list[str]:
    items = []
    for change in changes[:_LISTED]:
        first = change.findings[0]
        values = f" (`{first.before}` → `{first.after}`)" if first.before and first.after else ""
        items.append(f"- `{change.target}` {change.title}{values}")
    more = len(changes) - _LISTED
    return [*items, f"- and {more} more"] if more > 0 else items
