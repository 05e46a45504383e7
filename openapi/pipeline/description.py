"""Loading an OpenAPI description; how it is read is shared with the package."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from openapi.pipeline.json_values import JsonValueError, check_json
from perfectgym_next._core.description import (
    METHODS,
    DescriptionError,
    OperationEntry,
    is_json,
    operations,
    resolve,
)

__all__ = [
    "METHODS",
    "DescriptionError",
    "OperationEntry",
    "check_head",
    "is_json",
    "load",
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


def sha256(path: Path) -> str:
    """Return the digest of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
