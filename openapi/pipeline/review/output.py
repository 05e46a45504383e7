"""Write a report: files for machines, pull requests and people, and the summary on the terminal."""

from __future__ import annotations

import json
from pathlib import Path

from openapi.pipeline.review.markdown import render_markdown
from openapi.pipeline.review.page import render_page
from openapi.pipeline.review.policy import Verdict
from openapi.pipeline.review.report import Report

__all__ = ["summarize", "write_report"]

_MAX_LINES = 20  # breaking changes on the terminal


def write_report(report: Report, into: Path) -> None:
    """Write ``report.json``, ``report.md`` and ``report.html``.

    Args:
        report: The report.
        into: The folder, made if missing.
    """
    into.mkdir(parents=True, exist_ok=True)
    texts = {
        "report.json": json.dumps(report.to_dict(), ensure_ascii=False, indent=2) + "\n",
        "report.md": render_markdown(report),
        "report.html": render_page(report),
    }
    for name, text in texts.items():
        (into / name).write_text(text, encoding="utf-8")


def summarize(report: Report, into: Path) -> str:
    """Return the summary for the terminal.

    Args:
        report: The report.
        into: The folder that it was written to.
    """
    breaking = [change for change in report.changes if change.verdict is Verdict.BREAKING]
    lines = [f"{report.verdict.label}: {report.headline} {report.counts}"]
    lines += [f"  {change.name} {change.title}" for change in breaking[:_MAX_LINES]]
    lines += [f"  unnamed operation: {name}" for name in report.unnamed]
    lines += [f"  note: {note}" for note in report.notes]
    if report.next_version:
        lines.append(f"  version: {report.base.version} -> {report.next_version}")
    lines.append(f"  {into / 'report.html'}")
    return "\n".join(lines)
