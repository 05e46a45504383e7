"""The report for people: one HTML file that needs nothing besides."""

from __future__ import annotations

import json
from pathlib import Path

import jinja2

from openapi.pipeline.review.changes import AUDIENCES, Verdict
from openapi.pipeline.review.report import Report

__all__ = ["page"]

_FOLDER = Path(__file__).parent


def page(report: Report) -> str:
    """Render ``page.html.jinja``. Every text is escaped: names and values come from the vendor."""
    from openapi.pipeline.review.writers import counts, headline

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja").render(
        report=report,
        groups=report.groups,
        audiences=AUDIENCES,
        verdicts=list(reversed(Verdict)),
        counts=counts(report),
        headline=headline(report),
        tags=sorted({tag for change in report.changes for tag in change.tags}),
        json=json,
    )
