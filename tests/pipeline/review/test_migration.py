"""What callers change in their code."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from openapi.pipeline.review.markdown import render_markdown
from openapi.pipeline.review.migration import MigrationStep, draft_migration
from openapi.pipeline.review.page import render_page
from openapi.pipeline.review.policy import Audience, Verdict
from openapi.pipeline.review.renames import PossibleRename
from openapi.pipeline.review.report import Report, merge_findings
from tests.support.reviews import finding, small_report

SEND, READ, TYPES = ({"audience": frozenset({one})} for one in (Audience.SEND, Audience.READ, Audience.TYPES))
ENTRY = {"operations": ("accounts.list_entries",)}


def report_of(name: str, kind: str, *renames: PossibleRename, text: str = "changed", **more: Any) -> Report:
    small = small_report()
    found = finding(name, text, Verdict.BREAKING, kind=kind, **{**ENTRY, **more})
    return Report(base=small.base, head=small.head, changes=merge_findings([found], renames))


def step(name: str, kind: str, *renames: PossibleRename, **more: Any) -> MigrationStep:
    [drafted] = draft_migration(report_of(name, kind, *renames, **more))
    return drafted


class TestCode:
    @pytest.mark.parametrize(
        ("name", "kind", "more", "before", "after"),
        [
            ("gym.toys.get_toy", "operation-removed", {"before": "get_toy(toy_id)"}, "gym.toys.get_toy(toy_id)", ""),
            (
                "gym.toys.get_doll",
                "operation-renamed",
                {"before": "gym.toys.get_toy", "after": "gym.toys.get_doll"},
                "gym.toys.get_toy(...)",
                "gym.toys.get_doll(...)",
            ),
            (
                "gym.toys.list_toys(size=)",
                "parameter-added",
                {**SEND, "after": "size: int"},
                "gym.toys.list_toys(...)",
                "gym.toys.list_toys(..., size=...)  # int",
            ),
            (
                "gym.toys.add_toy(body=)",
                "body-added",
                SEND,
                "gym.toys.add_toy(...)",
                "gym.toys.add_toy(..., body)",
            ),
            (
                "gym.toys.list_toys(size=)",
                "parameter-removed",
                SEND,
                "gym.toys.list_toys(..., size=...)",
                "gym.toys.list_toys(...)",
            ),
            (
                "gym.toys.list_toys(size=)",
                "default-changed",
                {**SEND, "before": "10", "after": "20"},
                "gym.toys.list_toys(...)",
                "gym.toys.list_toys(..., size=10)",
            ),
            (
                "gym.toys.get_toy(toy_id=)",
                "parameter-moved",
                {**SEND, "before": "path", "after": "query"},
                "gym.toys.get_toy(...)",
                "gym.toys.get_toy(toy_id=...)",
            ),
            ("ToyRequest.size", "field-added", SEND, "ToyRequest(...)", "ToyRequest(..., size=...)"),
            ("ToyRequest.size", "field-removed", SEND, "ToyRequest(..., size=...)", "ToyRequest(...)"),
            ("BookingEntry.note", "field-removed", READ, "booking_entry.note", ""),
            (
                "BookingEntry.note",
                "may-be-null",
                READ,
                "print(booking_entry.note)",
                "if booking_entry.note is not None:\n    print(booking_entry.note)",
            ),
            (
                "BookingEntry.id",
                "type-changed",
                {**READ, "before": "int", "after": "str"},
                "value: int = booking_entry.id",
                "value: str = booking_entry.id",
            ),
            (
                "gym.toys.get_toy",
                "reference-changed",
                {**READ, "before": "Toy", "after": "list[Toy]"},
                "result: Toy = gym.toys.get_toy(...)",
                "result: list[Toy] = gym.toys.get_toy(...)",
            ),
            (
                "Toy.due_date",
                "name-changed",
                {**READ, "before": "due_date", "after": "due_day"},
                "toy.due_date",
                "toy.due_day",
            ),
            (
                "Doll",
                "class-renamed",
                {"before": "Toy", "after": "Doll"},
                "from perfectgym_next.models import Toy",
                "from perfectgym_next.models import Doll",
            ),
        ],
    )
    def test_the_smallest_before_and_after(
        self, name: str, kind: str, more: dict[str, Any], before: str, after: str
    ) -> None:
        drafted = step(name, kind, **more)
        assert ("\n".join(drafted.before), "\n".join(drafted.after)) == (before, after)
        for lines in (before, after):
            ast.parse(lines)

    def test_a_field_sent_and_read_is_shown_both_ways(self) -> None:
        both = step("Money.scale", "field-removed", audience=frozenset({Audience.SEND, Audience.READ}))
        assert both.before == ("Money(..., scale=...)", "money.scale")
        assert both.after == ("Money(...)",)

    @pytest.mark.parametrize(
        ("name", "kind", "audience", "rename", "after"),
        [
            ("Toy.a", "field-removed", READ, "Toy.b", "toy.b  # perhaps"),
            ("Toy.a", "field-removed", SEND, "Toy.b", "Toy(..., b=...)  # perhaps"),
            ("Toy", "removed", READ, "Doll", "from perfectgym_next.models import Doll  # perhaps"),
        ],
    )
    def test_a_possible_rename_is_marked_as_one(
        self, name: str, kind: str, audience: dict[str, Any], rename: str, after: str
    ) -> None:
        guess = PossibleRename(before=name, after=rename, reason="")
        assert step(name, kind, guess, **audience).after == (after,)


class TestSentences:
    @pytest.mark.parametrize(
        ("name", "kind", "more", "sentence"),
        [
            (
                "gym.toys.get_toy",
                "scopes-changed",
                {"before": "A", "after": "A and B"},
                "`gym.toys.get_toy` needs an API key with A and B (before: A).",
            ),
            (
                "Toy.size",
                "bounds-tightened",
                {**SEND, "text": "now has a maximum", "after": "9"},
                "`Toy.size` now has a maximum (9): other values are refused.",
            ),
            (
                "Toy.size",
                "annotation-changed",
                {**TYPES, "before": "int", "after": "Decimal"},
                "The code runs as before. Its annotation was `int` and is `Decimal` now.",
            ),
            ("Toy.size", "something-new", {}, "`Toy.size` changed: check the code that uses it."),
            (
                "servers",
                "server-removed",
                {"operations": ()},
                "This package has to be changed by hand, not the code that calls it: `servers` changed.",
            ),
        ],
    )
    def test_what_code_does_not_show(self, name: str, kind: str, more: dict[str, Any], sentence: str) -> None:
        drafted = step(name, kind, **more)
        assert (drafted.before, drafted.after, drafted.sentence) == ((), (), sentence)


class TestReports:
    def test_the_note_is_folded_below_the_breaking_changes(self) -> None:
        text = render_markdown(report_of("BookingEntry.note", "field-removed", text="was removed"))
        lines = text.splitlines()
        start = lines.index("<summary>What callers change</summary>")
        assert lines[start + 2 : start + 6] == [
            "```diff",
            "# BookingEntry.note was removed",
            "-booking_entry.note",
            "```",
        ]
        assert lines.index("| Breaks | Before | After | For |") < start

    def test_the_page_has_it_too(self) -> None:
        html = render_page(report_of("BookingEntry.note", "field-removed"))
        assert "<del>booking_entry.note</del>" in html

    def test_there_is_none_where_nothing_breaks(self) -> None:
        small = small_report()
        quiet = Report(base=small.base, head=small.head, changes=())
        assert "What callers change" not in render_markdown(quiet) + render_page(quiet)
