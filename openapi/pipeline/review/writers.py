"""Writes a report: for machines, for pull requests, for reading."""

from __future__ import annotations

import json
from pathlib import Path

from openapi.pipeline.review.changes import AUDIENCES, Change, Verdict
from openapi.pipeline.review.report import Report

__all__ = ["markdown", "summary", "write"]

_MARKS = {Verdict.BREAKING: "**breaking**", Verdict.MINOR: "minor", Verdict.NONE: "no break"}
_LISTED = 60_000  # GitHub takes 65,536 characters of text for a pull request


def write(report: Report, into: Path) -> None:
    """Write ``report.json``, ``report.md`` and ``report.html``."""
    from openapi.pipeline.review.page import page

    into.mkdir(parents=True, exist_ok=True)
    texts = {
        "report.json": json.dumps(report.to_dict(), ensure_ascii=False, indent=2) + "\n",
        "report.md": markdown(report),
        "report.html": page(report),
    }
    for name, text in texts.items():
        (into / name).write_text(text, encoding="utf-8")


def counts(report: Report) -> str:
    """``2 breaking, 5 minor, 1 without effect``."""
    return (
        f"{report.count(Verdict.BREAKING)} breaking, {report.count(Verdict.MINOR)} minor, "
        f"{report.count(Verdict.NONE)} without effect on code"
    )


def headline(report: Report) -> str:
    """The verdict as a sentence."""
    if not report.changes:
        return "Nothing changed."
    return {
        Verdict.BREAKING: "This breaks code that works today.",
        Verdict.MINOR: "This adds to the API and breaks nothing.",
        Verdict.NONE: "This changes documentation only.",
    }[report.verdict]


def summary(report: Report, into: Path) -> str:
    """What the command prints."""
    lines = [f"{report.verdict.label}: {headline(report)} {counts(report)}"]
    lines += [f"  {change.target} {change.title}" for change in report.changes if change.verdict is Verdict.BREAKING][
        :20
    ]
    lines += [f"  wants a Python name: {name}" for name in report.unnamed]
    lines += [f"  note: {note}" for note in report.notes]
    if report.next_version:
        lines.append(f"  version: {report.base.version} -> {report.next_version}")
    lines.append(f"  {into / 'report.html'}")
    return "\n".join(lines)


def markdown(report: Report) -> str:
    """``report.md``: the text of a pull request."""
    lines = [
        f"# PerfectGym Next API {report.base.api_version} → {report.head.api_version}",
        "",
        f"{headline(report)} {counts(report)[0].upper()}{counts(report)[1:]}, between {_code(report.base.label)} and "
        f"{_code(report.head.label)}.",
        "",
    ]
    if report.next_version:
        lines += [f"Next version: {report.base.version} → **{report.next_version}**.", ""]
    if report.notes:
        lines += ["> [!NOTE]", *(f"> {note}" for note in report.notes), ""]
    if report.unnamed:
        lines += ["These operations still want a name in `openapi/overlay.yaml`:", ""]
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
                    "| | Name | What | Before | After |",
                    "|---|---|---|---|---|",
                    *rows,
                    "",
                    "",
                ]
            )
            if len(text) + len(part) > _LISTED:
                left_out += len(changes)
            else:
                text += part
    if left_out:
        text += f"{left_out} more changes stand in the attached report.html.\n"
    return text.rstrip() + "\n"


def _heading(heading: str) -> str:
    return _code(heading) if heading.startswith("gym.") else heading


def _rows(change: Change) -> list[str]:
    for_whom = ", ".join(AUDIENCES[audience] for audience in change.audience)
    mark = _MARKS[change.verdict] + (f" for {for_whom}" if for_whom and change.verdict is Verdict.BREAKING else "")
    first, *others = change.findings
    rows = [_row(mark, _code(change.target), first.text, first.before, first.after)]
    rows += [_row("", "", one.text, one.before, one.after) for one in others if one.text != first.text]
    if len(change.operations) > 1:
        reached = ", ".join(map(_code, change.operations[:6]))
        more = f" and {len(change.operations) - 6} more" if len(change.operations) > 6 else ""
        rows.append(_row("", "", f"reaches {reached}{more}", None, None))
    return rows


def _row(mark: str, name: str, what: str, before: str | None, after: str | None) -> str:
    return f"| {mark} | {name} | {_cell(what)} | {_value(before)} | {_value(after)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _value(text: str | None) -> str:
    return "" if text is None else _cell(_code(text))


def _code(text: str) -> str:
    """Inline code, whatever is in it."""
    fence = "`"
    while fence in text:
        fence += "`"
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{pad}{' '.join(text.split())}{pad}{fence}"
