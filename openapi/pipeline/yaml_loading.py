"""Load YAML 1.2 with the types of JSON: the vendor's description, and our own overlay and lists."""

from __future__ import annotations

import re
from typing import Any, ClassVar

import yaml

from openapi.pipeline.json_values import MAX_DEPTH

__all__ = ["YamlError", "load_yaml"]


class YamlError(ValueError):
    """A text is not YAML, repeats a key, or is nested too deeply; the message is one line."""


def load_yaml(text: str) -> Any:
    """Load a YAML document.

    The values are not checked: aliases may expand without end, see `openapi.pipeline.json_values`.

    Args:
        text: The document. ``NO``, ``2024-01-01`` and ``0049`` are text in it.

    Raises:
        YamlError: It is not YAML, repeats a key, or is nested too deeply.
    """
    try:
        _check_depth(text)
        return yaml.load(text, _JsonTypesLoader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        # PyYAML lets the errors of its constructors pass: of `!!int x` and of `!!bool x`
        raise YamlError(" ".join(str(error).split()) or type(error).__name__) from None


_TAG = "tag:yaml.org,2002:"
_MERGE = f"{_TAG}merge"


class _JsonTypesLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # the C one is many times faster
    """Loads the JSON types of YAML 1.2, and nothing else: ``NO``, ``2024-01-01`` and ``0049`` are text.

    A repeated key is an error. The merge key ``<<`` of YAML 1.1, which many tools still write and read, is merged: what
    an object has itself wins, then what is merged first.
    """

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}
    yaml_constructors: ClassVar[dict[str | None, Any]] = {}

    def construct_mapping(self, node: yaml.Node, deep: bool = False) -> dict[str, Any]:
        if not isinstance(node, yaml.MappingNode):
            raise _problem("expected an object", node)
        own: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        merges = False
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _problem("unusual key", key)
            if key.tag == _MERGE:
                if merges:
                    raise _problem("repeated key '<<'", key)
                merges = True
                for part in self._merge_parts(value):
                    merged = {**part, **merged}
                continue
            if key.value in own:
                raise _problem(f"repeated key {key.value!r}", key)
            own[key.value] = self.construct_object(value, deep=True)
        return {**merged, **own} if merges else own

    def _merge_parts(self, value: yaml.Node) -> list[dict[str, Any]]:
        parts = self.construct_object(value, deep=True)
        parts = parts if isinstance(parts, list) else [parts]
        if not all(isinstance(part, dict) for part in parts):
            raise _problem("the merge key '<<' takes an object or a list of objects", value)
        return parts


def _problem(text: str, node: yaml.Node) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(problem=text, problem_mark=node.start_mark)


def _bool(loader: Any, node: yaml.Node) -> bool:
    return {"true": True, "false": False}[loader.construct_scalar(node)]


for _name, _pattern, _first, _construct in (
    ("null", r"~|null|", ["~", "n", ""], lambda loader, node: None),
    ("bool", r"true|false", ["t", "f"], _bool),
    ("int", r"-?(0|[1-9][0-9]*)", list("-0123456789"), lambda loader, node: int(loader.construct_scalar(node))),
    (
        "float",
        r"-?(0|[1-9][0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?",
        list("-0123456789"),
        lambda loader, node: float(loader.construct_scalar(node)),
    ),
    ("merge", "<<", ["<"], lambda loader, node: loader.construct_scalar(node)),  # as a value it is text
):
    _JsonTypesLoader.add_implicit_resolver(f"{_TAG}{_name}", re.compile(f"^(?:{_pattern})$"), _first)
    _JsonTypesLoader.add_constructor(f"{_TAG}{_name}", _construct)
_JsonTypesLoader.add_constructor(f"{_TAG}str", lambda loader, node: loader.construct_scalar(node))
_JsonTypesLoader.add_constructor(f"{_TAG}seq", yaml.SafeLoader.construct_yaml_seq)
_JsonTypesLoader.add_constructor(f"{_TAG}map", lambda loader, node: loader.construct_mapping(node, deep=True))
_JsonTypesLoader.add_constructor(None, yaml.SafeLoader.construct_undefined)


def _check_depth(text: str) -> None:
    """Check the depth before anything is built: libyaml's composer crashes where it ends."""
    depth = 0
    for event in yaml.parse(text, _JsonTypesLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise ValueError(f"it is nested deeper than {MAX_DEPTH} levels")
