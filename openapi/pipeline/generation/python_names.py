"""Python names of fields and parameters: derived from the API's names, or given by ``x-python-name`` in the overlay."""

from __future__ import annotations

import builtins
import copy
import keyword
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from openapi.pipeline.description import operations
from perfectgym_next._core.naming import snake_case
from perfectgym_next.money import MoneyBase

__all__ = [
    "RESERVED",
    "apply_python_names",
    "field_names",
    "find_duplicates",
    "generator_name",
    "is_name",
    "parameter_name",
    "python_name",
    "unnamed_column",
]

N = TypeVar("N")

KEY = "x-python-name"
RESERVED = {*keyword.kwlist, *dir(builtins), "self", "true", "false", "datetime"} - {"id"}
"""Names to which the generator appends an underscore."""

_MONEY_BASE = "perfectgym_next.money.MoneyBase"
_RESERVED_PARAMETERS = ("client", "url")
"""Names of parameters to which the generator appends their location."""


def is_name(text: str) -> bool:
    """Return whether a text is a Python name that the generator keeps unchanged."""
    return text.isidentifier() and text not in RESERVED and not text.startswith("_")


def generator_name(name: str, node: dict[str, Any]) -> str:
    """Return the name that the generator sees for a field or parameter: the overlay's, else the API's."""
    return str(node.get(KEY, name))


def python_name(name: str, node: dict[str, Any]) -> str:
    """Return the attribute of a field as the generator writes it.

    Args:
        name: Its name in the API.
        node: Its schema, or the parameter.
    """
    name = generator_name(name, node)
    derived = snake_case(name)
    if derived in RESERVED:
        derived += "_"
    return derived if derived.isidentifier() and not name.startswith("_") else f"field_{derived}"


def parameter_name(parameter: dict[str, Any]) -> str:
    """Return the argument of a path or query parameter as the generator writes it."""
    name = python_name(parameter["name"], parameter)
    return f"{name}_{parameter.get('in')}" if name in _RESERVED_PARAMETERS else name


def field_names(schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the fields of an object: name in the API, name in Python."""
    for name, node in schema.get("properties", {}).items():
        yield name, python_name(name, node)


def unnamed_column(schema: dict[str, Any]) -> str | None:
    """Return the attribute whose column, in the row of another object, has the name of the whole: money's amount."""
    return MoneyBase._unnamed_column_ if schema.get("x-python-base") == _MONEY_BASE else None


def find_duplicates(names: Iterable[tuple[N, str]]) -> Iterator[tuple[str, list[N]]]:
    """Yield each Python name that several names in the API share, with these names.

    Args:
        names: Pairs of name in the API, or path of names, and Python name.
    """
    groups: dict[str, list[N]] = {}
    for name, python in names:
        groups.setdefault(python, []).append(name)
    return ((python, group) for python, group in groups.items() if len(group) > 1)


def apply_python_names(document: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a normalised description with the overlay's Python names in place of the API's names.

    The generator derives names from the description alone; the templates get the API's names from `template_facts`.
    """
    document = copy.deepcopy(document)
    paths = {}
    for path, item in document.get("paths", {}).items():
        renamed = path
        for entry in operations({"paths": {path: item}}):
            for parameter in entry.data.get("parameters", []):
                name, parameter["name"] = parameter["name"], generator_name(parameter["name"], parameter)
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
        names = {name: generator_name(name, field) for name, field in fields.items()}
        node["properties"] = {names[name]: field for name, field in fields.items()}
        if isinstance(node.get("required"), list):
            node["required"] = [names.get(name, name) for name in node["required"]]
    for value in node.values():
        _rename_fields(value)
