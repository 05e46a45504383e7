"""Apply an OpenAPI Overlay 1.0 or 1.1 document, strictly.

The Overlay Specification ignores an action that matches nothing. Here it is an error: an overlay corrects a description
that somebody else publishes, and a person has to look at a correction that no longer matches. Everything else follows
the specification (https://spec.openapis.org/overlay/v1.1.html), with two additions: every action has a reason
(``description``), and may give the exact number of its matches (``x-count``).
"""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

import jsonpath_rfc9535 as jsonpath

from openapi.pipeline.json_values import JsonValueError, check_json, unique_pairs
from openapi.pipeline.yaml_loading import YamlError, load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jsonpath_rfc9535 import JSONPathNode

Json: TypeAlias = "dict[str, Any] | list[Any] | str | int | float | bool | None"
Kind: TypeAlias = Literal["object", "array", "primitive"]

_VERSION = re.compile(r"1\.[01]\.\d+")
_ROOT_KEYS = {"overlay", "info", "extends", "actions"}
_INFO_KEYS = {"title", "version", "description"}
_VERBS = ("update", "copy", "remove")
_ACTION_KEYS = {"target", "description", "x-count", *_VERBS}


class OverlayError(ValueError):
    """An overlay cannot be read, or cannot be applied to the description."""


@dataclass(frozen=True, kw_only=True)
class Action:
    """One action of an overlay.

    Attributes:
        index: Position in the overlay, from 1.
        target: JSONPath (RFC 9535) of the nodes that it changes.
        description: The reason for the action.
        verb: ``update``, ``copy`` or ``remove``.
        value: The value to merge (``update``) or its JSONPath (``copy``).
        count: Exact number of matches; None for any number but 0.
    """

    index: int
    target: str
    description: str
    verb: Literal["update", "copy", "remove"]
    value: Json = None
    count: int | None = None

    def __str__(self) -> str:
        """Return index, target and description, as in every message."""
        return f"action {self.index} ({self.target}: {self.description})"


@dataclass(frozen=True, kw_only=True)
class Overlay:
    """An overlay as read from its file.

    Attributes:
        name: Name of the file, for messages.
        version: Version of the Overlay Specification.
        actions: The actions, in order of application.
    """

    name: str
    version: str
    actions: tuple[Action, ...]

    def apply(self, document: dict[str, Any]) -> dict[str, Any]:
        """Return a copy of the document with every action applied in turn.

        Args:
            document: An OpenAPI description; it is not changed.

        Raises:
            OverlayError: An action matches nothing, or another number of nodes than its ``x-count``, or cannot be
                applied to them. The message names the action.
        """
        result = copy.deepcopy(document)
        for action, nodes in self._walk(result):
            if not nodes:
                raise OverlayError(f"{self.name}, {action}: matches nothing in the description")
        return result

    def stale(self, document: dict[str, Any]) -> list[Action]:
        """Return every action that matches nothing, in order.

        The others are applied on the way, as a later action may change what an earlier one added.

        Args:
            document: An OpenAPI description; it is not changed.

        Raises:
            OverlayError: An action that does match cannot be applied, as in `apply`.
        """
        return [action for action, nodes in self._walk(copy.deepcopy(document)) if not nodes]

    def unnamed(self, document: dict[str, Any]) -> list[str]:
        """Return the ids of the operations to which no action gives a name, in the document's order.

        Args:
            document: An OpenAPI description as published, before `apply`.

        Raises:
            OverlayError: An action that does match cannot be applied, as in `apply`.
        """
        named = {
            node.location
            for action, nodes in self._walk(copy.deepcopy(document))
            if isinstance(action.value, dict) and "operationId" in action.value
            for node in nodes
        }
        operations = jsonpath.find("$.paths[*][?@.operationId]", document)
        return [cast("Any", node.value)["operationId"] for node in operations if node.location not in named]

    def check_names(self, document: dict[str, Any]) -> None:
        """Check that no action gives an operation the name of another one.

        Args:
            document: An OpenAPI description as published, before `apply`.

        Raises:
            OverlayError: Two operations have one name; the message names both. Or an action cannot be applied.
        """
        result = copy.deepcopy(document)
        named: dict[Any, Action] = {}
        for action, nodes in self._walk(result):
            if isinstance(action.value, dict) and "operationId" in action.value:
                named.update((node.location, action) for node in nodes)
        known: dict[str, Any] = {}
        for node in jsonpath.find("$.paths[*][?@.operationId]", result):
            name = str(cast("Any", node.value)["operationId"])
            first = known.setdefault(name, node.location)
            if first != node.location and {first, node.location} & set(named):
                both = " and ".join(_origin(location, named.get(location)) for location in (first, node.location))
                raise OverlayError(f"{self.name} names {name!r} twice: {both}; rename one of them there")

    def _walk(self, document: dict[str, Any]) -> Iterator[tuple[Action, list[JSONPathNode]]]:
        """Yield each action with the nodes that it selects, and apply it before the next one."""
        for action in self.actions:
            try:
                found = jsonpath.find(action.target, document)
            except jsonpath.JSONPathError as error:
                raise OverlayError(f"{self.name}, {action}: {' '.join(str(error).split())}") from None
            nodes = list({node.location: node for node in found}.values())  # a JSONPath may select a node twice
            yield action, nodes
            try:
                self._run(action, nodes, document)
            except _ProblemError as problem:
                raise OverlayError(f"{self.name}, {action}: {problem}") from None

    def _run(self, action: Action, nodes: list[JSONPathNode], document: dict[str, Any]) -> None:
        """Change the nodes in place."""
        if nodes and action.count not in {None, len(nodes)}:
            raise _ProblemError(f"matches {len(nodes)} nodes, expected {action.count} (x-count)")
        kinds = sorted({_kind(node.value) for node in nodes})
        if self.version.startswith("1.0.") and "primitive" in kinds:
            raise _ProblemError("selects a primitive value, which Overlay 1.0 cannot change: select its parent")
        if action.verb == "remove":
            _remove(nodes)
        elif len(kinds) > 1:
            raise _ProblemError(f"selects {' and '.join(kinds)} values: select values of one kind")
        elif nodes:
            value = action.value if action.verb == "update" else _source(cast("str", action.value), document)
            for node in nodes:
                _update(node, copy.deepcopy(value))


def load_overlay(path: Path) -> Overlay:
    """Read an overlay from a YAML or JSON file.

    Raises:
        OverlayError: The file cannot be read, is not YAML, repeats a key, or is not an Overlay 1.0 or 1.1 document
            with a description on every action. The message is one line.
    """
    name = path.name
    try:
        root = _parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise OverlayError(f"{name}: cannot be read: {error}") from None
    except YamlError as error:
        raise OverlayError(f"{name}: not YAML: {error}") from None
    try:
        return _overlay(name, root)
    except _ProblemError as problem:
        raise OverlayError(f"{name}: {problem}") from None


def _parse(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=unique_pairs)  # JSON is YAML, too, but parsed a hundred times faster
    except (ValueError, RecursionError):
        return load_yaml(text)  # which says what is wrong, a repeated key included


class _ProblemError(Exception):
    """The overlay violates the specification or does not match the description; the caller adds where."""


def _overlay(name: str, root: Any) -> Overlay:
    if not isinstance(root, dict) or "overlay" not in root:
        raise _ProblemError("not an overlay: the key 'overlay' with the specification's version is missing")
    version = root["overlay"]
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        raise _ProblemError(f"unsupported Overlay version {version!r}: expected 1.0.x or 1.1.x, as text and in full")
    _check_keys("the overlay", root, _ROOT_KEYS)
    info = root.get("info")
    if not isinstance(info, dict) or not all(isinstance(info.get(key), str) for key in ("title", "version")):
        raise _ProblemError("'info' must have 'title' and 'version' as text")
    _check_keys("info", info, _INFO_KEYS)
    actions = root.get("actions")
    if not isinstance(actions, list) or not actions:
        raise _ProblemError("'actions' must be a list with at least one action")
    return Overlay(
        name=name,
        version=version,
        actions=tuple(_action(index, action, version) for index, action in enumerate(actions, start=1)),
    )


def _action(index: int, action: Any, version: str) -> Action:
    where = f"action {index}"
    if not isinstance(action, dict) or not isinstance(action.get("target"), str):
        raise _ProblemError(f"{where}: 'target' is missing")
    target = action["target"]
    where = f"{where} ({target})"
    _check_keys(where, action, _ACTION_KEYS)
    description = action.get("description")
    if not isinstance(description, str) or not description.strip():
        raise _ProblemError(f"{where}: 'description' is missing: state the reason for the action")
    verbs = [verb for verb in _VERBS if verb in action]
    if len(verbs) != 1:
        raise _ProblemError(f"{where}: has {' and '.join(verbs) or 'none'} of update, copy and remove; expected one")
    verb = cast("Literal['update', 'copy', 'remove']", verbs[0])
    value = action[verb]
    if verb == "remove" and value is not True:
        raise _ProblemError(f"{where}: 'remove' must be true")
    if verb == "copy":
        if version.startswith("1.0."):
            raise _ProblemError(f"{where}: 'copy' needs Overlay 1.1, this overlay is {version}")
        if not isinstance(value, str):
            raise _ProblemError(f"{where}: 'copy' must be a JSONPath")
        _check_path(f"{where}: copy", value)
    if verb == "update":
        _check_json(f"{where}: update", value)
    _check_path(f"{where}: target", target)
    if verb == "remove" and not jsonpath.compile(target).segments:
        raise _ProblemError(f"{where}: the root cannot be removed")
    count = action.get("x-count")
    if count is not None and (type(count) is not int or count < 1):
        raise _ProblemError(f"{where}: 'x-count' must be an integer of at least 1, not {count!r}")
    return Action(
        index=index,
        target=target,
        description=" ".join(description.split()),
        verb=verb,
        value=None if verb == "remove" else value,
        count=count,
    )


def _check_keys(where: str, mapping: dict[Any, Any], known: set[str]) -> None:
    """Refuse unknown keys: a mistyped one would be ignored silently."""
    unknown = [repr(key) for key in mapping if key not in known]
    if unknown:
        raise _ProblemError(f"{where}: unknown key {', '.join(unknown)}; expected {', '.join(sorted(known))}")


def _check_path(where: str, path: str) -> None:
    try:
        jsonpath.compile(path)
    except jsonpath.JSONPathError as error:
        raise _ProblemError(f"{where} is not a JSONPath (RFC 9535): {path}: {error}") from None


def _check_json(where: str, value: Any) -> None:
    """Refuse YAML values without a JSON type: numbers as keys, dates, values that contain themselves."""
    try:
        check_json(value)
    except JsonValueError as error:
        raise _ProblemError(f"{where}: {error}") from None


def _kind(value: object) -> Kind:
    if isinstance(value, dict):
        return "object"
    return "array" if isinstance(value, list) else "primitive"


def _with_article(value: object) -> str:
    return {"object": "an object", "array": "an array", "primitive": "a primitive value"}[_kind(value)]


def _origin(location: Any, action: Action | None) -> str:
    """Return what gives an operation its name."""
    return str(action) if action else f"{str(location[-1]).upper()} {location[-2]}, as published"


def _source(path: str, document: dict[str, Any]) -> Json:
    nodes = jsonpath.find(path, document)
    if len(nodes) != 1:
        raise _ProblemError(f"copy must select one node, {path} selects {len(nodes)}")
    return copy.deepcopy(cast("Json", nodes[0].value))


def _remove(nodes: list[JSONPathNode]) -> None:
    """Delete the nodes from their parents, last first, so that indexes stay valid."""
    for node in sorted(nodes, key=lambda node: cast("Any", node.location), reverse=True):
        parent = cast("JSONPathNode", node.parent).value  # the root, which has none, is refused on loading
        del cast("Any", parent)[node.location[-1]]


def _update(node: JSONPathNode, value: Json) -> None:
    current = node.value
    if isinstance(current, list):
        current.extend(value if isinstance(value, list) else [value])
    elif _kind(current) != _kind(value):
        raise _ProblemError(
            f"{node.path()} is {_with_article(current)} in the description and {_with_article(value)} in the overlay"
        )
    elif isinstance(current, dict):
        _merge(current, cast("dict[str, Any]", value), node.path())
    else:
        node.value = value


def _merge(into: dict[str, Any], value: dict[str, Any], where: str) -> None:
    """Merge objects recursively, concatenate arrays, replace primitives; refuse anything else."""
    for key, new in value.items():
        if key not in into:
            into[key] = new
            continue
        old = into[key]
        if _kind(old) != _kind(new):
            raise _ProblemError(
                f"{where}[{key!r}] is {_with_article(old)} in the description and {_with_article(new)} in the overlay"
            )
        if isinstance(old, dict):
            _merge(old, new, f"{where}[{key!r}]")
        elif isinstance(old, list):
            old.extend(new)
        else:
            into[key] = new
