"""Keep the order of a description stable, so that reordering by the vendor is not a change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
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
        key = _identity(new)
        if key is None:
            return [align(one, two) for one, two in zip(new, old, strict=False)] + new[len(old) :]
        by_key = {key(item): item for item in new}
        before = {key(item): item for item in old if _identity([item]) is not None}
        if len(by_key) < len(new):
            return new
        return [align(by_key[one], before.get(one)) for one in _merge_order(by_key, before)]
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


def _identity(items: list[Any]) -> Callable[[Any], str] | None:
    """Return the function that identifies an item of an unordered list; None where the order matters."""
    if items and all(isinstance(item, str) for item in items):
        return str
    if items and all(isinstance(item, dict) for item in items):
        if all({"name", "in"} <= set(item) for item in items):
            return lambda item: f"{item['in']} {item['name']}"
        if all("name" in item for item in items):
            return lambda item: str(item["name"])
        if all(set(item) == {"$ref"} for item in items):
            return lambda item: str(item["$ref"])
    return None


_ORDERED = {"tags", "servers", "example", "examples", "default"}  # the first tag decides, and so does the first server


def _canonical(node: Any, key: str = "") -> Any:
    if isinstance(node, dict):
        return {name: _canonical(node[name], name) for name in sorted(node)}
    if isinstance(node, list):
        items = [_canonical(item) for item in node]
        if key not in _ORDERED and _identity(node) is not None:
            return sorted(items, key=lambda item: json.dumps(item, sort_keys=True))
        return items
    return (type(node).__name__, node) if isinstance(node, bool) else node
