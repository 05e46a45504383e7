"""Compare and judge the tables of webhook events, ``webhooks.json`` in the generated packages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openapi.pipeline.review.policy import Audience, Finding, Verdict

__all__ = ["judge_webhooks"]


def judge_webhooks(base: Mapping[str, Any] | None, head: Mapping[str, Any] | None) -> list[Finding]:
    """Judge what changed for those who receive webhooks.

    Args:
        base: The table before; None where the package had none.
        head: The table now.
    """
    if base is None or head is None:
        return []
    before, after = base["types"], head["types"]
    findings = [
        _finding(name, "webhook-type-removed", "is no longer a type of webhook events", Verdict.BREAKING)
        for name in before.keys() - after.keys()
    ]
    findings += [
        _finding(name, "webhook-type-added", "is a new type of webhook events", Verdict.MINOR)
        for name in after.keys() - before.keys()
    ]
    for name in before.keys() & after.keys():
        findings += _judge_type(name, before[name], after[name])
    return sorted(findings, key=lambda one: (one.name, one.kind))


def _judge_type(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Finding]:
    if old["entity"] != new["entity"]:
        text = "has the id of something else"
        yield _finding(
            name, "webhook-entity-changed", text, Verdict.BREAKING, before=old["entity"], after=new["entity"]
        )
    before, after = (_read_from(one) for one in (old, new))
    if lost := [one for one in before if one not in after]:
        yield _finding(name, "webhook-field-removed", "lost a field", Verdict.BREAKING, before=", ".join(lost))
    if gained := [one for one in after if one not in before]:
        yield _finding(name, "webhook-field-added", "has a new field", Verdict.MINOR, after=", ".join(gained))
    if more := [one for one in new["optional"] if one not in old["optional"] and one in old["attributes"].values()]:
        yield _finding(name, "webhook-field-optional", "may lack a field", Verdict.BREAKING, after=", ".join(more))
    if old["source"] != new["source"]:
        text = "was read on another page of the vendor"
        yield _finding(name, "webhook-source-changed", text, Verdict.NONE, before=old["source"], after=new["source"])


def _read_from(row: Mapping[str, Any]) -> list[str]:
    """Return the Python attributes of a type, without that of its entity."""
    return [name for name, source in row["attributes"].items() if source != "entityId"]


def _finding(
    name: str, kind: str, text: str, verdict: Verdict, *, before: str | None = None, after: str | None = None
) -> Finding:
    return Finding(
        name=f"WebhookEventType.{name}",
        kind=kind,
        text=text,
        verdict=verdict,
        source="wire",
        audience=frozenset({Audience.READ}) if verdict is not Verdict.NONE else frozenset(),
        where=f"webhooks.yaml, {name}",
        before=before,
        after=after,
        rule="webhooks",
        tags=("Webhooks",),
    )
