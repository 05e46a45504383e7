"""Pairs of names, in the API and in Python: an attribute that stands for another field breaks code without a word.

The Python half compares names and annotations. It does not see that ``due_date`` is read from another field of the API
than before, because the overlay gave that name to a new field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from openapi.pipeline.review.changes import Audience, Finding, Verdict
from openapi.pipeline.review.names import Names
from openapi.pipeline.review.usage import Reach

__all__ = ["pair_findings"]

Owner = TypeVar("Owner")
Wire = TypeVar("Wire")


class _Difference(NamedTuple):
    """What happened to a name of one schema or operation.

    Attributes:
        owner: The schema, or method and path.
        name: The Python name before.
        kind: What happened, in the words of a machine.
        text: The same as a sentence.
        before: The other name of the pair before.
        after: The other name now.
    """

    owner: Any
    name: str
    kind: str
    text: str
    before: Any
    after: Any


def pair_findings(base: Names, head: Names, reach: Reach) -> Iterator[Finding]:
    """Find fields, parameters and parts with another Python name, and Python names that stand for something else.

    Args:
        base: Names before.
        head: Names now.
        reach: Who uses a schema, on both sides.
    """
    for found in _differences(base.fields, head.fields):
        root = found.owner.partition(".")[0].partition("[")[0]
        target = f"{head.class_of(found.owner)}.{found.name}"
        yield _finding(found, target, f"schema {found.owner}", reach.directions(root), reach.operations(root))
    for found in _differences(base.arguments, head.arguments):
        operation = head.operation_name(*found.owner)
        target = f"gym.{operation}({found.name}=)"
        yield _finding(found, target, " ".join(found.owner), frozenset({Audience.SEND}), (operation,))


def _differences(
    base: Mapping[tuple[Owner, Wire], str], head: Mapping[tuple[Owner, Wire], str]
) -> Iterator[_Difference]:
    for (owner, wire), before in base.items():
        after = head.get((owner, wire), before)
        if after != before:
            yield _Difference(owner, before, "name-changed", "has another name in Python", before, after)
    stands_for = {(owner, python): wire for (owner, wire), python in head.items()}
    for (owner, wire), python in base.items():
        other = stands_for.get((owner, python), wire)
        if other != wire:
            text = "stands for something else of the API"
            yield _Difference(owner, python, "meaning-changed", text, _told(wire), _told(other))


def _told(name: Any) -> str:
    return name if isinstance(name, str) else " ".join(name)


def _finding(
    found: _Difference, target: str, where: str, audience: frozenset[Audience], operations: tuple[str, ...]
) -> Finding:
    return Finding(
        target=target,
        kind=found.kind,
        text=found.text,
        verdict=Verdict.BREAKING,
        half="python",
        audience=audience,
        where=where,
        before=found.before,
        after=found.after,
        rule="names",
        operations=operations,
    )
