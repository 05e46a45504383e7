"""The comparison as a whole."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openapi.pipeline.review.changes import AUDIENCES, Change, Finding, Verdict, merged
from openapi.pipeline.review.inputs import Side
from openapi.pipeline.review.name_pairs import pair_findings
from openapi.pipeline.review.names import Names
from openapi.pipeline.review.node import NoNodeError
from openapi.pipeline.review.python_changes import surface_findings
from openapi.pipeline.review.redocly import differences
from openapi.pipeline.review.usage import Reach
from openapi.pipeline.review.versions import next_version
from openapi.pipeline.review.wire_changes import wire_findings

__all__ = ["PACKAGE_GROUP", "SHARED_GROUP", "Group", "Report", "compare"]

SHARED_GROUP = "Shared by several tags"
WHOLE_GROUP = "The whole API"
PACKAGE_GROUP = "The package"


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
        """All of them."""
        return [change for _, changes in self.sections for change in changes]


@dataclass(frozen=True, kw_only=True)
class Report:
    """What the review found.

    Attributes:
        base: What was compared.
        head: What it was compared with.
        changes: Highest verdict first.
        unnamed: Operations that still want a Python name.
        notes: What a reader has to know: halves that are missing, sources that are newer than the code.
    """

    base: Side
    head: Side
    changes: tuple[Change, ...]
    unnamed: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """The highest of the changes."""
        return max((change.verdict for change in self.changes), default=Verdict.NONE)

    @property
    def next_version(self) -> str | None:
        """The version that comes after the base's; None where the base has none, or nothing changed."""
        if self.base.version is None or not self.changes:
            return None
        return next_version(self.base.version, self.verdict)

    def count(self, verdict: Verdict) -> int:
        """How many changes have a verdict."""
        return sum(change.verdict == verdict for change in self.changes)

    @property
    def groups(self) -> list[Group]:
        """By tag, those with breaking changes first; what several tags share, and the package, come last."""
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

    def to_dict(self) -> dict[str, Any]:
        """``report.json``."""
        return {
            "verdict": self.verdict.label,
            "counts": {verdict.label: self.count(verdict) for verdict in reversed(Verdict)},
            "next_version": self.next_version,
            "base": _side(self.base),
            "head": _side(self.head),
            "notes": list(self.notes),
            "unnamed_operations": list(self.unnamed),
            "audiences": {str(audience): text for audience, text in AUDIENCES.items()},
            "changes": [change.to_dict() for change in self.changes],
        }


def _side(side: Side) -> dict[str, Any]:
    return {"label": side.label, "api_version": side.api_version, "version": side.version}


def _group_of(change: Change) -> tuple[str, str]:
    """The group and the heading in it."""
    if len(change.tags) > 1:
        return SHARED_GROUP, "Models"
    if change.tags:
        if len(change.operations) == 1:
            return change.tags[0], f"gym.{change.operations[0]}"
        return change.tags[0], "Models of several operations"
    if change.target.startswith("perfectgym_next"):
        return PACKAGE_GROUP, "Written by hand"
    return WHOLE_GROUP, "Servers, keys and what no operation uses"


def compare(base: Side, head: Side) -> Report:
    """Compare two sides.

    Raises:
        WireError: The tool behind the wire half failed.
    """
    notes = [*base.notes, *head.notes]
    before, after = base.packages, head.packages
    old, new = (
        Names(side.description, packages.generated if packages else None)
        for side, packages in ((base, before), (head, after))
    )
    reach = Reach(base.description, head.description)
    findings: list[Finding] = []
    with tempfile.TemporaryDirectory(prefix="perfectgym-next-review-") as scratch:
        try:
            entries = differences(base.description, head.description, Path(scratch))
        except NoNodeError as error:
            notes.insert(0, f"No wire half: {error}. The Python half sees no scopes, bounds, defaults or servers.")
        else:
            findings += wire_findings(entries, old, new, reach)
    findings += pair_findings(old, new, reach)
    if before is not None and after is not None:
        findings += surface_findings(before, after, old, new, reach)
    elif before is not None or after is not None:
        notes.insert(0, "No Python half: one side has no code.")
    changes = merged(findings)
    for change in changes:
        tags = {reach.tags[name] for name in change.operations if name in reach.tags}
        change.tags = sorted(tags)
    return Report(
        base=base,
        head=head,
        changes=tuple(changes),
        unnamed=head.unnamed,
        notes=tuple(notes),
    )
