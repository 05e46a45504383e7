"""Guess which removed schemas and fields exist under another name now.

A guess is offered to the reader and changes no verdict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from openapi.pipeline.review.locations import PythonNames
from openapi.pipeline.review.schemas import describe_schema

__all__ = ["PossibleRename", "find_possible_renames"]

_MIN_AGREEMENT = 0.75  # of the fields of the larger schema
_MIN_FIELDS = 2  # schemas with one field agree by chance
_MIN_LIKENESS = 0.6  # of two names of fields, as difflib measures it

_PREFIX = "#/components/schemas/"


@dataclass(frozen=True, kw_only=True)
class PossibleRename:
    """A removed name and the new one that may replace it.

    Attributes:
        before: The Python name before.
        after: The Python name now.
        reason: Why it may be the same thing.
    """

    before: str
    after: str
    reason: str


def find_possible_renames(base: PythonNames, head: PythonNames) -> list[PossibleRename]:
    """Find removed schemas and fields that may have another name now.

    Args:
        base: The description before, with its Python names.
        head: The description now, with its Python names.

    Returns:
        The guesses, at most one per name; none where two new names are as likely.
    """
    schemas = _find_renamed_schemas(base.description, head.description)
    found = [
        PossibleRename(before=base.class_name(before), after=head.class_name(after), reason=reason)
        for before, (after, reason) in schemas.items()
    ]
    new_names = {before: after for before, (after, _) in schemas.items()}
    old_schemas, new_schemas = _schemas(base.description), _schemas(head.description)
    for name, old in old_schemas.items():
        new = new_schemas.get(name)
        if new is not None:
            found += [
                PossibleRename(
                    before=f"{base.class_name(name)}.{base.attribute_name(name, before)}",
                    after=f"{head.class_name(name)}.{head.attribute_name(name, after)}",
                    reason=reason,
                )
                for before, after, reason in _find_renamed_fields(_fields(old, new_names), _fields(new, {}))
            ]
    return [one for one in found if one.before != one.after]


def _schemas(description: dict[str, Any]) -> dict[str, Any]:
    return description.get("components", {}).get("schemas", {})  # type: ignore[no-any-return]


def _fields(schema: dict[str, Any], new_names: dict[str, str]) -> dict[str, str]:
    """Return the types of the fields of a schema, with renamed schemas under their new names."""
    fields = {}
    for field, node in schema.get("properties", {}).items():
        text = describe_schema(node) or ""
        fields[field] = " ".join(new_names.get(word, word) for word in text.split())
    return fields


# ---- schemas --------------------------------------------------------------------------------------------------------


def _find_renamed_schemas(base: dict[str, Any], head: dict[str, Any]) -> dict[str, tuple[str, str]]:
    old, new = _schemas(base), _schemas(head)
    gone, fresh = old.keys() - new.keys(), new.keys() - old.keys()
    exchanged: dict[str, set[str]] = defaultdict(set)
    sites = dict(_references(head, ()))
    for site, reference in _references(base, ()):
        other = sites.get(site)
        if reference in gone and other in fresh:
            exchanged[reference].add(str(other))
    found = {
        before: (after, "it is used where the old one was")
        for before, names in exchanged.items()
        if len(names) == 1 and sum(names <= others for others in exchanged.values()) == 1
        for after in names
    }
    rest, candidates = gone - exchanged.keys(), fresh - {after for after, _ in found.values()}
    similar = {before: {after for after in candidates if _is_similar(old[before], new[after])} for before in rest}
    for before, names in similar.items():
        if len(names) == 1 and sum(names <= others for others in similar.values()) == 1:
            found[before] = (next(iter(names)), "most of its fields are the same")
    return dict(sorted(found.items()))


def _references(node: Any, site: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each place that refers to a schema; an item of a list is at its index."""
    if isinstance(node, dict):
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith(_PREFIX):
            yield site, reference.removeprefix(_PREFIX)
        for key, value in node.items():
            yield from _references(value, (*site, str(key)))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _references(value, (*site, str(index)))


def _is_similar(old: dict[str, Any], new: dict[str, Any]) -> bool:
    before, after = _fields(old, {}).items(), _fields(new, {}).items()
    most = max(len(before), len(after))
    return most >= _MIN_FIELDS and len(before & after) >= _MIN_AGREEMENT * most


# ---- fields ---------------------------------------------------------------------------------------------------------


def _find_renamed_fields(old: dict[str, str], new: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    gone, fresh = [name for name in old if name not in new], [name for name in new if name not in old]
    pairs = [
        (before, after, "its name is similar" if _are_alike(before, after) else "it has the same type")
        for before in gone
        for after in fresh
        if _are_alike(before, after) or (old[before] == new[after] and not _is_common(old[before]))
    ]
    for before, after, reason in pairs:
        if sum(before == one for one, _, _ in pairs) == 1 and sum(after == one for _, one, _ in pairs) == 1:
            yield before, after, reason


def _is_common(text: str) -> bool:
    """Return whether a type says little: every other field is a text or a number."""
    return text.removeprefix("list of ").partition(" ")[0] in {
        "string",
        "integer",
        "number",
        "boolean",
        "anything",
    } and (text not in {"string (date)", "string (date-time)"})


def _are_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.lower(), other.lower()).ratio() >= _MIN_LIKENESS
