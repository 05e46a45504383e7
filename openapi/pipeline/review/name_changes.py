"""Compare pairs of names, in the API and in Python.

An attribute that is read from another field than before breaks code, although no name is missing: ``due_date`` may be
read from another field because the overlay gave that name to a new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from openapi.pipeline.review.names import name_arguments, name_fields
from openapi.pipeline.review.pointers import OperationKey

__all__ = ["NameChange", "find_name_changes"]

Owner = TypeVar("Owner", str, OperationKey)
Wire = TypeVar("Wire", str, tuple[str, str])


@dataclass(frozen=True, kw_only=True)
class NameChange:
    """One name that changed, or that means something else.

    Attributes:
        kind: What changed: a field has another Python name, or a Python name another field.
        owner: The schema, or method and path.
        name: The Python name before.
        before: The other name of the pair before.
        after: The other name now.
    """

    kind: Literal["name-changed", "meaning-changed"]
    owner: str | OperationKey
    name: str
    before: str
    after: str


def find_name_changes(base: dict[str, Any], head: dict[str, Any]) -> list[NameChange]:
    """Find fields, parameters and parts with another Python name, and Python names with another meaning.

    Args:
        base: The description before.
        head: The description now.

    Returns:
        The changes, those of fields first.
    """
    return [
        *_compare(name_fields(base), name_fields(head)),
        *_compare(name_arguments(base), name_arguments(head)),
    ]


def _compare(base: Mapping[tuple[Owner, Wire], str], head: Mapping[tuple[Owner, Wire], str]) -> Iterator[NameChange]:
    for (owner, wire), before in base.items():
        after = head.get((owner, wire), before)
        if after != before:
            yield NameChange(kind="name-changed", owner=owner, name=before, before=before, after=after)
    meanings = {(owner, python): wire for (owner, wire), python in head.items()}
    for (owner, wire), python in base.items():
        other = meanings.get((owner, python), wire)
        if other != wire:
            yield NameChange(kind="meaning-changed", owner=owner, name=python, before=_text(wire), after=_text(other))


def _text(name: str | tuple[str, str]) -> str:
    return name if isinstance(name, str) else " ".join(name)
