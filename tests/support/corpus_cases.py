"""Reads the corpus of one-change descriptions; see corpus/README.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonpath_rfc9535 as jsonpath
import yaml

from openapi.pipeline.description import METHODS, operations, references
from openapi.pipeline.generate import ROOT
from openapi.pipeline.overlay import OverlayError, load_overlay

CORPUS = Path(__file__).parents[1] / "pipeline" / "corpus"
FAST_TAGS = frozenset({"Classes", "Customers Account", "Devices", "Studios"})
_ANY_TAG = frozenset({"Studios"})  # for what belongs to no operation, such as an address


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
    """The vendor's description, whole or cut to some tags: that is generated several times faster."""
    document: dict[str, Any] = json.loads(_vendor())
    return document if tags is None else _cut(document, tags, ())


def sides(case: dict[str, Any], scratch: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The descriptions before and after a case, cut to the tags that it touches unless it asks for the whole."""
    before = _applied(description(), case, case.get("given", []), scratch)
    after = changed(before, case, scratch)
    if case.get("whole"):
        return before, after
    touched = {
        location
        for document in (before, after)
        for action in case["actions"]
        for location in _locations(action, document)
    }
    tags = _tags(touched, before) | _tags(touched, after) or _ANY_TAG
    kept = {name for document in (before, after) for name in references(document, case["actions"])}
    kept |= {location[2] for location in touched if location[:2] == ("components", "schemas") and len(location) > 2}
    for document in (before, after):  # a schema that is no longer used is still there
        kept |= _cut(document, tags, kept)["components"]["schemas"].keys()
    return _cut(before, tags, kept), _cut(after, tags, kept)


def _locations(action: dict[str, Any], document: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield what an action touches: in a whole section, only the entries that it adds to it."""
    for node in jsonpath.find(action["target"], document):
        location = tuple(map(str, node.location))
        if location in {("paths",), ("components", "schemas")}:
            yield from ((*location, name) for name in action["update"])
        else:
            yield location


def _tags(touched: set[tuple[str, ...]], document: dict[str, Any]) -> frozenset[str]:
    """Return the tags of the operations that are touched, or that use a schema which is."""
    paths = {location[1] for location in touched if location[0] == "paths" and len(location) > 1}
    schemas = {location[2] for location in touched if location[:2] == ("components", "schemas") and len(location) > 2}
    return frozenset(
        tag
        for entry in operations(document)
        if entry.path in paths or references(document, entry.data) & schemas
        for tag in entry.data["tags"]
    )


def _cut(document: dict[str, Any], tags: frozenset[str], kept: Iterable[str]) -> dict[str, Any]:
    """Return the operations of some tags, with the schemas that these use and some others."""
    paths = {
        path: {
            name: value
            for name, value in item.items()
            if name not in METHODS or tags.intersection(value.get("tags", ()))
        }
        for path, item in document["paths"].items()
    }
    paths = {path: item for path, item in paths.items() if item.keys() & {*METHODS, "$ref"}}
    components = document["components"]
    roots = [{"$ref": f"#/components/schemas/{name}"} for name in sorted(kept)]
    others = {name: section for name, section in components.items() if name != "schemas"}
    used = references(document, [paths, others, roots])
    schemas = {name: schema for name, schema in components["schemas"].items() if name in used}
    return {**document, "paths": paths, "components": {**components, "schemas": schemas}}


def changed(document: dict[str, Any], case: dict[str, Any], scratch: Path) -> dict[str, Any]:
    """The description with the one change of a case."""
    return _applied(document, case, case["actions"], scratch)


def _applied(
    document: dict[str, Any], case: dict[str, Any], actions: list[dict[str, Any]], scratch: Path
) -> dict[str, Any]:
    if not actions:
        return document
    overlay = {
        "overlay": "1.1.0",
        "info": {"title": case["case"], "version": "1"},
        "actions": [{**action, "description": case["why"]} for action in actions],
    }
    path = scratch / "case.yaml"
    path.write_text(json.dumps(overlay), encoding="utf-8")
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
