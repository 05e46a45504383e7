"""Reading a request's parameters and body into values, checked against the description."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from perfectgym_next._core.description import map_values, union_branches
from perfectgym_next._core.json import decode
from perfectgym_next.testing._openapi.validation import ValidationError, iter_errors, without_nulls
from perfectgym_next.testing._server.multipart import parse_parts
from perfectgym_next.testing._studio.problems import ProblemResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._openapi.description import Description, Operation, Schema

__all__ = ["parse_body", "parse_headers", "parse_path", "parse_query"]

_MULTIPART = "multipart/form-data"


def parse_path(description: Description, operation: Operation, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the path parameters as values.

    Raises:
        ProblemResponse: A parameter is invalid; the response names it.
    """
    return {
        parameter.name: _parse_parameter(description, parameter.schema, parameter.name, [texts[parameter.name]])
        for parameter in operation.parameters
        if parameter.location == "path"
    }


def parse_query(description: Description, operation: Operation, query: str) -> dict[str, Any]:
    """Return the query parameters as values, with defaults and without undocumented parameters.

    Raises:
        ProblemResponse: A parameter is missing or invalid; the response names it.
    """
    given = _split_query(query) if query else {}
    values: dict[str, Any] = {}
    for parameter in operation.parameters:
        if parameter.location != "query":
            continue
        name = parameter.name
        if name in given:
            values[name] = _parse_parameter(description, parameter.schema, name, given[name])
        elif parameter.required:
            raise _problem(ValidationError(name, "is missing"))
        else:
            schema = description.resolve(parameter.schema)
            if "default" in schema:
                values[name] = schema["default"]
    return values


def parse_headers(description: Description, operation: Operation, headers: Mapping[str, str]) -> dict[str, Any]:
    """Return the header parameters as values, by their names in the description.

    Args:
        description: Resolves the schemas.
        operation: The called operation.
        headers: Headers of the request, their names in lower case.

    Raises:
        ProblemResponse: A parameter is missing or invalid; the response names it.
    """
    values: dict[str, Any] = {}
    for parameter in operation.parameters:
        if parameter.location != "header":
            continue
        text = headers.get(parameter.name.lower())
        if text is not None:
            values[parameter.name] = _parse_parameter(description, parameter.schema, parameter.name, [text])
        elif parameter.required:
            raise _problem(ValidationError(parameter.name, "is missing"))
    return values


def parse_body(
    description: Description, operation: Operation, content_type: str, body: bytes, *, strict_nulls: bool
) -> Any:
    """Return the body as decoded JSON, as a dict of parts, or None if there is none.

    Args:
        description: Resolves the schemas.
        operation: The called operation.
        content_type: The header ``Content-Type``.
        body: The body.
        strict_nulls: Whether null for an optional field is invalid; otherwise the field is taken as absent.

    Raises:
        ProblemResponse: The body is missing, of an unsupported media type, unreadable, or does not match its schema.
    """
    declared = operation.body
    if declared is None:
        return None
    if not body:
        if declared.required:
            raise ProblemResponse(400, "BODY_MISSING", "the request has no body")
        return None
    media_type = content_type.partition(";")[0].strip().lower()
    schema = declared.content.get(media_type)
    if schema is None:
        message = f"unsupported media type {media_type!r}: the body must be {' or '.join(declared.content)}"
        raise ProblemResponse(400, "UNSUPPORTED_MEDIA_TYPE", message, "Content-Type")
    if media_type == _MULTIPART:
        return _parse_multipart(description, schema, content_type, body, strict_nulls=strict_nulls)
    return _parse_json(description, schema, body, "", strict_nulls=strict_nulls)


def _parse_multipart(
    description: Description, schema: Schema, content_type: str, body: bytes, *, strict_nulls: bool
) -> dict[str, Any]:
    try:
        parts = parse_parts(content_type, body)
    except ValueError as error:
        raise ProblemResponse(400, "MALFORMED_BODY", f"invalid multipart body: {error}") from None
    schema = description.resolve(schema)
    for name in schema.get("required", ()):
        if name not in parts:
            raise _problem(ValidationError(name, "is missing"))
    values: dict[str, Any] = {}
    for name, part in parts.items():
        part_schema = description.resolve(schema.get("properties", {}).get(name, {}))
        is_json = part_schema.get("type") == "object"
        values[name] = (
            _parse_json(description, part_schema, part.content, name, strict_nulls=strict_nulls) if is_json else part
        )
    return values


def _parse_json(description: Description, schema: Schema, data: bytes, reference: str, *, strict_nulls: bool) -> Any:
    try:
        value = decode(data)
    except (ValueError, RecursionError) as error:
        raise ProblemResponse(400, "MALFORMED_BODY", f"invalid JSON in the body: {error}", reference or None) from None
    if not strict_nulls:
        value = without_nulls(description, schema, value)
    _validate(description, schema, value, reference)
    return _with_integers(description, schema, value)


def _with_integers(description: Description, schema: Schema, value: Any) -> Any:
    """Return a valid value with integers written as 203.0 turned into 203."""
    if isinstance(value, dict):
        resolved = description.resolve(schema)
        if union := union_branches(resolved):
            name, branches = union
            return _with_integers(description, branches[value[name]], value)
        if (values := map_values(resolved)) is not None:
            return {name: _with_integers(description, values, item) for name, item in value.items()}
        properties = resolved.get("properties", {})
        return {n: _with_integers(description, properties[n], v) if n in properties else v for n, v in value.items()}
    if isinstance(value, list):
        items = description.resolve(schema).get("items", {})
        return [_with_integers(description, items, item) for item in value]
    if isinstance(value, Decimal) and description.resolve(schema).get("type") == "integer":
        return int(value)
    return value


def _parse_parameter(description: Description, schema: Schema, name: str, texts: list[str]) -> Any:
    schema = description.resolve(schema)
    if schema.get("type") == "array":
        item = description.resolve(schema.get("items", {}))
        value: Any = [_parse_scalar(item, text) for text in texts]
    else:
        value = _parse_scalar(schema, texts[0])
    _validate(description, schema, value, name)
    return value


def _parse_scalar(schema: Schema, text: str) -> Any:
    """Return a parameter's text as the type of its schema; an unreadable text stays one and fails the validation."""
    kind = schema.get("type")
    if kind == "integer" and text.removeprefix("-").isdecimal() and text.isascii() and len(text) < 100:
        return int(text)
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    if kind == "number":
        try:
            number = Decimal(text)
        except ArithmeticError:
            return text
        return number if number.is_finite() else text
    return text


@lru_cache(maxsize=1024)
def _split_query(query: str) -> dict[str, list[str]]:
    return parse_qs(query, keep_blank_values=True)


def _validate(description: Description, schema: Schema, value: Any, reference: str) -> None:
    problems = [_problem(error) for error in iter_errors(description, schema, value, reference)]
    if problems:
        problems[0].further = problems[1:]
        raise problems[0]


def _problem(error: ValidationError) -> ProblemResponse:
    message = f"{error.reference or 'the body'} {error.reason}"
    return ProblemResponse(400, error.code or "VALIDATION_ERROR", message, error.reference or None)
