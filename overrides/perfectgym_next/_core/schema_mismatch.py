"""Finding why a response could not be decoded: the shipped description is walked along the response, after the fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from perfectgym_next._core.decoding import FLOAT_DIGITS, boolean, keeps_digits, number, scalar
from perfectgym_next._core.description import (
    allows_null,
    json_schema,
    load_shipped,
    map_values,
    operations,
    resolve_schema,
    schema_type,
    union_branches,
)
from perfectgym_next.errors import ResponseFormatError
from perfectgym_next.timestamps import parse_datetime

__all__ = ["find_mismatch", "mismatch_error", "response_schema"]


def mismatch_error(module: str, schema: dict[str, Any], value: Any, cause: BaseException) -> ResponseFormatError:
    """Return the error that names the first field of a value that does not match its schema.

    Where the description is missing (a frozen program may leave it out), the error says what the decoder said.

    Args:
        module: A module of the generated package whose description is read.
        schema: Schema of the value.
        value: Decoded JSON.
        cause: What the decoder raised, for the message where the description finds nothing wrong.
    """
    document = _load(module.partition(".")[0])
    found = None if document is None else find_mismatch(document, schema, value)
    field, reason = found or (None, f"it cannot be read ({type(cause).__name__}: {cause})")
    return ResponseFormatError(reason, field=field or None)


def response_schema(package: str, method: str, path: str) -> dict[str, Any]:
    """Return the schema of an operation's successful response in JSON; empty where the description has none."""
    document = _load(package) or {}
    for entry in operations(document):
        if (entry.method, entry.path) == (method, path):
            _, response = entry.success(document) or ("", {})
            return json_schema(response) or {}
    return {}


def _load(package: str) -> dict[str, Any] | None:
    """Return the shipped description, or None where it is missing: that must not hide the mismatch."""
    try:
        return load_shipped(package)
    except (OSError, ImportError, TypeError, ValueError):  # importlib.resources raises all of these for what it lacks
        return None


def find_mismatch(document: dict[str, Any], schema: dict[str, Any], value: Any) -> tuple[str, str] | None:
    """Find the first field that the decoders cannot read, in the order of the description.

    The measure is that of the decoders, not of JSON Schema: null counts as missing, unknown enum values and fields are
    accepted, text and numbers pass for each other.

    Returns:
        Its path (``result[3].dueDate``, empty for the value itself) and what is wrong, or None.
    """
    return next(_mismatches(document, schema, value, ""), None)


def _mismatches(document: dict[str, Any], schema: dict[str, Any], value: Any, path: str) -> Iterator[tuple[str, str]]:
    schema = resolve_schema(document, schema)
    if union := union_branches(schema):
        name, branches = union
        if not isinstance(value, Mapping):
            yield path, f"expected an object, not {_describe(value)}"
        elif isinstance(value.get(name), str) and value[name] in branches:
            yield from _mismatches(document, branches[value[name]], value, path)
        return
    match schema_type(schema):
        case "object" if not isinstance(value, Mapping):
            yield path, f"expected an object, not {_describe(value)}"
        case "object":
            required = schema.get("required", ())
            for name, field in schema.get("properties", {}).items():
                at = f"{path}.{name}" if path else name
                if value.get(name) is not None:
                    yield from _mismatches(document, field, value[name], at)
                elif name in required and not allows_null(document, field):
                    yield at, "it is required, but null" if name in value else "it is required, but missing"
            if inner := map_values(schema):
                for name, item in value.items():
                    yield from _items_mismatches(document, inner, item, f"{path}.{name}" if path else name, "map")
        case "array" if not isinstance(value, list):
            yield path, f"expected an array, not {_describe(value)}"
        case "array":
            items = schema.get("items", {})
            for index, item in enumerate(value):
                yield from _items_mismatches(document, items, item, f"{path}[{index}]", "array")
        case kind:
            expected = _find_unreadable(kind, schema.get("format"), value)
            if expected:
                yield path, f"expected {expected}, not {_describe(value)}"


def _items_mismatches(
    document: dict[str, Any], schema: dict[str, Any], item: Any, path: str, kind: str
) -> Iterator[tuple[str, str]]:
    if item is not None:
        yield from _mismatches(document, schema, item, path)
    elif schema_type(resolve_schema(document, schema)) is not None and not allows_null(document, schema):
        yield path, f"it is null, which the description does not allow in this {kind}"


def _find_unreadable(kind: str | None, form: str | None, value: Any) -> str | None:
    """Return what a schema of this type and format expects, if its decoder cannot read the value."""
    read, expected = {
        ("number", form): (number, "a number"),
        ("boolean", form): (boolean, "a boolean"),
        ("integer", form): (scalar, "an integer"),
        ("string", form): (scalar, "text"),
        ("string", "date"): (date.fromisoformat, "a date"),
        ("string", "date-time"): (parse_datetime, "a date-time"),
        ("string", "uuid"): (_parse_uuid, "a UUID"),
    }.get((kind or "", form), (None, ""))
    if read is None:
        return None
    try:
        read(value)
    except (ValueError, TypeError, ArithmeticError, AttributeError):
        if read is number and isinstance(value, float) and not keeps_digits(value):
            return f"a Decimal, text or a float of at most {FLOAT_DIGITS} digits"
        return expected
    return None


def _parse_uuid(value: str) -> object:
    from uuid import UUID

    return UUID(value)


def _describe(value: Any) -> str:
    """Return the value as a person would name it, never the whole of it: responses hold personal data."""
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
