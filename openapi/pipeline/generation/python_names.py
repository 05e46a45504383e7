"""Python names of fields and parameters: derived from the API's names, or given by ``x-python-name`` in the overlay."""

from __future__ import annotations

import builtins
import copy
import keyword
from collections.abc import Iterable, Iterator
from typing import Any

from openapi.pipeline.description import operations
from perfectgym_next._core.naming import snake_case

__all__ = ["RESERVED", "field_names", "is_name", "named", "parameter_name", "python_name", "twins", "with_python_names"]

KEY = "x-python-name"
RESERVED = {*keyword.kwlist, *dir(builtins), "self", "true", "false", "datetime"} - {"id"}
"""Names to which the generator appends an underscore."""

_RESERVED_PARAMETERS = ("client", "url")
"""Names of parameters to which the generator appends where they are."""


def is_name(text: str) -> bool:
    """Whether a text is a Python name that the generator leaves as it is."""
    return text.isidentifier() and text not in RESERVED and not text.startswith("_")


def named(name: str, node: dict[str, Any]) -> str:
    """The name by which the generator sees a field or parameter: the overlay's, else the API's."""
    return str(node.get(KEY, name))


def python_name(name: str, node: dict[str, Any]) -> str:
    """The attribute of a field, as the generator writes it.

    Args:
        name: Its name in the API.
        node: Its schema, or the parameter itself.
    """
    name = named(name, node)
    derived = snake_case(name)
    if derived in RESERVED:
        derived += "_"
    return derived if derived.isidentifier() and not name.startswith("_") else f"field_{derived}"


def parameter_name(parameter: dict[str, Any]) -> str:
    """The argument of a path or query parameter, as the generator writes it."""
    name = python_name(parameter["name"], parameter)
    return f"{name}_{parameter.get('in')}" if name in _RESERVED_PARAMETERS else name


def field_names(schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of an object: name in the API, name in Python."""
    for name, node in schema.get("properties", {}).items():
        yield name, python_name(name, node)


def twins(names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Of names in the API with their Python names: each Python name that several have, with those."""
    groups: dict[str, list[str]] = {}
    for name, python in names:
        groups.setdefault(python, []).append(name)
    return ((python, group) for python, group in groups.items() if len(group) > 1)


def with_python_names(document: dict[str, Any]) -> dict[str, Any]:
    """A copy of a normalised description in which the overlay's Python names stand in place of the API's names.

    The generator derives names from the description alone; `facts` tells the templates the names of the API.
    """
    document = copy.deepcopy(document)
    paths = {}
    for path, item in document.get("paths", {}).items():
        renamed = path
        for entry in operations({"paths": {path: item}}):
            for parameter in entry.data.get("parameters", []):
                name, parameter["name"] = parameter["name"], named(parameter["name"], parameter)
                if parameter["in"] == "path":
                    renamed = renamed.replace(f"{{{name}}}", f"{{{parameter['name']}}}")
        paths[renamed] = item
    document["paths"] = paths
    _rename_fields(document)
    return document


def _rename_fields(node: Any) -> None:
    if isinstance(node, list):
        for item in node:
            _rename_fields(item)
    if not isinstance(node, dict):
        return
    fields = node.get("properties")
    if isinstance(fields, dict) and any(isinstance(field, dict) and KEY in field for field in fields.values()):
        names = {name: named(name, field) for name, field in fields.items()}
        node["properties"] = {names[name]: field for name, field in fields.items()}
        if isinstance(node.get("required"), list):
            node["required"] = [names.get(name, name) for name in node["required"]]
    for value in node.values():
        _rename_fields(value)
