"""Pairs of names, in the API and in Python."""

from __future__ import annotations

from typing import Any

import pytest

from openapi.pipeline.review.comparison import compare
from openapi.pipeline.review.inputs import ReviewInput
from openapi.pipeline.review.policy import Verdict
from openapi.pipeline.review.report import Report
from tests.support.reviews import hide_node
from tests.support.samples import operation, toys


class TestFindNameChanges:
    """An attribute that is read from another field than before breaks code, though no name is gone."""

    def report(self, monkeypatch: pytest.MonkeyPatch, before: dict[str, Any], after: dict[str, Any]) -> Report:
        hide_node(monkeypatch)
        base, head = (ReviewInput(label="", description=one) for one in (before, after))
        return compare(base, head)

    def findings(self, report: Report) -> list[tuple[str, Verdict, str, str | None, str | None]]:
        return [
            (change.name, change.verdict, found.text, found.before, found.after)
            for change in report.changes
            for found in change.findings
        ]

    def toy(self, **members: Any) -> dict[str, Any]:
        document = toys()
        document["components"]["schemas"]["Toy"]["properties"] |= members
        return document

    def test_a_new_field_that_takes_a_name_over(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = {"type": "string"}
        before = self.toy(dueDate=text)
        after = self.toy(dueDate={**text, "x-python-name": "due_day"}, due_date=text)
        report = self.report(monkeypatch, before, after)
        assert self.findings(report) == [
            ("Toy.due_date", Verdict.BREAKING, "has another name", "due_date", "due_day"),
            ("Toy.due_date", Verdict.BREAKING, "has another meaning in the API", "dueDate", "due_date"),
        ]
        assert report.changes[0].operations == ["toys.get_toy", "toys.get_toys"]
        assert report.changes[0].audience == ["read"]
        kept = self.toy(dueDate=text, due_date={**text, "x-python-name": "due_text"})
        assert self.findings(self.report(monkeypatch, before, kept)) == []

    def test_two_fields_that_exchange_their_names(self, monkeypatch: pytest.MonkeyPatch) -> None:
        one, other = {"type": "string"}, {"type": "string", "x-python-name": "open_number"}
        report = self.report(
            monkeypatch, self.toy(openAmount=one, open_amount=other), self.toy(openAmount=other, open_amount=one)
        )
        assert {change.name for change in report.changes} == {"Toy.open_amount", "Toy.open_number"}
        assert report.verdict is Verdict.BREAKING

    def test_a_parameter_and_a_part(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def sized(**name: str) -> dict[str, Any]:
            document = toys()
            size = {"name": "sliceSize", "in": "query", "schema": {"type": "integer"}, **name}
            document["paths"]["/v1/toys"]["get"]["parameters"] = [size]
            part = {"type": "object", "properties": {"theFile": {"type": "string", "format": "binary", **name}}}
            body = {"requestBody": {"content": {"multipart/form-data": {"schema": part}}}}
            document["paths"]["/v1/toys"]["post"] = operation("addToy", None, **body)
            return document

        report = self.report(monkeypatch, sized(), sized(**{"x-python-name": "length"}))
        assert self.findings(report) == [
            (
                "gym.toys.add_toy(the_file=)",
                Verdict.BREAKING,
                "has another name",
                "the_file",
                "length",
            ),
            (
                "gym.toys.get_toys(slice_size=)",
                Verdict.BREAKING,
                "has another name",
                "slice_size",
                "length",
            ),
        ]
        assert report.changes[0].audience == ["send"]
