"""Validation of values against schemas of the description."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from perfectgym_next._core.description import map_values, union_branches
from perfectgym_next.timestamps import parse_datetime

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from perfectgym_next.testing._openapi.description import Description, Schema

__all__ = ["ValidationError", "has_type", "iter_errors", "validate", "without_nulls"]

_RANGES = {"int32": 2**31, "int64": 2**63}


class ValidationError(ValueError):
    """A value that does not match its schema.

    Attributes:
        reference: Dotted path of the field, ``contract.startDate`` or ``debts[2].amount``; empty for the value itself.
        reason: The rule that it breaks, ``must be a date such as 2024-02-29``.
        code: The service's ``errorCode`` for it, where it is known.
    """

    def __init__(self, reference: str, reason: str, code: str | None = None) -> None:
        super().__init__(f"{reference or 'the value'} {reason}")
        self.reference = reference
        self.reason = reason
        self.code = code


def validate(description: Description, schema: Schema, value: Any, reference: str = "") -> None:
    """Check that a value matches a schema.

    Args:
        description: Resolves the schema's references.
        schema: The schema, or a reference to one.
        value: Decoded JSON; a number with a fraction is a `Decimal`.
        reference: Dotted path of the value itself.

    Raises:
        ValidationError: It does not; the error names the first field at fault.
    """
    for error in iter_errors(description, schema, value, reference):
        raise error


def iter_errors(description: Description, schema: Schema, value: Any, reference: str = "") -> Iterator[ValidationError]:
    """Yield an error for each field of a value that does not match its schema, in the order of the value."""
    if value is None and description.allows_null(schema):
        return
    schema = description.resolve(schema)
    if isinstance(value, dict) and (union := union_branches(schema)):
        name, branches = union
        kind = value.get(name)
        if isinstance(kind, str) and kind in branches:
            yield from iter_errors(description, branches[kind], value, reference)
        else:
            yield ValidationError(_join(reference, name), f"must be one of {', '.join(branches)}")
        return
    if union_branches(schema):
        yield ValidationError(reference, "must be an object")
        return
    allowed = schema.get("type")
    if allowed is not None:
        types = allowed if isinstance(allowed, list) else [allowed]
        if not any(_TYPES[name](value) for name in types):
            yield ValidationError(reference, f"must be {' or '.join(_describe_type(name) for name in types)}")
            return
    if "enum" in schema and value not in schema["enum"]:
        yield ValidationError(reference, f"must be one of {', '.join(map(str, schema['enum']))}")
    elif isinstance(value, str):
        yield from _text(schema, value, reference)
    elif isinstance(value, dict):
        yield from _object(description, schema, value, reference)
    elif isinstance(value, list):
        yield from _array(description, schema, value, reference)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        yield from _number(schema, value, reference)


def without_nulls(description: Description, schema: Schema, value: Any) -> Any:
    """Return decoded JSON without the nulls of optional fields, at any depth; nulls that a schema allows stay."""
    schema = description.resolve(schema)
    if isinstance(value, list):
        return [without_nulls(description, schema.get("items", {}), item) for item in value]
    if not isinstance(value, dict):
        return value
    if union := union_branches(schema):
        name, branches = union
        kind = value.get(name)
        if isinstance(kind, str) and kind in branches:
            return without_nulls(description, branches[kind], value)
        return value
    properties, required, values = schema.get("properties", {}), schema.get("required", ()), map_values(schema)
    return {
        name: without_nulls(description, properties.get(name, values or {}), inner)
        for name, inner in value.items()
        if inner is not None or name in required or name not in properties or description.allows_null(properties[name])
    }


def has_type(schema: Schema, value: Any) -> bool:
    """Return whether a value is of the type of a resolved schema."""
    allowed = schema.get("type")
    if allowed is None:
        return True
    types = allowed if isinstance(allowed, list) else [allowed]
    return any(_TYPES[name](value) for name in types)


def _object(
    description: Description, schema: Schema, value: dict[str, Any], reference: str
) -> Iterator[ValidationError]:
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield ValidationError(_join(reference, name), "is missing")
    values = map_values(schema)
    for name, inner in value.items():
        if name in properties:
            yield from iter_errors(description, properties[name], inner, _join(reference, name))
        elif values is not None:
            yield from iter_errors(description, values, inner, _join(reference, name))


def _array(description: Description, schema: Schema, value: list[Any], reference: str) -> Iterator[ValidationError]:
    least, most = schema.get("minItems", 0), schema.get("maxItems")
    if len(value) < least:
        yield ValidationError(reference, f"must have at least {least} items")
    if most is not None and len(value) > most:
        yield ValidationError(reference, f"must have at most {most} items")
    if schema.get("uniqueItems") and any(item in value[:index] for index, item in enumerate(value)):
        yield ValidationError(reference, "must not hold an item twice")
    for index, item in enumerate(value):
        yield from iter_errors(description, schema.get("items", {}), item, f"{reference}[{index}]")


def _number(schema: Schema, value: int | Decimal, reference: str) -> Iterator[ValidationError]:
    least, most = schema.get("minimum"), schema.get("maximum")
    limit = _RANGES.get(schema.get("format", ""))
    if least is not None and value < least:
        yield ValidationError(reference, f"must be at least {least}")
    elif most is not None and value > most:
        yield ValidationError(reference, f"must be at most {most}", "errormessage.validation.max")
    elif limit is not None and not -limit <= value < limit:
        yield ValidationError(reference, f"must be within the range of {schema['format']}")


def _text(schema: Schema, value: str, reference: str) -> Iterator[ValidationError]:
    form = "naive date-time" if schema.get("x-python-naive") else schema.get("format", "")
    known = _FORMATS.get(form)
    if known is None:
        return
    matches, expected = known
    if not matches(value):
        yield ValidationError(reference, f"must be {expected}")


def _join(reference: str, name: str) -> str:
    return f"{reference}.{name}" if reference else name


def _describe_type(name: str) -> str:
    return "null" if name == "null" else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _accepted_by(parse: Callable[[str], Any]) -> Callable[[str], bool]:
    def matches(text: str) -> bool:
        try:
            parse(text)
        except ValueError:
            return False
        return True

    return matches


def _parse_date(text: str) -> date:
    if len(text) != 10:  # fromisoformat accepts 20240229 and 2024-W09-4 too
        raise ValueError(text)
    return date.fromisoformat(text)


def _parse_zoned_datetime(text: str) -> None:
    if parse_datetime(text).tzinfo is None:
        raise ValueError(text)


_TYPES: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: (
        value == value.to_integral_value()
        if isinstance(value, Decimal)  # 203.0 is an integer to JSON Schema
        else isinstance(value, int) and not isinstance(value, bool)
    ),
    "number": lambda value: isinstance(value, int | Decimal | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "null": lambda value: value is None,
}

_FORMATS: dict[str, tuple[Callable[[str], bool], str]] = {
    "date": (_accepted_by(_parse_date), "a date such as 2024-02-29"),
    "date-time": (
        _accepted_by(_parse_zoned_datetime),
        "a date-time with offset such as 2022-06-22T08:00:00.000+02:00[Europe/Berlin]",
    ),
    "naive date-time": (_accepted_by(parse_datetime), "a date-time such as 2025-09-21T00:00:00"),
    "time": (_accepted_by(time.fromisoformat), "a time of day such as 06:00:00"),
    "uuid": (_accepted_by(UUID), "a UUID"),
    "ISO 4217": (re.compile(r"[A-Z]{3}").fullmatch, "an ISO 4217 currency code such as EUR"),  # type: ignore[dict-item]  # a match is true
    "ISO 3166-1": (re.compile(r"[A-Z]{2,3}").fullmatch, "an ISO 3166-1 country code such as DE"),  # type: ignore[dict-item]  # a match is true
    "ISO 639-1": (re.compile(r"[a-z]{2}").fullmatch, "an ISO 639-1 language code such as de"),  # type: ignore[dict-item]  # a match is true
}
