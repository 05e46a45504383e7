"""Compare unions: which object a value of the discriminator leads to, and whether null is allowed.

A union is compared where it is used, not in its own schema: it makes no class, and users know the attribute or result.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openapi.pipeline.review.comparable import UnionPlace, find_unions
from openapi.pipeline.review.pointers import DescriptionNode, follow, is_required, resolve_pointer
from openapi.pipeline.review.schemas import describe_schema
from openapi.pipeline.review.wire_changes import WireChange
from perfectgym_next._core.description import allows_null, union_branches

__all__ = ["find_union_changes"]

_Variants = tuple[str, dict[str, str]]
"""The discriminator, and the schemas by its values."""


def find_union_changes(base: dict[str, Any], head: dict[str, Any]) -> list[WireChange]:
    """Find what changed in the unions at places that both descriptions have.

    Args:
        base: The description before, resolved.
        head: The description now.
    """
    return [change for place in find_unions(base, head) for change in _compare_place(base, head, place)]


def _compare_place(base: dict[str, Any], head: dict[str, Any], place: UnionPlace) -> Iterator[WireChange]:
    steps, old, new = place
    if steps[:2] == ("components", "schemas") and len(steps) == 3:
        return
    node = resolve_pointer(head, steps)
    before, after = _variants(base, old), _variants(head, new)
    if before is not None and after is not None:
        yield from _compare_variants(node, before, after)
    elif before is not None or after is not None:
        one, other = (before, new) if after is None else (after, old)
        is_included = str(other.get("$ref", "")).rpartition("/")[2] in (one or ("", {}))[1].values()
        yield WireChange(
            kind="union-dropped" if after is None else "union-introduced",
            node=node,
            before=describe_schema(follow(base, old) if before else old),
            after=describe_schema(follow(head, new) if after else new),
            rule="union",
            new=is_included,
        )
    had_null, has_null = allows_null(base, old), allows_null(head, new)
    if had_null != has_null:
        yield WireChange(
            kind="null",
            node=node,
            before=describe_schema(old),
            after=describe_schema(new),
            rule="union",
            old=had_null,
            new=has_null,
            keyword=steps[-1],
            required=is_required(head, steps),
        )


def _variants(document: dict[str, Any], schema: dict[str, Any]) -> _Variants | None:
    union = union_branches(follow(document, schema) or {})
    if union is None:
        return None
    field, branches = union
    return field, {value: branch["$ref"].rpartition("/")[2] for value, branch in branches.items()}


def _compare_variants(node: DescriptionNode, base: _Variants, head: _Variants) -> Iterator[WireChange]:
    (old_field, old), (new_field, new) = base, head
    if old_field != new_field:
        yield WireChange(kind="discriminator-changed", node=node, before=old_field, after=new_field, rule="union")
        return
    lost = {value: schema for value, schema in old.items() if value not in new}
    gained = {value: schema for value, schema in new.items() if value not in old}
    exchanged = {value for value in old.keys() & new.keys() if old[value] != new[value]}
    renamed = set(lost.values()) & set(gained.values())
    found = {
        "variant-exchanged": [{value: side[value] for value in sorted(exchanged)} for side in (old, new)],
        "variant-renamed": [_only(side, renamed) for side in (lost, gained)],
        "variants-removed": [_without(lost, renamed), {}],
        "variants-added": [{}, _without(gained, renamed)],
    }
    for kind, (before, after) in found.items():
        if before or after:
            yield WireChange(kind=kind, node=node, before=_text(before), after=_text(after), rule="union")


def _only(variants: dict[str, str], schemas: set[str]) -> dict[str, str]:
    return {value: schema for value, schema in variants.items() if schema in schemas}


def _without(variants: dict[str, str], schemas: set[str]) -> dict[str, str]:
    return {value: schema for value, schema in variants.items() if schema not in schemas}


def _text(variants: dict[str, str]) -> str | None:
    return ", ".join(f"{value}: {schema}" for value, schema in variants.items()) or None
