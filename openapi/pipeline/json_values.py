"""Check that a document is JSON, with each key once, and small enough for every later step."""

from __future__ import annotations

import math
from typing import Any

__all__ = ["MAX_DEPTH", "JsonValueError", "check_json", "unique_pairs"]

MAX_DEPTH = 100
"""Levels of objects and arrays: about 15 are usual, and Python's stack ends somewhere above 200."""

_MAX_NODES = 2_000_000
_MAX_CHARACTERS = 200_000_000


class JsonValueError(ValueError):
    """A document that is not JSON, or too large; the message is one line without the document's name."""


def check_json(document: Any) -> None:
    """Check types, text, numbers, depth and size of a document.

    YAML documents may use a node many times, by aliases. Such a node counts as often as it is used: a few lines can
    expand to terabytes.

    Raises:
        JsonValueError: The document has values that JSON does not have, or is too large.
    """
    _measure(document, {}, 0)


def unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object, for the ``object_pairs_hook`` of `json.loads`.

    Raises:
        ValueError: A key is repeated; it is named.
    """
    document = dict(pairs)
    if len(document) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"repeated key {next(name for name in names if names.count(name) > 1)!r}")
    return document


def _measure(node: Any, known: dict[int, tuple[int, int, int]], depth: int) -> tuple[int, int, int]:
    """Return the number of nodes and characters, and the levels below the node."""
    if not isinstance(node, dict | list):
        return 1, _length(node), 0
    if id(node) in known:
        if depth + known[id(node)][2] > MAX_DEPTH:
            raise JsonValueError(f"it is nested deeper than {MAX_DEPTH} levels")
        return known[id(node)]
    if depth >= MAX_DEPTH:
        raise JsonValueError(f"it is nested deeper than {MAX_DEPTH} levels")
    nodes, characters, height = 1, 0, 0
    if isinstance(node, dict):
        for key in node:
            if not isinstance(key, str):
                raise JsonValueError(f"the key {key!r} is not text; quote it")
            characters += _length(key)
    for one in node.values() if isinstance(node, dict) else node:
        inner = _measure(one, known, depth + 1)
        nodes, characters, height = nodes + inner[0], characters + inner[1], max(height, inner[2])
    if nodes > _MAX_NODES:
        raise JsonValueError(f"its YAML aliases expand to more than {_MAX_NODES} nodes")
    if characters > _MAX_CHARACTERS:
        raise JsonValueError(f"its YAML aliases expand to more than {_MAX_CHARACTERS} characters")
    known[id(node)] = nodes, characters, height + 1
    return known[id(node)]


def _length(value: Any) -> int:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise JsonValueError(
                f"{_shorten(value)} holds half of a surrogate pair, which is not a character"
            ) from None
        return len(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise JsonValueError(f"a number is {value}: it is too large, or not a number")
    if value is not None and not isinstance(value, bool | int | float):
        raise JsonValueError(f"{_shorten(value)} has no JSON type; quote it")
    return 8


def _shorten(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
