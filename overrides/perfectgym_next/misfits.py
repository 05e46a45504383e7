"""Why an answer could not be read: the shipped description is walked along the answer, after the fact."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from perfectgym_next.errors import ResponseFormatError
from perfectgym_next.timestamps import parse_datetime
from perfectgym_next.wire import number

__all__ = ["first_misfit", "misfit_error", "operation_answer"]


def misfit_error(module: str, schema: Mapping[str, Any], value: Any, cause: BaseException) -> ResponseFormatError:
    """The error that names the first member of a value that does not fit.

    Args:
        module: A module of the generated package; the description lies in that package.
        schema: What the value should be.
        value: Decoded JSON.
        cause: What the decoder raised, told where the description finds nothing wrong.
    """
    member, reason = first_misfit(_description(module.partition(".")[0]), schema, value) or (
        None,
        f"it cannot be read ({type(cause).__name__}: {cause})",
    )
    return ResponseFormatError(reason, member=member or None)


def operation_answer(package: str, method: str, path: str) -> Mapping[str, Any] | None:
    """The schema that the description gives for the success of an operation, or None where it has none."""
    operation = _description(package)["paths"].get(path, {}).get(method.lower(), {})
    for status, response in sorted(operation.get("responses", {}).items()):
        if status.startswith("2"):
            content = response.get("content", {})
            schema: Mapping[str, Any] | None = content.get("application/json", {}).get("schema")
            return schema
    return None


@cache
def _description(package: str) -> dict[str, Any]:
    from importlib.resources import files

    loaded: dict[str, Any] = json.loads(files(package).joinpath("openapi.json").read_bytes())
    return loaded


def first_misfit(document: Mapping[str, Any], schema: Mapping[str, Any], value: Any) -> tuple[str, str] | None:
    """Find the first member that the decoders cannot read, in the order of the description.

    The measure is that of the decoders, not of JSON Schema: null is absent, unknown enum values and members are
    welcome, a leaf of another primitive type passes.

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
                elif name in required:
                    yield at, "it is required, but null" if name in value else "it is required, but missing"
        case "array" if not isinstance(value, list):
            yield path, f"an array is wanted, not {_kind(value)}"
        case "array":
            for index, item in enumerate(value):
                yield from _misfits(document, schema.get("items", {}), item, f"{path}[{index}]")
        case kind:
            wrong = _unreadable(kind, schema.get("format"), value)
            if wrong:
                yield path, wrong


def _unreadable(kind: str | None, form: str | None, value: Any) -> str | None:
    read = {
        ("number", form): number,
        ("string", "date"): date.fromisoformat,
        ("string", "date-time"): parse_datetime,
        ("string", "uuid"): _uuid,
    }.get((kind or "", form))
    if read is None:
        if isinstance(value, dict | list) and kind in ("string", "integer", "boolean"):
            return f"{'an' if kind == 'integer' else 'a'} {kind} is wanted, not {_kind(value)}"
        return None
    try:
        read(value)
    except (ValueError, TypeError, ArithmeticError, AttributeError):
        wanted = {"number": "a number"}.get(kind or "", f"a {form}")
        return f"{wanted} is wanted, not {_kind(value)}"
    return None


def _uuid(value: str) -> object:
    from uuid import UUID

    return UUID(value)


def _resolved(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in schema:
        target: Any = document
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        schema = target
    return schema


def _type(schema: Mapping[str, Any]) -> str | None:
    """The type besides null, which is read as absent everywhere."""
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((one for one in kind if one != "null"), None)
    return kind


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
    return f"the number {value}"
