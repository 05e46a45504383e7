"""Give schemas that share an enum the same values, even while the vendor has added a value to one of them only.

generator-config.yaml gives enums of several schemas one name. The generator accepts that only while all of them list
the same values; a value that the vendor adds to some of them would stop it. Enums are open, so the class lists every
value of any of them. The description has the values of each field, and the service decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from openapi.pipeline.description import operations
from openapi.pipeline.generation.python_names import generator_name
from perfectgym_next._core.naming import words

__all__ = ["enum_classes", "load_class_names", "share_values"]


def load_class_names(config: Path) -> dict[str, str]:
    """Return ``class_overrides`` of the generator's configuration: derived name to our name."""
    document = yaml.safe_load(config.read_text(encoding="utf-8"))
    overrides = document.get("class_overrides") or {}
    return {str(name): str(override.get("class_name", name)) for name, override in overrides.items()}


def share_values(document: dict[str, Any], names: Mapping[str, str]) -> None:
    """Give the enums of a normalised description that become one class the same values, in place."""
    nodes: dict[str, list[dict[str, Any]]] = {}
    for name, node in enum_classes(document, names):
        nodes.setdefault(name, []).append(node)
    for group in nodes.values():
        if len({frozenset(node["enum"]) for node in group}) == 1:
            continue
        values = list(dict.fromkeys(value for node in group for value in node["enum"]))
        for node in group:
            node["enum"] = values


def enum_classes(document: dict[str, Any], names: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every enum of a normalised description with the name of its generated class."""
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        yield from _of_schema(schema, "", name, names)
    for entry in operations(document):
        identifier = entry.data.get("operationId", "")
        for parameter in entry.data.get("parameters", []):
            yield from _of_schema(
                parameter.get("schema", {}), identifier, generator_name(parameter["name"], parameter), names
            )
        for media in entry.data.get("requestBody", {}).get("content", {}).values():
            yield from _of_schema(media.get("schema", {}), identifier, "body", names)


def _of_schema(
    schema: dict[str, Any], parent: str, name: str, names: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    if "$ref" in schema:
        return
    derived = _pascal_case(parent) + _pascal_case(str(schema.get("title", name)))
    own = names.get(derived, derived)
    if isinstance(schema.get("enum"), list) and all(isinstance(value, str) for value in schema["enum"]):
        yield own, schema
    for field, inner in schema.get("properties", {}).items():
        yield from _of_schema(inner, own, generator_name(field, inner), names)
    if isinstance(schema.get("items"), dict):
        yield from _of_schema(schema["items"], parent, f"{name}_item", names)


def _pascal_case(text: str) -> str:
    """Return a class name as the generator writes it: ``TermUnit`` for ``Term.unit``."""
    return "".join(word if word.isupper() else word.capitalize() for word in words(text))
