"""Render ``report.html``: one file for people that needs no other."""

from __future__ import annotations

import json
from pathlib import Path

import jinja2
from markupsafe import Markup

from openapi.pipeline.review.migration import draft_migration
from openapi.pipeline.review.policy import Verdict
from openapi.pipeline.review.report import Report
from openapi.pipeline.review.unnamed import draft_actions

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
    environment.filters["code_spans"] = _code_spans
    return environment.get_template("page.html.jinja").render(
        report=report,
        steps=draft_migration(report),
        actions=draft_actions(report),
        verdicts=list(reversed(Verdict)),
        json=json,
    )


def _code_spans(text: str) -> Markup:
    """Format what stands between backticks as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:  # a backtick without a partner
        return Markup("{}").format(text)
    code, plain = Markup("<code>{}</code>"), Markup("{}")
    return Markup("").join((code if index % 2 else plain).format(part) for index, part in enumerate(parts))
