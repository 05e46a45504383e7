"""Find hand-written text that uses names of the API which an update took away or changed, or adds what it added.

mypy finds names in typed Python code. This finds the rest: names in documents, in JSON that tests send and compare, in
overlay and corpus, and in what the client derives from the description by hand (the key's header, the address).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from openapi.pipeline.description import OperationEntry, operations, resolve
from openapi.pipeline.generation.python_names import python_name
from openapi.pipeline.updating.findings import Finding
from perfectgym_next._core.description import json_schema

__all__ = ["Version", "find_vanished_names"]

_SEARCHED = (
    "README.md",
    "docs",
    "examples",
    "benchmarks",
    "overrides",
    "tests",
    "generator-config.yaml",
    "openapi/overlay.yaml",
    "openapi/pipeline",
)
_SUFFIXES = {".md", ".py", ".yaml"}
_HISTORY = {"docs/maintaining.md"}  # shows an earlier update
_EXAMPLES = frozenset({".yaml"})  # changed descriptions that tests begin with
_NEAR = 300  # characters between the name of a class and a field of it
_SHORT = 4  # a shorter name is a word of everyday language


class Version(NamedTuple):
    """The names in generated code.

    Attributes:
        description: The resolved description, as shipped.
        classes: The modules of the models by the names of their classes.
    """

    description: dict[str, Any]
    classes: dict[str, str]


@dataclass(frozen=True)
class _Rule:
    """What to look for, and what to say about a line that has it."""

    pattern: str
    text: str
    suffixes: frozenset[str] = frozenset(_SUFFIXES)


def find_vanished_names(root: Path, before: Version, after: Version) -> list[Finding]:
    """Return the lines of hand-written files that use names which the update took away or changed.

    Args:
        root: The checkout.
        before: The names before the update.
        after: The names after it.
    """
    rules = list(dict.fromkeys(_rules(before, after)))
    compiled = [(re.compile(rule.pattern, re.MULTILINE), rule) for rule in rules]
    found: dict[tuple[str, int], Finding] = {}
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        if name in _HISTORY:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for pattern, rule in compiled:
            if path.suffix not in rule.suffixes:
                continue
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                found.setdefault((name, line), Finding(name, line, rule.text))
    return sorted(found.values())


def _files(root: Path) -> Iterator[Path]:
    for name in _SEARCHED:
        path = root / name
        yield from (
            (path,)
            if path.is_file()
            else sorted(one for one in path.rglob("*") if one.suffix in _SUFFIXES and one.is_file())
        )


def _rules(before: Version, after: Version) -> Iterator[_Rule]:
    yield from _operation_rules(before.description, after.description)
    for name, module in before.classes.items():
        if name not in after.classes:
            yield _Rule(rf"\b(?:{name}|{module})\b", f"{name} is no longer a class")
    yield from _schema_rules(before.description, after.description)
    yield from _client_rules(before.description, after.description)


def _operation_rules(before: dict[str, Any], after: dict[str, Any]) -> Iterator[_Rule]:
    old = {entry.name: entry for entry in operations(before)}
    new = {entry.name: entry for entry in operations(after)}
    methods = {name.partition(".")[2] for name in new}
    for name, entry in old.items():
        now = new.get(name)
        if now is None:
            method = name.partition(".")[2]
            word = rf"\b{name}\b" if method in methods else rf"\b{method}\b"
            yield _Rule(word, f"gym.{name} is no longer an operation")
            continue
        required = _required(after, now) - _required(before, entry)
        if required:
            yield _Rule(_uses(name, entry.path), f"gym.{name} now requires {', '.join(sorted(required))}")
        if set(now.scopes.names) - set(entry.scopes.names):
            for scope in entry.scopes.names:  # matters only where a key has scopes
                text = f"gym.{name} now needs {', '.join(now.scopes.names)}"
                yield _Rule(rf"\b{re.escape(scope)}\b", text, frozenset({".py", ".md"}))
        if now.data.get("deprecated") and not entry.data.get("deprecated"):
            yield _Rule(_calls(name), f"gym.{name} is now deprecated: calling it warns, and a warning fails a test")
    paths = {entry.path for entry in new.values()}
    for path in sorted({entry.path for entry in old.values()} - paths):
        moved = [now.path for name, entry in old.items() if entry.path == path and (now := new.get(name))]
        text = f"{path} is no longer a path" + (f" (now {moved[0]})" if moved else "")
        yield _Rule(_path_pattern(path), text)
    for path in sorted(paths - {entry.path for entry in old.values()}):
        text = f"{path} is a path of the API now: an example that adds it has to add another"
        yield _Rule(_path_pattern(path), text, _EXAMPLES)


def _required(document: dict[str, Any], entry: OperationEntry) -> set[str]:
    """Return the required parameters, and the required fields at the top of the body."""
    names = {str(one["name"]) for one in entry.parameters(document) if one.get("required")}
    body = resolve(document, entry.data.get("requestBody", {}))
    schema = resolve(document, json_schema(body) or {})
    return names | set(schema.get("required", ()))


def _uses(name: str, path: str) -> str:
    """Return a pattern for calls in Python, and for the operation's name or path."""
    return rf"{_calls(name)}|[\"'`]{re.escape(name)}[\"'`]|{_path_pattern(path)}"


def _calls(name: str) -> str:
    """Return a pattern for calls in Python: ``toys.list_toys(``."""
    return rf"\b{re.escape(name)}\("


def _path_pattern(path: str) -> str:
    """Return a pattern for a path in code: parameters may be anything, and it must end there."""
    pieces = re.split(r"\{\w+\}", path)
    return r"[^/\s\"']++".join(map(re.escape, pieces)) + r"(?![\w/{-])"


def _schema_rules(before: dict[str, Any], after: dict[str, Any]) -> Iterator[_Rule]:
    old, new = _schemas(before), _schemas(after)
    for name in new.keys() - old.keys():
        text = f"{name} is a schema of the API now: an example that adds it has to add another"
        yield _Rule(rf"^ *{re.escape(name)}:", text, _EXAMPLES)
    every_field = {field for schema in new.values() for field in schema["fields"]}
    every_value = {value for values in _enums(after).values() for value in values}
    for name, schema in old.items():
        if name not in new:
            yield _Rule(rf"\b{re.escape(name)}\b", f"{name} is no longer a schema")
            continue
        for field, python in schema["fields"].items():
            if field in new[name]["fields"]:
                continue
            text = f"{name}.{python} is no longer a field"
            either = rf"(?:{re.escape(field)}|{python})"
            near = rf"(?s:.{{0,{_NEAR}}}?)"  # an object that is written out takes some lines
            yield _Rule(rf"\b{re.escape(name)}\b(?:.*\b{either}\b|{near}(?:[\"']{either}\b|\b{python}=))", text)
            yield _Rule(rf"\.{python}\b", text, frozenset({".md"}))
            if field not in every_field and len(field) > _SHORT:
                yield _Rule(rf"[\"'.]{either}\b|\b{python}=", text)
    for place, values in _enums(before).items():
        for value in values:
            if value in _enums(after).get(place, values):
                continue
            text = f"{place} no longer has {value}"
            if value in every_value or len(value) <= _SHORT:
                yield _Rule(rf"\b{re.escape(place.partition('.')[0])}\b.*\b{re.escape(value)}\b", text)
            else:
                yield _Rule(rf"\b{re.escape(value)}\b", text)


def _schemas(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the fields of each schema, with their Python names."""
    found = {}
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        parts = [schema, *schema.get("allOf", ())]
        fields = {
            field: python_name(field, node) for part in parts for field, node in part.get("properties", {}).items()
        }
        found[name] = {"fields": fields}
    return found


def _enums(document: dict[str, Any]) -> dict[str, list[str]]:
    """Return the values of each enum, by schema, or schema and field."""
    found = {}
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        for place, node in [(name, schema), *((f"{name}.{k}", v) for k, v in schema.get("properties", {}).items())]:
            values = node.get("enum") or node.get("items", {}).get("enum")
            if isinstance(values, list):
                found[place] = [value for value in values if isinstance(value, str)]
    return found


def _client_rules(before: dict[str, Any], after: dict[str, Any]) -> Iterator[_Rule]:
    """Yield what the client has written down by hand: how the key is passed, and where the API is."""
    old_keys, new_keys = _key_names(before), _key_names(after)
    if old_keys != new_keys:
        now = " or ".join(sorted(new_keys)) or "no header"
        for name in sorted(old_keys):
            yield _Rule(rf"(?i){re.escape(name)}", f"the API key is now passed in {now}")
    old_hosts, new_hosts = _hosts(before), _hosts(after)
    for host in sorted(old_hosts - new_hosts):
        domain = host.partition(".")[2] or host  # the client puts the tenant before it
        if not any(other.endswith(domain) for other in new_hosts):
            text = f"{domain}: the servers of the description are now {', '.join(sorted(new_hosts))}"
            yield _Rule(re.escape(domain), text)


def _key_names(document: dict[str, Any]) -> set[str]:
    schemes = document.get("components", {}).get("securitySchemes", {}).values()
    return {
        str(one.get("name", "Authorization")) if one.get("type") == "apiKey" else "Authorization" for one in schemes
    }


def _hosts(document: dict[str, Any]) -> set[str]:
    """Return the hosts of the servers, except those with a variable: they are ours, from the overlay."""
    hosts = {urlsplit(str(one.get("url", ""))).hostname or "" for one in document.get("servers", ())}
    return {host for host in hosts if host and "{" not in host}
