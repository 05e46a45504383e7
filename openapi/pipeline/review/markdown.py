"""Render ``report.md``: the text of a pull request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from openapi.pipeline.review.markdown_text import escape_html, format_block, format_code
from openapi.pipeline.review.migration import draft_migration
from openapi.pipeline.review.policy import Verdict
from openapi.pipeline.review.report import Change, Group, Report, Section
from openapi.pipeline.review.unnamed import draft_actions

__all__ = ["render_markdown"]

_LABELS = {Verdict.BREAKING: "**breaking**", Verdict.MINOR: "minor", Verdict.NONE: "no effect"}
_MAX_LENGTH = 60_000  # GitHub allows 65,536 characters in the text of a pull request


def render_markdown(report: Report) -> str:
    """Render the report: verdict and breaking changes, then the changes of each tag, folded.

    A report that does not fit into a pull request is shortened from its end: first the folded tables become lists of
    names, then counts. Breaking changes are always listed, by tag if one line each would not fit.
    """
    head = _head(report)
    rest = _after_breaking(report)
    migration = _migration(report)
    no_migration = ["What callers change is in the attached report.html.", ""] if migration else []
    ways: list[tuple[Callable[[Report], list[str]], list[str], Callable[[Group], list[str]]]] = [
        (_linked_breaking_table, migration, _group_table),
        (_breaking_table, migration, _group_names),
        (_breaking_table, migration, _group_counts),
        (_breaking_table, no_migration, _group_counts),
        (_breaking_by_tag, no_migration, _group_counts),
        (_breaking_counts, no_migration, _group_counts),
    ]
    text = ""
    for breaking, steps, group in ways:
        tail = [line for one in report.groups for line in group(one)]
        text = "\n".join([*head, *breaking(report), *steps, *rest, *tail]).rstrip() + "\n"
        if len(text) <= _MAX_LENGTH:
            break
    return text


# ---- what comes first -----------------------------------------------------------------------------------------------


def _head(report: Report) -> list[str]:
    verdict = f"**{report.verdict.label.capitalize()}**: " if report.changes else ""
    line = f"{verdict}{report.headline}"
    if report.changes:
        line += f" {report.counts.capitalize()}."
    if report.next_version:
        line += f" Next version: {report.base.version} → **{report.next_version}**."
    return [f"# PerfectGym Next API {report.base.api_version} → {report.head.api_version}", "", line, ""]


def _breaking_table(report: Report) -> list[str]:
    return _table_of_breaking(report, lambda change: format_code(change.name))


def _linked_breaking_table(report: Report) -> list[str]:
    return _table_of_breaking(report, lambda change: f"[{format_code(change.name)}](#{change.id})")


def _table_of_breaking(report: Report, name: Callable[[Change], str]) -> list[str]:
    if not report.breaking:
        return []
    rows = [
        _row(f"{name(change)} {_title(change)}", *map(_value, change.values), change.whom) for change in report.breaking
    ]
    return ["| Breaks | Before | After | For |", "|---|---|---|---|", *rows, ""]


def _breaking_by_tag(report: Report) -> list[str]:
    return [
        f"- **{group.name}**: {_names(changes)}"
        for group in report.groups
        if (changes := [change for change in group.changes if change.verdict is Verdict.BREAKING])
    ] + [""]


def _breaking_counts(report: Report) -> list[str]:
    return [
        f"- **{group.name}**: {count} breaking changes, listed in the attached report.html"
        for group in report.groups
        if (count := sum(change.verdict is Verdict.BREAKING for change in group.changes))
    ] + [""]


def _migration(report: Report) -> list[str]:
    """Return the migration note, folded: code as a diff, then what code does not show."""
    steps = draft_migration(report)
    code = [
        line
        for step in steps
        if step.before or step.after
        for line in (
            f"# {step.change.name} {' '.join(step.change.title.split())}",
            *(f"-{line}" for line in step.before),
            *(f"+{line}" for line in step.after),
        )
    ]
    if not steps:
        return []
    lines = ["<details>", "<summary>What callers change</summary>", ""]
    lines += [*format_block("\n".join(code), "diff"), ""] if code else []
    sentences = [f"- {escape_html(step.sentence)}" for step in steps if step.sentence]
    return [*lines, *sentences, "", "</details>", ""]


def _after_breaking(report: Report) -> list[str]:
    lines = []
    if report.notes:
        lines += ["> [!NOTE]", *(f"> {note}" for note in report.notes), ""]
    if report.unnamed:
        lines += ["These operations have no Python name in `openapi/overlay.yaml` yet:", ""]
        lines += [f"- {format_code(name)}{_origin(report.origins.get(name, ''))}" for name in report.unnamed] + [""]
        actions = draft_actions(report)
        if actions:
            lines += ["<details>", "<summary>Actions that name them</summary>", ""]
            lines += [*format_block(actions, "yaml"), "", "</details>", ""]
    lines += [f"Compared {format_code(report.base.label)} with {format_code(report.head.label)}.", ""]
    return lines


# ---- the changes by tag ---------------------------------------------------------------------------------------------


def _group_table(group: Group) -> list[str]:
    lines = ["<details>", f"<summary><b>{escape_html(group.name)}</b>: {group.counts}</summary>", ""]
    for section in group.sections:
        lines += [_section_heading(section), "", "| | Name | Change | Before | After |", "|---|---|---|---|---|"]
        lines += [row for change in section.changes for row in _rows(change)]
        lines.append("")
    return [*lines, "</details>", ""]


def _section_heading(section: Section) -> str:
    heading = f"**{format_code(section.heading) if section.is_name else section.heading}**{_origin(section.origin)}"
    if section.reached:
        heading += f", used by {', '.join(map(format_code, section.reached))}"
    return heading


def _origin(origin: str) -> str:
    return f" ({', '.join(map(format_code, origin.split(', ')))})" if origin else ""


def _title(change: Change) -> str:
    title = escape_html(change.title)
    if change.rename_text is not None:
        words, name = change.rename_text
        title += f", {words} {format_code(name)}"
    return title


def _rows(change: Change) -> list[str]:
    for_whom = f" for {change.whom}" if change.whom and change.verdict is Verdict.BREAKING else ""
    anchor = f'<a id="{change.id}"></a>' if change.verdict is Verdict.BREAKING else ""
    rows = [
        _row(
            _LABELS[change.verdict] + for_whom,
            anchor + format_code(change.name),
            _title(change),
            *map(_value, change.values),
        )
    ]
    rows += [_row("", "", escape_html(one.text), _value(one.before), _value(one.after)) for one in change.others]
    return rows


def _group_names(group: Group) -> list[str]:
    return [f"- **{group.name}**: {_names(group.changes)}"]


def _group_counts(group: Group) -> list[str]:
    return [f"- **{group.name}**: {group.counts}, see the attached report.html"]


def _names(changes: Sequence[Change]) -> str:
    """List changes by what happened to them, each text once."""
    by_title: dict[str, list[str]] = {}
    for change in changes:
        by_title.setdefault(change.title, []).append(format_code(change.name))
    return "; ".join(f"{', '.join(names)} {escape_html(title)}" for title, names in by_title.items())


# ---- characters -----------------------------------------------------------------------------------------------------


def _row(*cells: str) -> str:
    return f"| {' | '.join(_cells(cells))} |"


def _cells(texts: Iterable[str]) -> Iterable[str]:
    return (text.replace("|", "\\|").replace("\n", " ") for text in texts)


def _value(text: str | None) -> str:
    return "" if text is None else format_code(text)
