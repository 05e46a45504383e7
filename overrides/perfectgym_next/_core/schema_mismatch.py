"""Why an answer could not be read: the shipped description is walked along the answer, after the fact."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from perfectgym_next._core.decoding import boolean, number, scalar
from perfectgym_next.errors import ResponseFormatError
from perfectgym_next.timestamps import parse_datetime

__all__ = ["first_misfit", "misfit_error", "operation_answer"]


def misfit_error(module: str, schema: Mapping[str, Any], value: Any, cause: BaseException) -> ResponseFormatError:
    """The error that names the first member of a value that does not fit.

    Where the description is not there (a frozen program may leave it out), the error says what the decoder said.

    Args:
        module: A module of the generated package; the description lies in that package.
        schema: What the value should be.
        value: Decoded JSON.
        cause: What the decoder raised, told where the description finds nothing wrong.
    """
    document = _description(module.partition(".")[0])
    found = None if document is None else first_misfit(document, schema, value)
    member, reason = found or (None, f"it cannot be read ({type(cause).__name__}: {cause})")
    return ResponseFormatError(reason, member=member or None)


def operation_answer(package: str, method: str, path: str) -> Mapping[str, Any] | None:
    """The schema that the description gives for the success of an operation, or None where it has none."""
    operation = (_description(package) or {}).get("paths", {}).get(path, {}).get(method.lower(), {})
    for status, response in sorted(operation.get("responses", {}).items()):
        if status.startswith("2"):
            content = response.get("content", {})
            schema: Mapping[str, Any] | None = content.get("application/json", {}).get("schema")
            return schema
    return None


@cache
def _description(package: str) -> dict[str, Any] | None:
    """The shipped description, or None where it is not there: what it would explain is an error of its own."""
    from importlib.resources import files

    try:
        loaded: dict[str, Any] = json.loads(files(package).joinpath("openapi.json").read_bytes())
    except (OSError, ImportError, TypeError, ValueError):  # importlib.resources raises all of these for what it lacks
        return None
    return loaded


def first_misfit(document: Mapping[str, Any], schema: Mapping[str, Any], value: Any) -> tuple[str, str] | None:
    """Find the first member that the decoders cannot read, in the order of the description.

    The measure is that of the decoders, not of JSON Schema: null is absent, unknown enum values and fields are
    accepted, text and numbers pass for each other.

    Returns:
        Its path (``result[3].dueDate``, empty for the value itself) and what is wrong, or None.
    """
    return next(_misfits(document, schema, value, ""), None)


def _misfits(
    document: Mapping[str, Any], schema: Mapping[str, Any], value: Any, path: str
) -> Iterator[tuple[str, str]]:
    schema = _resolved(document, schema)
    match _type(schema):
        case "object" if not isinstance(value, Mapping):
            yield path, f"an object is wanted, not {_kind(value)}"
        case "object":
            required = schema.get("required", ())
            for name, member in schema.get("properties", {}).items():
                at = f"{path}.{name}" if path else name
                if value.get(name) is not None:
                    yield from _misfits(document, member, value[name], at)
                elif name in required and not _may_be_null(document, member):
                    yield at, "it is required, but null" if name in value else "it is required, but missing"
        case "array" if not isinstance(value, list):
            yield path, f"an array is wanted, not {_kind(value)}"
        case "array":
            items = schema.get("items", {})
            for index, item in enumerate(value):
                if item is not None:
                    yield from _misfits(document, items, item, f"{path}[{index}]")
                elif _type(_resolved(document, items)) is not None and not _may_be_null(document, items):
                    yield f"{path}[{index}]", "it is null, which the description does not allow in this array"
        case kind:
            wrong = _unreadable(kind, schema.get("format"), value)
            if wrong:
                yield path, wrong


def _unreadable(kind: str | None, form: str | None, value: Any) -> str | None:
    read, wanted = {
        ("number", form): (number, "a number"),
        ("boolean", form): (boolean, "a boolean"),
        ("integer", form): (scalar, "an integer"),
        ("string", form): (scalar, "text"),
        ("string", "date"): (date.fromisoformat, "a date"),
        ("string", "date-time"): (parse_datetime, "a date-time"),
        ("string", "uuid"): (_uuid, "a uuid"),
    }.get((kind or "", form), (None, ""))
    if read is None:
        return None
    try:
        read(value)
    except (ValueError, TypeError, ArithmeticError, AttributeError):
        return f"{wanted} is wanted, not {_kind(value)}"
    return None


def _uuid(value: str) -> object:
    from uuid import UUID

    return UUID(value)


def _resolved(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a schema stands for, behind references and unions with null."""
    while True:
        branches = [branch for branch in _branches(schema) if branch.get("type") != "null"]
        if "$ref" in schema:
            schema = _target(document, schema)
        elif len(branches) == 1:
            schema = branches[0]
        else:
            return schema


def _target(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    target: Any = document
    for step in schema["$ref"].removeprefix("#/").split("/"):
        target = target[step.replace("~1", "/").replace("~0", "~")]
    found: Mapping[str, Any] = target
    return found


def _branches(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [*schema.get("anyOf", ()), *schema.get("oneOf", ())]


def _may_be_null(document: Mapping[str, Any], schema: Mapping[str, Any]) -> bool:
    """Whether the description allows null: as one of the types, in a union, or by the keyword of OpenAPI 3.0."""
    kinds = schema.get("type")
    if schema.get("nullable") or kinds == "null" or (isinstance(kinds, list) and "null" in kinds):
        return True
    if any(branch.get("type") == "null" for branch in _branches(schema)):
        return True
    return "$ref" in schema and _may_be_null(document, _target(document, schema))


def _type(schema: Mapping[str, Any]) -> str | None:
    """The type besides null, which is read as absent everywhere."""
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((one for one in kind if one != "null"), None)
    return kind or ("object" if "properties" in schema else None)


def _kind(value: Any) -> str:
    """The value as a person would name it, never the whole of it: answers hold personal data."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list):
        return "an array"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    return f"the number {value}" if isinstance(value, int | float | Decimal) else f"a {type(value).__name__}"
