"""Put the findings together: one change a name, grouped by tag and operation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from openapi.pipeline.review.inputs import ReviewInput
from openapi.pipeline.review.policy import AUDIENCES, Audience, Finding, Source, Verdict
from openapi.pipeline.review.versions import next_version

__all__ = ["PACKAGE_GROUP", "SHARED_GROUP", "WHOLE_GROUP", "Change", "Group", "Report", "merge_findings"]

SHARED_GROUP = "Shared by several tags"
WHOLE_GROUP = "The whole API"
PACKAGE_GROUP = "The package"


@dataclass(frozen=True, kw_only=True)
class Change:
    """What happened to one name.

    Attributes:
        name: The Python name.
        findings: Its findings, the one that explains most first.
    """

    name: str
    findings: tuple[Finding, ...]

    @property
    def id(self) -> str:
        """The anchor of the change: stable as long as the name is."""
        return re.sub(r"[^A-Za-z0-9_.]+", "-", self.name).strip("-")

    @property
    def title(self) -> str:
        """The text of its first finding."""
        return self.findings[0].text

    @property
    def verdict(self) -> Verdict:
        """The highest verdict of its findings."""
        return max(finding.verdict for finding in self.findings)

    @property
    def audience(self) -> list[Audience]:
        """Whom the findings of that verdict concern; type checkers only where nobody else is concerned."""
        concerned = {one for finding in self.findings if finding.verdict == self.verdict for one in finding.audience}
        if concerned & {Audience.SEND, Audience.READ}:
            concerned.discard(Audience.TYPES)
        return _sorted(concerned)

    @property
    def sources(self) -> list[Source]:
        """Where it was seen."""
        sources: list[Source] = ["wire", "python"]
        return [source for source in sources if any(finding.source == source for finding in self.findings)]

    @property
    def operations(self) -> list[str]:
        """Names of the operations that it affects."""
        return sorted({name for finding in self.findings for name in finding.operations})

    @property
    def tags(self) -> list[str]:
        """Tags of these operations."""
        return sorted({tag for finding in self.findings for tag in finding.tags})

    def to_dict(self) -> dict[str, Any]:
        """Return the change for ``report.json``."""
        first = self.findings[0]
        return {
            "id": self.id,
            "name": self.name,
            "kind": first.kind,
            "title": self.title,
            "verdict": self.verdict.label,
            "for": [str(one) for one in self.audience],
            "where": first.where,
            "before": first.before,
            "after": first.after,
            "seen_by": self.sources,
            "tags": self.tags,
            "operations": self.operations,
            "findings": [
                {
                    "kind": finding.kind,
                    "text": finding.text,
                    "verdict": finding.verdict.label,
                    "for": _sorted(finding.audience),
                    "source": finding.source,
                    "where": finding.where,
                    "before": finding.before,
                    "after": finding.after,
                    "rule": finding.rule,
                }
                for finding in self.findings
            ],
        }


@dataclass(frozen=True, kw_only=True)
class Group:
    """The changes of one tag, by operation.

    Attributes:
        name: The tag, or what else the changes have in common.
        sections: Heading and changes; the heading is an operation, or says that several share the changes.
    """

    name: str
    sections: tuple[tuple[str, tuple[Change, ...]], ...]

    @property
    def changes(self) -> list[Change]:
        """All changes of the group."""
        return [change for _, changes in self.sections for change in changes]


@dataclass(frozen=True, kw_only=True)
class Report:
    """The result of a review.

    Attributes:
        base: What was compared.
        head: What it was compared with.
        changes: The changes, highest verdict first.
        notes: What a reader has to know: skipped comparisons, sources that are newer than the code.
    """

    base: ReviewInput
    head: ReviewInput
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()

    @property
    def unnamed(self) -> tuple[str, ...]:
        """Operations without a Python name in the overlay."""
        return self.head.unnamed

    @property
    def verdict(self) -> Verdict:
        """The highest verdict of the changes."""
        return max((change.verdict for change in self.changes), default=Verdict.NONE)

    @property
    def headline(self) -> str:
        """The verdict as a sentence."""
        if not self.changes:
            return "Nothing changed."
        return {
            Verdict.BREAKING: "This breaks code that works today.",
            Verdict.MINOR: "This adds to the API and breaks nothing.",
            Verdict.NONE: "This changes documentation only.",
        }[self.verdict]

    @property
    def counts(self) -> str:
        """``2 breaking, 5 minor, 1 without effect on code``."""
        return (
            f"{self.count(Verdict.BREAKING)} breaking, {self.count(Verdict.MINOR)} minor, "
            f"{self.count(Verdict.NONE)} without effect on code"
        )

    @property
    def next_version(self) -> str | None:
        """The version to follow the base's; None where the base has none, or nothing changed."""
        if self.base.version is None or not self.changes:
            return None
        return next_version(self.base.version, self.verdict)

    @property
    def tags(self) -> list[str]:
        """Tags of all changes."""
        return sorted({tag for change in self.changes for tag in change.tags})

    @property
    def groups(self) -> list[Group]:
        """The changes by tag, breaking ones first; what several tags share, and the package, come last."""
        by_group: dict[str, dict[str, list[Change]]] = {}
        for change in self.changes:
            group, section = _group_of(change)
            by_group.setdefault(group, {}).setdefault(section, []).append(change)
        last = [WHOLE_GROUP, SHARED_GROUP, PACKAGE_GROUP]

        def worst(sections: dict[str, list[Change]]) -> int:
            return -max(change.verdict for changes in sections.values() for change in changes)

        ordered = sorted(
            by_group.items(),
            key=lambda item: (item[0] in last, last.index(item[0]) if item[0] in last else worst(item[1]), item[0]),
        )
        return [
            Group(
                name=name,
                sections=tuple(
                    (heading, tuple(changes))
                    for heading, changes in sorted(sections.items(), key=lambda one: (worst({one[0]: one[1]}), one[0]))
                ),
            )
            for name, sections in ordered
        ]

    def count(self, verdict: Verdict) -> int:
        """Return how many changes have a verdict."""
        return sum(change.verdict == verdict for change in self.changes)

    def to_dict(self) -> dict[str, Any]:
        """Return the contents of ``report.json``."""
        return {
            "verdict": self.verdict.label,
            "counts": {verdict.label: self.count(verdict) for verdict in reversed(Verdict)},
            "next_version": self.next_version,
            "base": _input_dict(self.base),
            "head": _input_dict(self.head),
            "notes": list(self.notes),
            "unnamed_operations": list(self.unnamed),
            "audiences": {str(audience): text for audience, text in AUDIENCES.items()},
            "changes": [change.to_dict() for change in self.changes],
        }


def merge_findings(findings: Iterable[Finding]) -> tuple[Change, ...]:
    """Merge findings into one change a name.

    Returns:
        The changes, highest verdict first, then by name. Within a change the finding that explains most comes first:
        the highest verdict, the wire before Python.
    """
    by_name: dict[str, dict[tuple[str, str], Finding]] = {}
    for finding in findings:
        known = by_name.setdefault(finding.name, {})
        key = (finding.source, finding.kind)
        if key not in known or finding.verdict > known[key].verdict:
            known[key] = finding
    changes = [
        Change(
            name=name,
            findings=tuple(sorted(known.values(), key=lambda one: (-one.verdict, one.source == "python"))),
        )
        for name, known in by_name.items()
    ]
    return tuple(sorted(changes, key=lambda change: (-change.verdict, change.name)))


def _sorted(audience: Iterable[Audience]) -> list[Audience]:
    return sorted(audience, key=list(Audience).index)


def _input_dict(one: ReviewInput) -> dict[str, Any]:
    return {"label": one.label, "api_version": one.api_version, "version": one.version}


def _group_of(change: Change) -> tuple[str, str]:
    """Return the group of a change and the heading in it."""
    if len(change.tags) > 1:
        return SHARED_GROUP, "Models"
    if change.tags:
        if len(change.operations) == 1:
            return change.tags[0], f"gym.{change.operations[0]}"
        return change.tags[0], "Models of several operations"
    if change.name.startswith("perfectgym_next"):
        return PACKAGE_GROUP, "Written by hand"
    return WHOLE_GROUP, "Servers, API key and schemas that no operation uses"
