"""Loading and validating an OpenAPI description; how it is read is shared with the package."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

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
    "is_json",
    "load",
    "operations",
    "references",
    "resolve",
    "sha256",
    "validate",
]


def load(path: Path) -> dict[str, Any]:
    """Read a description in JSON.

    Raises:
        DescriptionError: The file is missing, unreadable, not JSON, or not an OpenAPI 3 description.
    """
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise DescriptionError(f"{path}: cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError) as error:
        raise DescriptionError(f"{path}: is not JSON ({error})") from None
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise DescriptionError(f"{path}: holds half of a surrogate pair, which is not a character") from None
    if not isinstance(document, dict) or not str(document.get("openapi", "")).startswith("3."):
        raise DescriptionError(f"{path}: is not an OpenAPI 3 description (no 'openapi: 3.x' at its head)")
    return document


def validate(document: dict[str, Any]) -> None:
    """Check a description against the OpenAPI specification.

    Raises:
        DescriptionError: The description is invalid; the message names every problem and its place.
    """
    from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

    if isinstance(paths := document.get("paths"), dict):  # the validator would treat extensions as paths
        document = {**document, "paths": {path: item for path, item in paths.items() if not path.startswith("x-")}}
    if isinstance(tags := document.get("tags"), list):  # a tag that is described twice harms nobody
        document = {**document, "tags": [tag for index, tag in enumerate(tags) if not _is_repeated(tags, index)]}
    validator = OpenAPIV30SpecValidator if document["openapi"].startswith("3.0") else OpenAPIV31SpecValidator
    findings = [
        f"{'/'.join(map(str, error.absolute_path)) or 'the document'}: {error.message.splitlines()[0][:200]}"
        for error in validator(document).iter_errors()
    ]
    if findings:
        raise DescriptionError("the description is not valid OpenAPI:\n" + "\n".join(findings))


def _is_repeated(tags: list[Any], index: int) -> bool:
    names = [tag.get("name") if isinstance(tag, dict) else None for tag in tags]
    return names[index] is not None and names[index] in names[:index]


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
