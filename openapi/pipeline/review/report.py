"""Put the findings together: one change a name, grouped by tag and operation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openapi.pipeline.description import operations
from openapi.pipeline.review.inputs import ReviewInput
from openapi.pipeline.review.packages import vendor_names
from openapi.pipeline.review.policy import AUDIENCES, Audience, Finding, Source, Verdict
from openapi.pipeline.review.renames import PossibleRename
from openapi.pipeline.review.versions import next_version

__all__ = [
    "PACKAGE_GROUP",
    "SHARED_GROUP",
    "WHOLE_GROUP",
    "Change",
    "Group",
    "Report",
    "Section",
    "merge_findings",
]

SHARED_GROUP = "Types that several tags share"
WHOLE_GROUP = "The whole API"
PACKAGE_GROUP = "The package"
HAND_WRITTEN_SECTION = "Written by hand"
REST_SECTION = "Addresses, API key and types that no operation uses"

_COUNTED = {Verdict.BREAKING: "breaking", Verdict.MINOR: "minor", Verdict.NONE: "without effect on code"}


_IN_PYTHON = frozenset(
    {
        *("operation-added", "operation-removed", "operation-renamed", "operation-left-out", "operation-taken"),
        *("body-added", "body-removed", "type-changed"),
        *("parameter-added", "parameter-removed", "field-added", "field-removed", "became-required", "became-optional"),
        *("reference-changed", "may-be-null", "never-null", "may-contain-null", "no-null-inside"),
        *("enum-introduced", "enum-dropped"),
        *("enum-values-removed", "enum-values-added"),
        *("variants-added", "variants-removed", "union-introduced", "union-dropped"),
    }
)
"""Changes of the description that the packages show, too: callers know the values of the packages."""


_LOST_OPERATION = {"operation-removed", "operation-renamed", "operation-moved", "operation-left-out"}

_RENAMED = {"field-added", "field-removed", "added", "removed"}
"""Changes that a rename would explain."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """What happened to one name.

    Attributes:
        name: The Python name.
        findings: Its findings, the one that explains most first.
        rename: The rename that would explain it, if it was removed or is new.
    """

    name: str
    findings: tuple[Finding, ...]
    rename: PossibleRename | None = None

    @property
    def id(self) -> str:
        """The anchor of the change: stable as long as the name is."""
        return re.sub(r"[^A-Za-z0-9_.]+", "-", self.name).strip("-")

    @property
    def title(self) -> str:
        """The text of its first finding."""
        return self.findings[0].text

    @property
    def rename_text(self) -> tuple[str, str] | None:
        """How to say that it may be a rename: words, and the other name."""
        if self.rename is None:
            return None
        if self.rename.before == self.name:
            return "perhaps renamed to", self.rename.after
        return "perhaps the new name of", self.rename.before

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
    def whom(self) -> str:
        """Whom it concerns, in words; empty where it concerns nobody."""
        audience = frozenset(self.audience)
        if Audience.TYPES in audience or not audience:
            return "type checkers only" if audience else ""
        if self.name.startswith("gym."):
            return "callers who read the result" if audience == {Audience.READ} else "callers"
        if not (self.operations or self.tags or self.name.startswith("perfectgym_next")):
            return "all callers"
        verbs = " or ".join(str(audience) for audience in self.audience)
        return f"callers who {verbs} it"

    @property
    def values(self) -> tuple[str | None, str | None]:
        """How it was and how it is: in Python where the packages show it, else in the description."""
        first = self.findings[0]
        if first.source == "wire" and first.kind in _IN_PYTHON - {"operation-renamed"}:
            shown = [one for one in self.findings if one.source == "python" and (one.before or one.after)]
            shown.sort(key=lambda one: (-one.verdict, not one.kind.startswith("argument-")))
            if shown:
                first = shown[0]
        return first.before, first.after

    @property
    def others(self) -> list[Finding]:
        """The findings that say something else than the first: not that Python shows what the description does."""
        first, *others = self.findings
        explained = any(one.source == "wire" and one.kind in _IN_PYTHON for one in self.findings)
        texts = {first.text}
        found = []
        for one in others:
            shown = one.source == "python" and (explained or one.kind in {"argument-optional", "argument-added"})
            if not shown and one.text not in texts:
                texts.add(one.text)
                found.append(one)
        return found

    @property
    def places(self) -> list[str]:
        """The places in the description that show it; in the packages, where the description does not."""
        shown = [one for one in self.findings if one.source == "wire"] or self.findings
        return list(dict.fromkeys(one.where for one in shown if one.where))

    @property
    def owner(self) -> str:
        """The operation (``gym.devices.list_devices``) or class (``Device``) that the name belongs to."""
        return self.name.partition("(")[0] if self.name.startswith("gym.") else self.name.partition(".")[0]

    @property
    def is_lost_operation(self) -> bool:
        """Whether an operation can no longer be called by its name."""
        return any(one.kind in _LOST_OPERATION for one in self.findings)

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
            "before": self.values[0],
            "after": self.values[1],
            "perhaps_renamed": None
            if self.rename is None
            else {"before": self.rename.before, "after": self.rename.after, "reason": self.rename.reason},
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
class Section:
    """The changes of one operation or of one class.

    Attributes:
        heading: ``gym.<tag>.<operation>``, a class, or what else the changes have in common.
        changes: The changes, highest verdict first.
        origin: What the vendor calls the operation: method, path and name; empty for a class.
    """

    heading: str
    changes: tuple[Change, ...]
    origin: str = ""

    @property
    def verdict(self) -> Verdict:
        """The highest verdict of the changes."""
        return max(change.verdict for change in self.changes)

    @property
    def is_name(self) -> bool:
        """Whether the heading is a Python name."""
        return self.heading not in {HAND_WRITTEN_SECTION, REST_SECTION}

    @property
    def reached(self) -> list[str]:
        """The operations that the changes of a class affect; empty for a section of an operation."""
        if self.heading.startswith("gym."):
            return []
        return sorted({f"gym.{name}" for change in self.changes for name in change.operations})


@dataclass(frozen=True, kw_only=True)
class Group:
    """The changes of one tag, by operation and class.

    Attributes:
        name: The tag, or what else the changes have in common.
        sections: The sections, those with breaking changes first.
    """

    name: str
    sections: tuple[Section, ...]

    @property
    def changes(self) -> list[Change]:
        """All changes of the group."""
        return [change for section in self.sections for change in section.changes]

    @property
    def counts(self) -> str:
        """``2 breaking, 5 minor``; verdicts that do not occur are left out."""
        texts = [f"{count_of(self.changes, verdict)} {_COUNTED[verdict]}" for verdict in reversed(Verdict)]
        return ", ".join(text for text in texts if not text.startswith("0 "))


@dataclass(frozen=True, kw_only=True)
class Report:
    """The result of a review.

    Attributes:
        base: What was compared.
        head: What it was compared with.
        changes: The changes, highest verdict first.
        notes: What a reader has to know: skipped comparisons, sources that are newer than the code.
        incomplete: Whether a comparison was skipped, so that the verdict may be too low.
    """

    base: ReviewInput
    head: ReviewInput
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()
    incomplete: bool = False

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
        """The verdict as a sentence, with a warning if a comparison was skipped."""
        return f"{self._headline} This review is incomplete, see the notes." if self.incomplete else self._headline

    @property
    def _headline(self) -> str:
        if not self.changes:
            return "Nothing changed."
        return {
            Verdict.BREAKING: "This breaks code that works today.",
            Verdict.MINOR: "This adds to the API and breaks nothing.",
            Verdict.NONE: "This changes documentation only.",
        }[self.verdict]

    @property
    def breaking(self) -> list[Change]:
        """The breaking changes: operations that can no longer be called first, then by name."""
        found = [change for change in self.changes if change.verdict is Verdict.BREAKING]
        return sorted(found, key=lambda change: not change.is_lost_operation)

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
        groups = [
            Group(
                name=name,
                sections=tuple(
                    sorted(
                        (
                            Section(heading=heading, changes=tuple(changes), origin=self.origins.get(heading, ""))
                            for heading, changes in sections.items()
                        ),
                        key=lambda one: (-one.verdict, one.heading),
                    )
                ),
            )
            for name, sections in by_group.items()
        ]
        last = [SHARED_GROUP, WHOLE_GROUP, PACKAGE_GROUP]
        return sorted(
            groups,
            key=lambda group: (
                last.index(group.name) if group.name in last else -1,
                -max(section.verdict for section in group.sections),
                group.name,
            ),
        )

    @cached_property
    def origins(self) -> dict[str, str]:
        """What the vendor calls each operation, by ``gym.<tag>.<operation>``: ``GET /v1/devices, getDevices``."""
        found = {}
        for side in (self.base, self.head):
            names = {} if side.packages is None else vendor_names(side.packages.generated)
            for entry in operations(side.description):
                if entry.data.get("operationId"):
                    name = names.get(entry.name) or entry.data["operationId"]
                    found[f"gym.{entry.name}"] = f"{entry.method} {entry.path}, {name}"
        return found

    def count(self, verdict: Verdict) -> int:
        """Return how many changes have a verdict."""
        return count_of(self.changes, verdict)

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


def merge_findings(findings: Iterable[Finding], renames: Iterable[PossibleRename] = ()) -> tuple[Change, ...]:
    """Merge findings into one change a name.

    Args:
        findings: The findings.
        renames: Removed names that may have become new ones.

    Returns:
        The changes, highest verdict first, then by name. Within a change the finding that explains most comes first:
        the highest verdict, the wire before Python.
    """
    by_name: dict[str, dict[tuple[str, str], Finding]] = {}
    by_rename = {name: rename for rename in renames for name in (rename.before, rename.after)}
    for finding in findings:
        known = by_name.setdefault(finding.name, {})
        key = (finding.source, finding.kind)
        if key not in known or finding.verdict > known[key].verdict:
            known[key] = finding
    changes = [
        Change(
            name=name,
            findings=tuple(sorted(known.values(), key=lambda one: (-one.verdict, one.source == "python"))),
            rename=by_rename.get(name) if {kind for _, kind in known} & _RENAMED else None,
        )
        for name, known in by_name.items()
    ]
    return tuple(sorted(changes, key=lambda change: (-change.verdict, change.name)))


def count_of(changes: Iterable[Change], verdict: Verdict) -> int:
    """Return how many of some changes have a verdict."""
    return sum(change.verdict == verdict for change in changes)


def _sorted(audience: Iterable[Audience]) -> list[Audience]:
    return sorted(audience, key=list(Audience).index)


def _input_dict(one: ReviewInput) -> dict[str, Any]:
    return {"label": one.label, "api_version": one.api_version, "version": one.version}


def _group_of(change: Change) -> tuple[str, str]:
    """Return the group of a change and the heading in it."""
    if len(change.tags) > 1:
        return SHARED_GROUP, change.owner
    if change.tags:
        operation = f"gym.{change.operations[0]}" if len(change.operations) == 1 else change.owner
        return change.tags[0], operation
    if change.name.startswith("perfectgym_next"):
        return PACKAGE_GROUP, HAND_WRITTEN_SECTION
    return WHOLE_GROUP, REST_SECTION
