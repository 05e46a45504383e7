"""The shipped description next to the code that was generated from it: what tests of all operations and models need."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from importlib import import_module
from typing import Any
from uuid import UUID

from perfectgym_next import models
from perfectgym_next._core.model import Model
from perfectgym_next._core.naming import snake_case
from perfectgym_next._core.operation import Request
from perfectgym_next.testing._openapi.description import Description, Operation, Parameter, Schema
from perfectgym_next.testing._openapi.examples import Examples
from perfectgym_next.timestamps import parse_datetime

DESCRIPTION = Description.shipped()
EXAMPLES = Examples(DESCRIPTION)
OPERATIONS = DESCRIPTION.operations

CLASSES: dict[str, Any] = {name: getattr(models, name) for name in models.__all__}
MODELS: dict[str, type[Model]] = {
    cls._schema_: cls for cls in CLASSES.values() if isinstance(cls, type) and issubclass(cls, Model)
}
"""Models by the name of their schema, ``ContractMonthDayToPrice.monthDay`` for what a member holds."""
ENUMS: dict[str, type[Enum]] = {
    name: cls for name, cls in CLASSES.items() if isinstance(cls, type) and issubclass(cls, Enum)
}


def is_sliced(operation: Operation) -> bool:
    """Whether an operation answers a slice and lets its size be chosen."""
    members = DESCRIPTION.resolve(operation.response_schema or {}).get("properties", {})
    return {"result", "hasNext", "offset"} <= members.keys() and "sliceSize" in {p.name for p in operation.parameters}


def method_of(client: object, operation: Operation) -> Callable[..., Any]:
    """The method of a client that calls an operation."""
    tag, _, name = operation.name.partition(".")
    method: Callable[..., Any] = getattr(getattr(client, tag), name)
    return method


def request_function(operation: Operation) -> Callable[..., Request[Any]]:
    """The function that makes the request of an operation."""
    tag, _, name = operation.name.partition(".")
    function: Callable[..., Request[Any]] = getattr(import_module(f"perfectgym_next_generated.api.{tag}"), name)
    return function


def arguments(operation: Operation) -> dict[str, Any]:
    """Valid arguments of an operation by name, only those that are required."""

    def given(schema: Schema) -> Any:
        return b"file" if schema.get("format") == "binary" else value_of(schema, EXAMPLES.example(schema))

    named = {
        python_name(one): given(one.schema) for one in operation.parameters if one.location == "path" or one.required
    }
    body = json_body(operation)
    return {
        **named,
        **({} if body is None else {"body": given(body)}),
        **{python_name(name): given(part) for name, part in parts(operation).items()},
    }


def python_name(parameter: Parameter | str) -> str:
    return snake_case(parameter if isinstance(parameter, str) else parameter.name)


def path_parameters(operation: Operation) -> list[Parameter]:
    """In the order of the path."""
    given = [parameter for parameter in operation.parameters if parameter.location == "path"]
    return sorted(given, key=lambda parameter: operation.path.index(f"{{{parameter.name}}}"))


def json_body(operation: Operation) -> Schema | None:
    return operation.body.content.get("application/json") if operation.body else None


def parts(operation: Operation) -> dict[str, Schema]:
    """The parts of a multipart body."""
    schema = operation.body.content.get("multipart/form-data") if operation.body else None
    found: dict[str, Schema] = DESCRIPTION.resolve(schema or {}).get("properties", {})
    return found


def model_of(schema: Schema) -> type[Model]:
    """The class of a reference."""
    return MODELS[schema["$ref"].rpartition("/")[2]]


def value_of(schema: Schema, data: Any) -> Any:
    """What a caller gives where JSON holds this."""
    resolved = DESCRIPTION.resolve(schema)
    if resolved.get("type") == "array":
        return [value_of(resolved["items"], item) for item in data]
    if resolved.get("type") == "object":
        return constructed(model_of(schema).from_dict(data))
    if "$ref" in schema:
        return CLASSES[schema["$ref"].rpartition("/")[2]](data)
    return _VALUES.get(resolved.get("format", ""), lambda value: value)(data)


_VALUES: dict[str, Callable[[Any], Any]] = {
    "date": date.fromisoformat,
    "date-time": parse_datetime,
    "uuid": UUID,
}


def constructed(value: Any) -> Any:
    """The same value, its models made anew by their constructors, as callers do it."""
    if isinstance(value, list):
        return [constructed(item) for item in value]
    if not isinstance(value, Model):
        return value
    return type(value)(
        **{name: constructed(getattr(value, name)) for name in inspect.signature(type(value)).parameters}
    )


def without_nulls(value: Any) -> Any:
    """JSON reduced to what it means: without nulls, date-times as instant, offset and zone, numbers by their digits."""
    if isinstance(value, dict):
        return {name: without_nulls(member) for name, member in value.items() if member is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    if isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}T", value):
        moment = parse_datetime(value)
        return (moment.replace(tzinfo=None), moment.utcoffset(), getattr(moment.tzinfo, "key", None))
    return ("number", str(value)) if type(value) in (int, Decimal) else value
