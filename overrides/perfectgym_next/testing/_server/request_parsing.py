"""Whether a request is one that the description allows, read into what a handler works with."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from perfectgym_next._core.json import decode
from perfectgym_next.testing._openapi.validation import MisfitError, check
from perfectgym_next.testing._server.multipart import parse_parts
from perfectgym_next.testing._server.responses import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._openapi.description import Description, Operation, Schema

__all__ = ["read_body", "read_path", "read_query"]

_JSON = "application/json"
_MULTIPART = "multipart/form-data"


def read_path(description: Description, operation: Operation, texts: Mapping[str, str]) -> dict[str, Any]:
    """The path parameters as values.

    Raises:
        Refusal: One does not fit; it is named.
    """
    return {
        parameter.name: _value(description, parameter.schema, parameter.name, [texts[parameter.name]])
        for parameter in operation.parameters
        if parameter.location == "path"
    }


def read_query(description: Description, operation: Operation, query: str) -> dict[str, Any]:
    """The query parameters as values: defaults filled in, parameters that the description does not know left out.

    Raises:
        Refusal: One is missing or does not fit; it is named.
    """
    given = _parse_query(query) if query else {}
    values: dict[str, Any] = {}
    for parameter in operation.parameters:
        if parameter.location != "query":
            continue
        name = parameter.name
        if name in given:
            values[name] = _value(description, parameter.schema, name, given[name])
        elif parameter.required:
            raise _invalid(MisfitError(name, "is missing"))
        else:
            schema = description.resolve(parameter.schema)
            if "default" in schema:
                values[name] = schema["default"]
    return values


def read_body(description: Description, operation: Operation, content_type: str, body: bytes) -> Any:
    """The body as decoded JSON, as a dict of parts, or None when there is none.

    Raises:
        Refusal: It is missing, of a media type that the operation does not take, unreadable, or does not fit.
    """
    declared = operation.body
    if declared is None:
        return None
    if not body:
        if declared.required:
            raise Refusal(400, "BODY_MISSING", "the request has no body")
        return None
    media_type = content_type.partition(";")[0].strip().lower()
    schema = declared.content.get(media_type)
    if schema is None:
        wanted = " or ".join(declared.content)
        raise Refusal(
            400, "UNSUPPORTED_MEDIA_TYPE", f"the body must be {wanted}, not {media_type or 'untyped'}", "Content-Type"
        )
    if media_type == _MULTIPART:
        return _read_parts(description, schema, content_type, body)
    value = _decode(body, "")
    _fit(description, schema, value, "")
    return _with_integers(description, schema, value)


def _read_parts(description: Description, schema: Schema, content_type: str, body: bytes) -> dict[str, Any]:
    try:
        parts = parse_parts(content_type, body)
    except ValueError as error:
        raise Refusal(400, "MALFORMED_BODY", f"the multipart body cannot be read: {error}") from None
    schema = description.resolve(schema)
    for name in schema.get("required", ()):
        if name not in parts:
            raise _invalid(MisfitError(name, "is missing"))
    values: dict[str, Any] = {}
    for name, part in parts.items():
        member = description.resolve(schema.get("properties", {}).get(name, {}))
        if member.get("type") == "object":
            value = _decode(part.content, name)
            _fit(description, member, value, name)
            values[name] = _with_integers(description, member, value)
        else:
            values[name] = part
    return values


def _with_integers(description: Description, schema: Schema, value: Any) -> Any:
    """A value that fits, with integers that came as 203.0 made 203."""
    if isinstance(value, dict):
        members = description.resolve(schema).get("properties", {})
        return {n: _with_integers(description, members[n], v) if n in members else v for n, v in value.items()}
    if isinstance(value, list):
        items = description.resolve(schema).get("items", {})
        return [_with_integers(description, items, item) for item in value]
    if isinstance(value, Decimal) and description.resolve(schema).get("type") == "integer":
        return int(value)
    return value


def _decode(body: bytes, reference: str) -> Any:
    try:
        return decode(body)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "MALFORMED_BODY", f"the body is no JSON: {error}", reference or None) from None


def _value(description: Description, schema: Schema, name: str, texts: list[str]) -> Any:
    schema = description.resolve(schema)
    if schema.get("type") == "array":
        item = description.resolve(schema.get("items", {}))
        value: Any = [_scalar(item, text) for text in texts]
    else:
        value = _scalar(schema, texts[0])
    _fit(description, schema, value, name)
    return value


def _scalar(schema: Schema, text: str) -> Any:
    """A parameter's text as its type says; a text that cannot be read stays one, and the schema's check tells."""
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
def _parse_query(query: str) -> dict[str, list[str]]:
    return parse_qs(query, keep_blank_values=True)


def _fit(description: Description, schema: Schema, value: Any, reference: str) -> None:
    try:
        check(description, schema, value, reference)
    except MisfitError as misfit:
        raise _invalid(misfit) from None


def _invalid(misfit: MisfitError) -> Refusal:
    return Refusal(
        400, "VALIDATION_ERROR", f"{misfit.reference or 'the body'} {misfit.reason}", misfit.reference or None
    )
