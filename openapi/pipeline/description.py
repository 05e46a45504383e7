"""Reading an OpenAPI description, and going through its operations."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from perfectgym_next._core.naming import operation_name

__all__ = [
    "DescriptionError",
    "OperationEntry",
    "load",
    "normalised",
    "null_items",
    "operations",
    "references",
    "resolve",
    "sha256",
    "validate",
]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class DescriptionError(ValueError):
    """A description that cannot be used; the message names what is wrong, one line a finding."""


class OperationEntry(NamedTuple):
    """One operation where it stands in a description."""

    method: str
    path: str
    data: dict[str, Any]

    @property
    def tag(self) -> str:
        """The first tag: it decides the resource class."""
        return str((self.data.get("tags") or ["default"])[0])

    @property
    def name(self) -> str:
        """``<tag>.<operation>``."""
        return operation_name(self.tag, self.data["operationId"])


def load(path: Path) -> dict[str, Any]:
    """Read a description in JSON.

    Raises:
        DescriptionError: It is missing, unreadable, no JSON, or no OpenAPI 3 description.
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
        raise DescriptionError(f"{path}: holds half of a surrogate pair, which is no character") from None
    if not isinstance(document, dict) or not str(document.get("openapi", "")).startswith("3."):
        raise DescriptionError(f"{path}: is not an OpenAPI 3 description (no 'openapi: 3.x' at its head)")
    return document


def validate(document: dict[str, Any]) -> None:
    """Check a description against the OpenAPI specification.

    Raises:
        DescriptionError: With every finding and where it is.
    """
    from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

    if isinstance(paths := document.get("paths"), dict):  # the validator takes extensions among paths for paths
        document = {**document, "paths": {path: item for path, item in paths.items() if not path.startswith("x-")}}
    validator = OpenAPIV30SpecValidator if document["openapi"].startswith("3.0") else OpenAPIV31SpecValidator
    findings = [
        f"{'/'.join(map(str, error.absolute_path)) or 'the document'}: {error.message.splitlines()[0][:200]}"
        for error in validator(document).iter_errors()
    ]
    if findings:
        raise DescriptionError("the description is not valid OpenAPI:\n" + "\n".join(findings))


def operations(document: dict[str, Any]) -> Iterator[OperationEntry]:
    """All operations in the order of the document."""
    for path, item in document.get("paths", {}).items():
        for method in METHODS if path.startswith("/") else ():  # beside paths stand extensions
            if method in item:
                yield OperationEntry(method.upper(), path, item[method])


def resolve(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """What a node stands for, following references inside the document.

    Raises:
        DescriptionError: A reference leads nowhere, or out of the document.
    """
    seen: list[str] = []
    while "$ref" in node:
        reference = node["$ref"]
        if reference in seen or not reference.startswith("#/"):
            raise DescriptionError(f"reference {reference!r} cannot be followed")
        seen.append(reference)
        target: Any = document
        for step in reference[2:].split("/"):
            try:
                target = target[step.replace("~1", "/").replace("~0", "~")]
            except (KeyError, TypeError):
                raise DescriptionError(f"reference {reference!r} leads nowhere") from None
        node = target
    return node


def references(document: dict[str, Any], node: Any) -> set[str]:
    """Names of the schemas in ``components`` that a node refers to, directly or through others."""
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


def normalised(document: dict[str, Any]) -> dict[str, Any]:
    """A copy in which equal things look equal, for the generator and the facts.

    Null goes (``type: [string, null]``, ``anyOf: [X, null]``, ``nullable``: an absent member and a null one are the
    same to every caller; an array whose items may be null is marked ``x-null-items``), and so does
    ``additionalProperties: false`` (unknown members are kept whatever it says); shared parameters, bodies and answers
    stand where they are used; every schema that makes a class has its name in ``x-schema``.
    """
    document = copy.deepcopy(document)
    for path, item in document.get("paths", {}).items():
        shared = item.pop("parameters", []) if path.startswith("/") else []
        for entry in operations({"paths": {path: item}}):
            _inline(document, entry.data, shared)
    _mark_null(document, document)
    _without_null(document)
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        _named(schema, name)
    return document


def _inline(document: dict[str, Any], operation: dict[str, Any], shared: list[dict[str, Any]]) -> None:
    own = [resolve(document, parameter) for parameter in operation.get("parameters", [])]
    taken = {(parameter["name"], parameter["in"]) for parameter in own}
    inherited = [resolve(document, parameter) for parameter in shared]
    operation["parameters"] = own + [one for one in inherited if (one["name"], one["in"]) not in taken]
    if "requestBody" in operation:
        operation["requestBody"] = resolve(document, operation["requestBody"])
    operation["responses"] = {
        status: resolve(document, response)
        for status, response in operation.get("responses", {}).items()
        if not status.startswith("x-")
    }


def _mark_null(document: dict[str, Any], node: Any) -> None:
    """Note where null is allowed, as long as the schemas that allow it are still told apart."""
    if isinstance(node, list):
        for item in node:
            _mark_null(document, item)
    if not isinstance(node, dict):
        return
    members = node.get("properties")
    if isinstance(members, dict) and isinstance(node.get("required"), list):
        # A member that may be null may be absent as far as a caller can tell.
        node["required"] = [name for name in node["required"] if not _may_be_null(document, members.get(name))]
    if _may_be_null(document, node.get("items")):
        node["x-null-items"] = True
    for value in node.values():
        _mark_null(document, value)


def _without_null(node: Any) -> None:
    if isinstance(node, list):
        for item in node:
            _without_null(item)
    if not isinstance(node, dict):
        return
    for value in node.values():
        _without_null(value)
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
                node.update({**left[0], **node})  # what is said of the member here is nearer than what its type says


def _may_be_null(document: dict[str, Any], member: Any) -> bool:
    if not isinstance(member, dict):
        return False
    if member.get("nullable") is True:
        return True
    if isinstance(member.get("$ref"), str):
        member = resolve(document, member)
    kinds = member.get("type")
    branches = [*(member.get("anyOf") or ()), *(member.get("oneOf") or ())]
    return (
        member.get("nullable") is True
        or kinds == "null"
        or (isinstance(kinds, list) and "null" in kinds)
        or any(isinstance(branch, dict) and branch.get("type") == "null" for branch in branches)
    )


def null_items(document: dict[str, Any], schema: dict[str, Any]) -> list[bool]:
    """Of each level of arrays in a normalised schema, whether its items may be null: none for other schemas."""
    levels = []
    schema = resolve(document, schema)
    while schema.get("type") == "array":
        levels.append(bool(schema.get("x-null-items")))
        schema = resolve(document, schema.get("items", {}))
    return levels


def _named(schema: dict[str, Any], name: str) -> None:
    if "properties" in schema or schema.get("type") == "object":
        schema["x-schema"] = name
    for member, inner in schema.get("properties", {}).items():
        _named(inner, f"{name}.{member}")
    if isinstance(schema.get("items"), dict):
        _named(schema["items"], f"{name}[]")


def sha256(path: Path) -> str:
    """Digest of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
