"""A stable order for a description: the vendor's reordering is no change, and a new file differs where it must."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

__all__ = ["aligned", "same"]


def same(left: Any, right: Any) -> bool:
    """Whether two descriptions say the same, in whatever order."""
    return bool(_canonical(left) == _canonical(right))


def aligned(new: Any, old: Any) -> Any:
    """The new description in the order of the old one; what is new follows what it follows in the new one."""
    if isinstance(new, dict) and isinstance(old, dict):
        return {key: aligned(new[key], old.get(key)) for key in _merged(new, old)}
    if isinstance(new, list) and isinstance(old, list):
        key = _identity(new)
        if key is None:
            return [aligned(one, two) for one, two in zip(new, old, strict=False)] + new[len(old) :]
        by_key = {key(item): item for item in new}
        before = {key(item): item for item in old if _identity([item]) is not None}
        if len(by_key) < len(new):
            return new
        return [aligned(by_key[one], before.get(one)) for one in _merged(by_key, before)]
    return new


def _merged(new: Iterable[str], old: Iterable[str]) -> list[str]:
    """Names of the new one: known ones as they stood, each new one behind its neighbour before."""
    wanted = list(new)
    known = set(old)
    order = [name for name in old if name in set(wanted)]
    for index, name in enumerate(wanted):
        if name not in known:
            at = order.index(wanted[index - 1]) + 1 if index else 0
            order.insert(at, name)
    return order


def _identity(items: list[Any]) -> Callable[[Any], str] | None:
    """What an item of an unordered list is known by; None where the order means something."""
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
