"""Keep the order of a description stable, so that reordering by the vendor is not a change."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

__all__ = ["align", "is_equivalent"]


def is_equivalent(left: Any, right: Any) -> bool:
    """Return whether two descriptions are equal but for their order."""
    return bool(_canonical(left) == _canonical(right))


def align(new: Any, old: Any) -> Any:
    """Return the new description in the order of the old one.

    New items come after the item that they follow in the new description.
    """
    if isinstance(new, dict) and isinstance(old, dict):
        return {key: align(new[key], old.get(key)) for key in _merge_order(new, old)}
    if isinstance(new, list) and isinstance(old, list):
        names = _identities(new)
        if names is None:
            return [align(one, two) for one, two in zip(new, old, strict=False)] + new[len(old) :]
        by_name = dict(zip(names, new, strict=True))
        before = {name: item for item in old for name in _identities([item]) or ()}
        if len(by_name) < len(new):
            return new
        return [align(by_name[one], before.get(one)) for one in _merge_order(by_name, before)]
    return new


def _merge_order(new: Iterable[str], old: Iterable[str]) -> list[str]:
    """Return the new names: known ones in their old order, each new one after its predecessor."""
    names = list(new)
    known = set(old)
    order = [name for name in old if name in set(names)]
    for index, name in enumerate(names):
        if name not in known:
            at = order.index(names[index - 1]) + 1 if index else 0
            order.insert(at, name)
    return order


def _identities(items: list[Any]) -> list[str] | None:
    """Return what identifies each item of an unordered list; None where the order matters."""
    names = [_identity(item) for item in items]
    if not items or None in names or len({isinstance(item, str) for item in items}) > 1:
        return None
    return [name for name in names if name is not None]


def _identity(item: Any) -> str | None:
    """Return what identifies an item: text, a parameter, anything else with a name, or a reference."""
    if isinstance(item, str):
        return item
    if not isinstance(item, dict):
        return None
    if {"name", "in"} <= set(item):
        return f"{item['in']} {item['name']}"
    if "name" in item:
        return str(item["name"])
    return str(item["$ref"]) if set(item) == {"$ref"} else None


_ORDERED = {"tags", "servers", "example", "examples", "default"}  # the first tag decides, and so does the first server


def _canonical(node: Any, key: str = "") -> Any:
    if isinstance(node, dict):
        return {name: _canonical(node[name], name) for name in sorted(node)}
    if isinstance(node, list):
        items = [_canonical(item) for item in node]
        if key not in _ORDERED and _identities(node) is not None:
            return sorted(items, key=lambda item: json.dumps(item, sort_keys=True))
        return items
    return (type(node).__name__, node) if isinstance(node, bool) else node
