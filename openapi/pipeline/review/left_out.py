"""Tell what this client leaves out from what the vendor removed, and what is back from what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from openapi.pipeline.description import operations
from openapi.pipeline.review.policy import Finding, judge
from openapi.pipeline.review.usage import UsedChange
from perfectgym_next._core.description import LEFT_OUT

__all__ = ["judge_left_out", "left_out_schemas", "note_left_out"]

_LOST = {"operation-removed", "removed", "enum-removed"}
_BACK = {"operation-added", "added", "enum-added"}


@dataclass(frozen=True)
class _Mark:
    """What a description says is left out of it: reasons by name of the operation, and schemas."""

    reasons: dict[str, str]
    schemas: frozenset[str]

    @classmethod
    def of(cls, description: dict[str, Any]) -> _Mark:
        mark = description.get(LEFT_OUT, {})
        reasons = {one["name"]: one["reason"] for one in mark.get("operations", ())}
        return cls(reasons, frozenset(mark.get("schemas", ())))

    def concerns(self, used: UsedChange) -> bool:
        """Return whether a change is one of an operation that is left out, or of what only such operations use."""
        schemas = {name.partition(".")[0].removesuffix("[]") for name in used.location.schemas}
        return bool(schemas and schemas <= self.schemas) or bool(
            used.usage.operations and set(used.usage.operations) <= self.reasons.keys()
        )

    def reason(self, used: UsedChange) -> str:
        """Return the reason where the change is one of a single operation, else the names of the operations."""
        known = [name for name in used.usage.operations if name in self.reasons]
        if len(known) == 1 and used.location.name == f"gym.{known[0]}":
            return f": {self.reasons[known[0]]}"
        return f", with {', '.join(f'gym.{name}' for name in known)}" if known else ""


def left_out_schemas(*descriptions: dict[str, Any]) -> frozenset[str]:
    """Return the schemas that are left out of any of some descriptions."""
    return frozenset().union(*(_Mark.of(description).schemas for description in descriptions))


def judge_left_out(changes: Iterable[UsedChange], base: dict[str, Any], head: dict[str, Any]) -> list[Finding]:
    """Judge changes as `judge` does, and say which are the doing of our list of operations that are left out.

    Args:
        changes: The changes.
        base: The description before.
        head: The description now.
    """
    lost, back = _Mark.of(head), _Mark.of(base)
    found = []
    for used in changes:
        for finding in judge([used]):
            if finding.kind in _LOST and lost.concerns(used):
                kind = "operation-left-out" if finding.kind == "operation-removed" else "left-out"
                found.append(replace(finding, kind=kind, text=f"is left out here{lost.reason(used)}"))
            elif finding.kind in _BACK and back.concerns(used):
                kind = "operation-taken" if finding.kind == "operation-added" else "taken"
                found.append(replace(finding, kind=kind, text="is taken again"))
            else:
                found.append(finding)
    return found


def note_left_out(base: dict[str, Any], head: dict[str, Any]) -> Iterator[str]:
    """Yield a note on each operation that is left out and was not there before, so that nothing else reports it."""
    known = {entry.name for entry in operations(base) if entry.data.get("operationId")}
    for one in head.get(LEFT_OUT, {}).get("operations", ()):
        if one["name"] not in known:
            yield f"`{one['method']} {one['path']}` ({one['operationId']}) is left out here: {one['reason']}."
