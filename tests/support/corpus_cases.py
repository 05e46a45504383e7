"""Reads the corpus of one-change descriptions; see corpus/README.md."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from openapi.pipeline.generate import ROOT
from openapi.pipeline.overlay import OverlayError, load_overlay

CORPUS = Path(__file__).parents[1] / "pipeline" / "corpus"
FAST_TAGS = frozenset({"Classes", "Customers Account", "Devices", "Studios"})


@cache
def cases() -> tuple[dict[str, Any], ...]:
    """All cases, in the order of the files."""
    found: list[dict[str, Any]] = []
    for path in sorted(CORPUS.glob("*.yaml")):
        found += yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(found)


@cache
def _vendor() -> str:
    return (ROOT / "openapi" / "perfectgym-next.json").read_text(encoding="utf-8")


def description(tags: frozenset[str] | None = None) -> dict[str, Any]:
    """The vendor's description, whole, or some tags and what those use: that is generated several times faster."""
    document: dict[str, Any] = json.loads(_vendor())
    if tags is None:
        return document
    for path, item in list(document["paths"].items()):
        for method, operation in list(item.items()):
            if not tags & set(operation["tags"]):
                del item[method]
        if not item:
            del document["paths"][path]
    schemas = document["components"]["schemas"]
    reached = _reached(document["paths"], schemas, set())
    document["components"]["schemas"] = {name: schema for name, schema in schemas.items() if name in reached}
    return document


def _reached(node: Any, schemas: dict[str, Any], seen: set[str]) -> set[str]:
    if isinstance(node, dict):
        name = str(node.get("$ref", "")).rpartition("/")[2]
        if name in schemas and name not in seen:
            seen.add(name)
            _reached(schemas[name], schemas, seen)
        for value in node.values():
            _reached(value, schemas, seen)
    elif isinstance(node, list):
        for item in node:
            _reached(item, schemas, seen)
    return seen


def changed(document: dict[str, Any], case: dict[str, Any], scratch: Path) -> dict[str, Any]:
    """The description with the one change of a case."""
    overlay = {
        "overlay": "1.1.0",
        "info": {"title": case["case"], "version": "1"},
        "actions": [{**action, "description": case["why"]} for action in case["actions"]],
    }
    path = scratch / "case.yaml"
    path.write_text(yaml.safe_dump(overlay), encoding="utf-8")
    return load_overlay(path).apply(document)


def fits(document: dict[str, Any], case: dict[str, Any], scratch: Path) -> bool:
    """Whether a description has what a case changes."""
    try:
        changed(document, case, scratch)
    except OverlayError:
        return False
    return True


def reordered(node: Any, key: str = "") -> Any:
    """The same description with every object, and every list whose order means nothing, turned round."""
    if isinstance(node, dict):
        return {name: reordered(node[name], name) for name in reversed(node)}
    if isinstance(node, list):
        items = [reordered(item) for item in node]
        return items[::-1] if key in {"parameters", "required", "enum"} else items
    return node
