"""What pydantic asks a model: how to read it, how to write it, and its JSON Schema. Only pydantic imports this."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError
from pydantic_core import core_schema as build

from perfectgym_next._core.model_fields import fields_of
from perfectgym_next.errors import ResponseFormatError

if TYPE_CHECKING:
    from perfectgym_next._core.model import Model

__all__ = ["json_schema", "model_schema"]


def model_schema(cls: type[Model], handler: Any) -> Any:
    """Return pydantic's core schema of a model.

    The inner schema describes the JSON, for JSON Schema alone: `Model.from_dict` reads it, `Model.to_dict` writes it.
    """
    fields = {
        field.wire: build.typed_dict_field(handler.generate_schema(_written(field.kind)), required=not field.nullable)
        for field in fields_of(cls._generated_class())
    }
    return build.no_info_wrap_validator_function(
        lambda value, _: _read(cls, value),
        build.typed_dict_schema(fields, extra_behavior="allow"),
        ref=f"{cls.__module__}.{cls.__qualname__}:{id(cls)}",
        serialization=build.plain_serializer_function_ser_schema(_write, info_arg=True),
    )


def json_schema(cls: type[Model], schema: Any, handler: Any) -> Any:
    """Return the JSON Schema of a model: that of its JSON, with title and description."""
    result = handler(schema)
    text = (cls.__doc__ or "").partition("\n\n    Attributes:")[0]
    handler.resolve_ref_schema(result).update(title=cls.__name__, description=" ".join(text.split()))
    return result


def _written(kind: Any) -> Any:
    """Return the type that JSON has for a field: date-times, which may have a zone in brackets, are text there."""
    if kind is datetime:
        return str
    if get_origin(kind) in (list, dict):
        return get_origin(kind)[tuple(map(_written, get_args(kind)))]
    return kind


def _write(value: Model, info: Any) -> Any:
    """Return the value as JSON where JSON is wanted; in Python it stays what it is."""
    return value.to_dict() if info.mode_is_json() else value


def _read(cls: type[Model], value: Any) -> Any:
    if isinstance(value, cls):
        return value
    if not isinstance(value, Mapping):
        raise PydanticCustomError("model_type", "expected an object, or an instance of {name}", {"name": cls.__name__})
    try:
        return cls.from_dict(value)
    except ResponseFormatError as error:
        steps = re.findall(r"[^.\[\]]+", error.field or "")
        # pydantic puts the place of the object itself before this one.
        place = tuple(int(step) if step.isdigit() else step for step in steps)
        reason = PydanticCustomError("schema_mismatch", "{reason}", {"reason": error.reason})
        details = InitErrorDetails(type=reason, loc=place, input=_value_at(value, place))
        raise ValidationError.from_exception_data(cls.__name__, [details]) from None


def _value_at(value: Any, place: tuple[str | int, ...]) -> Any:
    """Return the value at a place, or the last object on the way to it: the whole may hold personal data."""
    for step in place:
        try:
            value = value[step]
        except (LookupError, TypeError):
            break
    return value
