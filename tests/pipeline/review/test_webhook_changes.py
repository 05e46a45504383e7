"""What changes in the table of webhook events, judged for those who receive them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openapi.pipeline.generate import PACKAGE, ROOT
from openapi.pipeline.review.comparison import compare
from openapi.pipeline.review.inputs import read_base, read_working_tree
from openapi.pipeline.review.markdown import render_markdown
from openapi.pipeline.review.policy import Verdict
from openapi.pipeline.review.webhook_changes import judge_webhooks
from tests.support.reviews import build_wheel, copy_checkout, hide_node

TABLE: Any = json.loads((ROOT / "generated" / PACKAGE / "webhooks.json").read_text("utf-8"))
CONTRACT = TABLE["types"]["CONTRACT_CREATED"]


def changed(change: Callable[[Any], object]) -> Any:
    table = copy.deepcopy(TABLE)
    change(table["types"])
    return table


def row(change: Callable[[Any], object]) -> Any:
    return changed(lambda types: change(types["CONTRACT_CREATED"]))


@pytest.mark.parametrize(
    ("before", "after", "kind", "verdict", "values"),
    [
        (
            changed(lambda types: types.pop("CONTRACT_CREATED")),
            TABLE,
            "webhook-type-added",
            Verdict.MINOR,
            (None, None),
        ),
        (
            TABLE,
            changed(lambda types: types.pop("CONTRACT_CREATED")),
            "webhook-type-removed",
            Verdict.BREAKING,
            (None, None),
        ),
        (
            TABLE,
            row(lambda one: one.update(entity="contract")),
            "webhook-entity-changed",
            Verdict.BREAKING,
            ("customer", "contract"),
        ),
        (
            TABLE,
            row(lambda one: one["attributes"].update(rate_id="rateId")),
            "webhook-field-added",
            Verdict.MINOR,
            (None, "rate_id"),
        ),
        (
            TABLE,
            row(lambda one: one["attributes"].pop("contract_id")),
            "webhook-field-removed",
            Verdict.BREAKING,
            ("contract_id", None),
        ),
        (
            TABLE,
            row(lambda one: one.update(optional=["contractId"])),
            "webhook-field-optional",
            Verdict.BREAKING,
            (None, "contractId"),
        ),
        (
            TABLE,
            row(lambda one: one.update(source="sibling")),
            "webhook-source-changed",
            Verdict.NONE,
            ("own", "sibling"),
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_change_has_a_verdict(
    before: Any, after: Any, kind: str, verdict: Verdict, values: tuple[str | None, str | None]
) -> None:
    (finding,) = judge_webhooks(before, after)
    assert (finding.name, finding.kind, finding.verdict) == ("WebhookEventType.CONTRACT_CREATED", kind, verdict)
    assert (finding.before, finding.after) == values


def test_nothing_is_found_where_nothing_changed_or_there_was_no_table() -> None:
    assert judge_webhooks(TABLE, copy.deepcopy(TABLE)) == []
    assert judge_webhooks(None, TABLE) == []
    assert judge_webhooks(TABLE, None) == []


def test_a_new_optional_field_breaks_nobody() -> None:
    after = row(lambda one: (one["attributes"].update(rate_id="rateId"), one.update(optional=["rateId"])))
    assert [finding.kind for finding in judge_webhooks(TABLE, after)] == ["webhook-field-added"]


class TestAReview:
    """Of a whole checkout whose table changes."""

    @pytest.fixture
    def root(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        hide_node(monkeypatch)
        return copy_checkout(tmp_path / "checkout")

    def change(self, root: Path) -> None:
        path = root / "generated" / PACKAGE / "webhooks.json"
        after = changed(lambda types: (types.pop("DEVICE_CREATED"), types.update(SOLARIUM_OPENED=CONTRACT)))
        path.write_text(json.dumps(after), encoding="utf-8")

    @pytest.mark.parametrize("base", ["revision", "wheel"])
    def test_reports_it(self, root: Path, tmp_path: Path, base: str) -> None:
        (tmp_path / "scratch").mkdir()
        given = str(build_wheel(root, tmp_path)) if base == "wheel" else "HEAD"
        self.change(root)
        report = compare(read_base(given, tmp_path / "scratch", root), read_working_tree(root))
        assert [(change.name, change.verdict) for change in report.changes] == [
            ("WebhookEventType.DEVICE_CREATED", Verdict.BREAKING),
            ("WebhookEventType.SOLARIUM_OPENED", Verdict.MINOR),
        ]
        assert [group.name for group in report.groups] == ["Webhooks"]
        assert [change.whom for change in report.changes] == ["callers who read it"] * 2
        text = render_markdown(report)
        assert "`WebhookEventType.DEVICE_CREATED` is no longer a type of webhook events: check the code that" in text

    def test_says_that_the_code_is_older_than_the_table(self, root: Path) -> None:
        path = root / "openapi" / "webhooks.yaml"
        path.write_text(path.read_text("utf-8") + "# changed\n", encoding="utf-8")
        assert read_working_tree(root).outdated_by == ("openapi/webhooks.yaml",)
