"""Findings of the two halves, and the changes that they add up to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any, Literal, TypeAlias

__all__ = ["AUDIENCES", "Audience", "Change", "Finding", "Half", "Verdict", "merged"]

Half: TypeAlias = Literal["wire", "python"]


class Verdict(IntEnum):
    """What a change asks of the next version; see docs/versioning.md."""

    NONE = 0
    MINOR = 1
    BREAKING = 2

    @property
    def label(self) -> str:
        """As it stands in reports: ``none``, ``minor``, ``breaking``."""
        return self.name.lower()


class Audience(StrEnum):
    """Whom a change concerns."""

    SEND = "send"
    READ = "read"
    TYPES = "types"


AUDIENCES = {
    Audience.SEND: "callers who send it",
    Audience.READ: "callers who read it",
    Audience.TYPES: "type checkers only",
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that one half saw.

    Attributes:
        target: The Python name that a user would type, or the part of the API that has none (``servers``).
        kind: What happened, in the words of a machine: ``member-added``.
        text: What happened, as a sentence.
        verdict: What it asks of the next version.
        audience: Whom it concerns.
        half: Who saw it.
        where: The place in the description or in the package.
        before: How it was, where that can be told in a line.
        after: How it is.
        rule: The rule of the tool that found it.
        operations: Names of the operations that it reaches.
    """

    target: str
    kind: str
    text: str
    verdict: Verdict
    half: Half
    audience: frozenset[Audience] = frozenset()
    where: str = ""
    before: str | None = None
    after: str | None = None
    rule: str = ""
    operations: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Change:
    """What happened to one name."""

    target: str
    findings: list[Finding] = field(default_factory=list)
    operations: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The anchor of the change: stable as long as the name is."""
        return re.sub(r"[^A-Za-z0-9_.]+", "-", self.target).strip("-")

    @property
    def verdict(self) -> Verdict:
        """The highest of its findings."""
        return max(finding.verdict for finding in self.findings)

    @property
    def audience(self) -> list[Audience]:
        """Whom the findings of that verdict concern; type checkers only where nobody else is concerned."""
        concerned = {one for finding in self.findings if finding.verdict == self.verdict for one in finding.audience}
        if concerned & {Audience.SEND, Audience.READ}:
            concerned.discard(Audience.TYPES)
        return sorted(concerned, key=list(Audience).index)

    @property
    def halves(self) -> list[Half]:
        """Which halves saw it."""
        seen = {finding.half for finding in self.findings}
        halves: list[Half] = ["wire", "python"]
        return [half for half in halves if half in seen]

    @property
    def title(self) -> str:
        """What its first finding says."""
        return self.findings[0].text

    def to_dict(self) -> dict[str, Any]:
        """The change in ``report.json``."""
        first = self.findings[0]
        return {
            "id": self.id,
            "name": self.target,
            "kind": first.kind,
            "title": self.title,
            "verdict": self.verdict.label,
            "for": [str(one) for one in self.audience],
            "where": first.where,
            "before": first.before,
            "after": first.after,
            "seen_by": list(self.halves),
            "tags": self.tags,
            "operations": self.operations,
            "findings": [
                {
                    "kind": finding.kind,
                    "text": finding.text,
                    "verdict": finding.verdict.label,
                    "for": sorted(finding.audience, key=list(Audience).index),
                    "half": finding.half,
                    "where": finding.where,
                    "before": finding.before,
                    "after": finding.after,
                    "rule": finding.rule,
                }
                for finding in self.findings
            ],
        }


def merged(findings: Iterable[Finding]) -> list[Change]:
    """One change a name: highest verdict first, then by name.

    Within a change the finding that explains most comes first: the highest verdict, the wire before Python.
    """
    by_target: dict[str, dict[tuple[str, str], Finding]] = {}
    for finding in findings:
        known = by_target.setdefault(finding.target, {})
        key = (finding.half, finding.kind)
        if key not in known or finding.verdict > known[key].verdict:
            known[key] = finding
    changes = []
    for target, known in by_target.items():
        ordered = sorted(known.values(), key=lambda finding: (-finding.verdict, finding.half == "python"))
        operations = sorted({name for finding in ordered for name in finding.operations})
        changes.append(Change(target=target, findings=ordered, operations=operations))
    return sorted(changes, key=lambda change: (-change.verdict, change.target))
