"""Derive Python names from a description, as the generator does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openapi.pipeline.description import METHODS, DescriptionError, operations, resolve
from openapi.pipeline.generation.python_names import field_names, parameter_name, python_name
from openapi.pipeline.review.pointers import OperationKey
from perfectgym_next._core.naming import operation_name

__all__ = ["iter_fields", "name_arguments", "name_fields", "name_operation", "operations_at"]


def operations_at(description: dict[str, Any], path: str) -> list[OperationKey]:
    """Return method and path of every operation under a path."""
    item = description.get("paths", {}).get(path, {})
    return [(method.upper(), path) for method in METHODS if method in item]


def name_operation(description: dict[str, Any], key: OperationKey) -> str:
    """Return ``customers_account.list_transactions``."""
    method, path = key
    data = description["paths"][path][method.lower()]
    return operation_name((data.get("tags") or ["default"])[0], data.get("operationId") or f"{method} {path}")


def iter_fields(schemas: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield schema, field and the field's own schema; ``Owner.field`` and ``Owner[]`` are schemas inside another."""

    def inside(name: str, schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for field, node in schema.get("properties", {}).items():
            yield name, field, node
            yield from inside(f"{name}.{field}", node)
        if isinstance(schema.get("items"), dict):
            yield from inside(f"{name}[]", schema["items"])

    for name, schema in schemas.items():
        yield from inside(name, schema)


def name_fields(description: dict[str, Any]) -> dict[tuple[str, str], str]:
    """Return the Python names of fields, by schema and name in the API."""
    schemas = description.get("components", {}).get("schemas", {})
    return {(owner, field): python_name(field, node) for owner, field, node in iter_fields(schemas)}


def name_arguments(description: dict[str, Any]) -> dict[tuple[OperationKey, tuple[str, str]], str]:
    """Return the Python names of parameters and parts, by operation and by location (``query``) and name in the API."""
    return dict(_arguments(description))


def _arguments(description: dict[str, Any]) -> Iterator[tuple[tuple[OperationKey, tuple[str, str]], str]]:
    for path, item in description.get("paths", {}).items():
        for entry in operations({"paths": {path: item}}):
            key = (entry.method, path)
            for node in [*item.get("parameters", []), *entry.data.get("parameters", [])]:
                parameter = _resolve(description, node)
                if "name" in parameter:
                    yield (key, (str(parameter.get("in")), parameter["name"])), parameter_name(parameter)
            body = _resolve(description, entry.data.get("requestBody", {}))
            schema = body.get("content", {}).get("multipart/form-data", {}).get("schema", {})
            for name, python in field_names(_resolve(description, schema)):
                yield (key, ("part", name)), python


def _resolve(description: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    try:
        return resolve(description, node)
    except DescriptionError:  # any description can be reviewed: validating it is not the review's task
        return {}
