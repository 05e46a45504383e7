"""Draft the changelog fragment of an update; a person words it before the release."""

from __future__ import annotations

from collections.abc import Sequence

from openapi.pipeline.review.policy import Verdict
from openapi.pipeline.review.report import Change, Report

__all__ = ["draft_fragment"]

_TYPES = {Verdict.BREAKING: "breaking", Verdict.MINOR: "added", Verdict.NONE: "changed"}
_MAX_ITEMS = 12


def draft_fragment(report: Report) -> tuple[str, str]:
    """Return file name and text of the fragment, as towncrier reads them."""
    version = report.head.api_version
    lines = [f"The client now uses PerfectGym Next API {version} (previously {report.base.api_version})."]
    for title, verdict in (("Breaking", Verdict.BREAKING), ("New", Verdict.MINOR)):
        changes = [change for change in report.changes if change.verdict is verdict]
        if changes:
            lines += ["", f"{title}:", "", *_items(changes)]
    return f"+api-{version.replace('.', '-')}.{_TYPES[report.verdict]}.md", "\n".join(lines) + "\n"


def _items(changes: Sequence[Change]) -> list[str]:
    items = []
    for change in changes[:_MAX_ITEMS]:
        first = change.findings[0]
        values = f" (`{first.before}` → `{first.after}`)" if first.before and first.after else ""
        items.append(f"- `{change.name}` {change.title}{values}")
    more = len(changes) - _MAX_ITEMS
    return [*items, f"- and {more} more"] if more > 0 else items
