"""Render ``report.md``: the text of a pull request."""

from __future__ import annotations

from openapi.pipeline.review.policy import AUDIENCES, Verdict
from openapi.pipeline.review.report import Change, Report

__all__ = ["render_markdown"]

_LABELS = {Verdict.BREAKING: "**breaking**", Verdict.MINOR: "minor", Verdict.NONE: "no effect"}
_MAX_LENGTH = 60_000  # GitHub allows 65,536 characters in the text of a pull request
_MAX_OPERATIONS = 6


def render_markdown(report: Report) -> str:
    """Render the report; groups that do not fit into a pull request are counted at the end."""
    lines = [
        f"# PerfectGym Next API {report.base.api_version} → {report.head.api_version}",
        "",
        f"{report.headline} {report.counts.capitalize()}, between {_code(report.base.label)} and "
        f"{_code(report.head.label)}.",
        "",
    ]
    if report.next_version:
        lines += [f"Next version: {report.base.version} → **{report.next_version}**.", ""]
    if report.notes:
        lines += ["> [!NOTE]", *(f"> {note}" for note in report.notes), ""]
    if report.unnamed:
        lines += ["These operations have no Python name in `openapi/overlay.yaml` yet:", ""]
        lines += [f"- {_code(name)}" for name in report.unnamed] + [""]
    text = "\n".join(lines) + "\n"
    left_out = 0
    for group in report.groups:
        for heading, changes in group.sections:
            rows = [row for change in changes for row in _rows(change)]
            part = "\n".join(
                [
                    f"## {group.name}: {_heading(heading)}",
                    "",
                    "| | Name | Change | Before | After |",
                    "|---|---|---|---|---|",
                    *rows,
                    "",
                    "",
                ]
            )
            if len(text) + len(part) > _MAX_LENGTH:
                left_out += len(changes)
            else:
                text += part
    if left_out:
        text += f"{left_out} more changes are in the attached report.html.\n"
    return text.rstrip() + "\n"


def _heading(heading: str) -> str:
    return _code(heading) if heading.startswith("gym.") else heading


def _rows(change: Change) -> list[str]:
    for_whom = ", ".join(AUDIENCES[audience] for audience in change.audience)
    label = _LABELS[change.verdict] + (f" for {for_whom}" if for_whom and change.verdict is Verdict.BREAKING else "")
    first, *others = change.findings
    rows = [_row(label, _code(change.name), first.text, first.before, first.after)]
    rows += [_row("", "", one.text, one.before, one.after) for one in others if one.text != first.text]
    if len(change.operations) > 1:
        affected = ", ".join(map(_code, change.operations[:_MAX_OPERATIONS]))
        more = (
            f" and {len(change.operations) - _MAX_OPERATIONS} more" if len(change.operations) > _MAX_OPERATIONS else ""
        )
        rows.append(_row("", "", f"affects {affected}{more}", None, None))
    return rows


def _row(label: str, name: str, what: str, before: str | None, after: str | None) -> str:
    return f"| {label} | {name} | {_cell(what)} | {_value(before)} | {_value(after)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _value(text: str | None) -> str:
    return "" if text is None else _cell(_code(text))


def _code(text: str) -> str:
    """Format inline code, whatever it contains."""
    fence = "`"
    while fence in text:
        fence += "`"
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{pad}{' '.join(text.split())}{pad}{fence}"
