"""Render ``report.html``: one file for people that needs no other."""

from __future__ import annotations

import json
from pathlib import Path

import jinja2

from openapi.pipeline.review.policy import AUDIENCES, Verdict
from openapi.pipeline.review.report import Report

__all__ = ["render_page"]

_FOLDER = Path(__file__).parent


def render_page(report: Report) -> str:
    """Render ``page.html.jinja``. Every text is escaped: names and values come from the vendor."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja").render(
        report=report, audiences=AUDIENCES, verdicts=list(reversed(Verdict)), json=json
    )
