"""Loading and normalising an OpenAPI description; how it is read is shared with the package."""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

from openapi.pipeline.json_values import JsonValueError, check_json
from perfectgym_next._core.description import (
    METHODS,
    DescriptionError,
    OperationEntry,
    allows_null,
    operations,
    resolve,
)

__all__ = [
    "METHODS",
    "DescriptionError",
    "OperationEntry",
    "check_head",
    "load",
    "normalise",
    "null_items",
    "operations",
    "references",
    "resolve",
    "sha256",
]


def load(path: Path) -> dict[str, Any]:
    """Read a description in JSON.

    Raises:
        DescriptionError: The file is missing, unreadable, not JSON, too large, or not an OpenAPI 3 description.
    """
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise DescriptionError(f"{path}: cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError) as error:
        raise DescriptionError(f"{path}: is not JSON ({error})") from None
    try:
        check_json(document)
    except JsonValueError as error:
        raise DescriptionError(f"{path}: {error}") from None
    if not isinstance(document, dict):
        raise DescriptionError(f"{path}: not an OpenAPI 3 description (expected an object)")
    try:
        check_head(document)
    except DescriptionError as error:
        raise DescriptionError(f"{path}: {error}") from None
    return document


def check_head(document: dict[str, Any]) -> None:
    """Check that a document is a description of OpenAPI 3.0 or 3.1, with title, version and paths.

    Raises:
        DescriptionError: It is not; the message is one line.
    """
    version = document.get("openapi")
    if isinstance(version, int | float) and not isinstance(version, bool):
        raise DescriptionError(
            f"'openapi' is the number {version}, not text; expected a version in quotes, as in '3.1.0'"
        )
    if not isinstance(version, str) or not version.startswith("3."):
        raise DescriptionError("not an OpenAPI 3 description (no 'openapi: 3.x' at its head)")
    if not version.startswith(("3.0.", "3.1.")):
        raise DescriptionError(f"OpenAPI {version!r} is not supported; expected 3.0.x or 3.1.x")
    info = document.get("info")
    if not isinstance(info, dict) or not all(isinstance(info.get(key), str) for key in ("title", "version")):
        raise DescriptionError("'info' must be an object with 'title' and 'version' as text")
    if not isinstance(document.get("paths", {}), dict):
        raise DescriptionError("'paths' must be an object")


def references(document: dict[str, Any], node: Any) -> set[str]:
    """Return the names of the schemas in ``components`` that a node refers to, directly or through others."""
    schemas = document.get("components", {}).get("schemas", {})
    found: set[str] = set()
    left = [node]
    while left:
        current = left.pop()
        if isinstance(current, list):
            left += current
        elif isinstance(current, dict):
            name = str(current.get("$ref", "")).removeprefix("#/components/schemas/")
            if name in schemas and name not in found:
                found.add(name)
                left.append(schemas[name])
            left += current.values()
    return found


def normalise(document: dict[str, Any]) -> dict[str, Any]:
    """Return a copy in which equal things look equal, for the generator and the facts.

    - Null goes (``type: [string, null]``, ``anyOf: [X, null]``, ``nullable``): callers cannot tell a missing field
      from a null one. An array whose items may be null is marked ``x-null-items``.
    - ``additionalProperties: false`` goes: unknown fields are kept whatever it says.
    - Shared parameters, bodies and responses are put where they are used.
    - Every schema that makes a class has its name in ``x-schema``.
    """
    document = copy.deepcopy(document)
    for entry in operations(document):
        _inline(document, entry)
    for path, item in document.get("paths", {}).items():
        if path.startswith("/"):
            item.pop("parameters", None)
    _mark_null(document, document)
    _remove_null(document)
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        _add_names(schema, name)
    return document


def _inline(document: dict[str, Any], entry: OperationEntry) -> None:
    operation = entry.data
    operation["parameters"] = entry.parameters(document)
    if "requestBody" in operation:
        operation["requestBody"] = resolve(document, operation["requestBody"])
    operation["responses"] = {
        status: resolve(document, response)
        for status, response in operation.get("responses", {}).items()
        if not status.startswith("x-")
    }


def _mark_null(document: dict[str, Any], node: Any) -> None:
    """Note where null is allowed, before it is removed from the schemas."""
    if isinstance(node, list):
        for item in node:
            _mark_null(document, item)
    if not isinstance(node, dict):
        return
    fields = node.get("properties")
    if isinstance(fields, dict) and isinstance(node.get("required"), list):
        # For a caller, a field that may be null is one that may be missing.
        node["required"] = [name for name in node["required"] if not allows_null(document, fields.get(name))]
    if allows_null(document, node.get("items")):
        node["x-null-items"] = True
    for value in node.values():
        _mark_null(document, value)


def _remove_null(node: Any) -> None:
    if isinstance(node, list):
        for item in node:
            _remove_null(item)
    if not isinstance(node, dict):
        return
    for value in node.values():
        _remove_null(value)
    if node.get("nullable") in (True, False):
        del node["nullable"]
    if node.get("additionalProperties") is False:
        del node["additionalProperties"]
    kinds = node.get("type")
    if isinstance(kinds, list):
        left = [kind for kind in kinds if kind != "null"]
        node["type"] = left[0] if len(left) == 1 else left
    if isinstance(node.get("enum"), list):
        node["enum"] = [value for value in node["enum"] if value is not None]
    for union in ("anyOf", "oneOf"):
        if isinstance(node.get(union), list):
            left = [one for one in node[union] if not (isinstance(one, dict) and one.get("type") == "null")]
            if len(left) == 1 and len(left) < len(node[union]):
                del node[union]
                node.update({**left[0], **node})  # the field's own keywords win over its type's


def null_items(document: dict[str, Any], schema: dict[str, Any]) -> list[bool]:
    """Return whether items may be null, for each level of arrays in a normalised schema; empty for other schemas."""
    levels = []
    schema = resolve(document, schema)
    while schema.get("type") == "array":
        levels.append(bool(schema.get("x-null-items")))
        schema = resolve(document, schema.get("items", {}))
    return levels


def _add_names(schema: dict[str, Any], name: str) -> None:
    if "properties" in schema or schema.get("type") == "object":
        schema["x-schema"] = name
    for field, inner in schema.get("properties", {}).items():
        _add_names(inner, f"{name}.{field}")
    if isinstance(schema.get("items"), dict):
        _add_names(schema["items"], f"{name}[]")


def sha256(path: Path) -> str:
    """Return the digest of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
