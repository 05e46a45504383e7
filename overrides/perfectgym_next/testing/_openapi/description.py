"""The OpenAPI description as the embedded API needs it: operations by name, schemas by reference."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from perfectgym_next._core.description import (
    LEFT_OUT,
    OperationEntry,
    allows_null,
    is_json,
    json_schema,
    load_shipped,
    operations,
    resolve,
    resolve_schema,
)
from perfectgym_next._core.json import decode

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Description", "Operation", "Parameter", "RequestBody", "Schema"]

Schema = dict[str, Any]
"""A schema object of the description, as decoded JSON."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation.

    Attributes:
        name: Name as sent.
        location: ``path``, ``query`` or ``header``.
        required: Whether requests must have it.
        schema: Schema of its value.
    """

    name: str
    location: str
    required: bool
    schema: Schema


@dataclass(frozen=True, slots=True)
class RequestBody:
    """The request body of an operation.

    Attributes:
        required: Whether requests must have one.
        content: Schemas by media type.
    """

    required: bool
    content: Mapping[str, Schema]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the description.

    Attributes:
        name: ``<tag>.<operation>`` in snake_case.
        method: HTTP method in capitals.
        path: Path template, ``/v1/customers/{customerId}``.
        parameters: Parameters of path, query and headers.
        body: The request body, or None.
        status: Status of a successful response.
        response_schema: Schema of the JSON in a successful response, or None if it has no body.
        error_statuses: The documented error statuses.
        scopes: Scopes that the operation requires.
        any_scope: Whether one of `scopes` is enough; otherwise all are required.
        empty_status: Status of a successful response without a body.
    """

    name: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    body: RequestBody | None
    status: int
    response_schema: Schema | None
    error_statuses: frozenset[int]
    scopes: tuple[str, ...]
    any_scope: bool
    empty_status: int


class Description:
    """An OpenAPI description.

    Args:
        document: The decoded description; see `load` for exact numbers.

    Raises:
        ValueError: Two operations have the same name, or an operation has no successful response.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = dict(document)
        self.schemas: Mapping[str, Schema] = document.get("components", {}).get("schemas", {})
        self.operations: dict[str, Operation] = {}
        for operation in map(self._operation, operations(self._document)):
            if operation.name in self.operations:
                raise ValueError(
                    f"two operations of the description have the name {operation.name!r}: rename one of them"
                )
            self.operations[operation.name] = operation
        self.left_out: frozenset[str] = frozenset(
            one["name"] for one in document.get(LEFT_OUT, {}).get("operations", ())
        )
        self.key_header: str = _key_header(document)

    @staticmethod
    @cache
    def shipped() -> Description:
        """Return the description that this package was generated from."""
        return Description(load_shipped("perfectgym_next_generated"))

    @staticmethod
    def load(data: bytes | str) -> Description:
        """Parse a description from JSON; numbers with a fraction become `Decimal`."""
        return Description(decode(data))

    def resolve(self, schema: Mapping[str, Any]) -> Schema:
        """Return the schema behind references, an ``allOf`` of one, and unions with null.

        Keywords beside a reference replace those of its target.

        Raises:
            DescriptionError: The reference has no target.
        """
        return resolve_schema(self._document, cast("Schema", schema))

    def allows_null(self, schema: Mapping[str, Any]) -> bool:
        """Return whether a schema allows null."""
        return allows_null(self._document, schema)

    def _operation(self, entry: OperationEntry) -> Operation:
        success = entry.success(self._document)
        if success is None or not success[0].isdigit():
            raise ValueError(
                f"operation {entry.name!r} of the description has no successful response: add a 2xx status"
            )
        status, response = success
        scopes = entry.scopes
        return Operation(
            name=entry.name,
            method=entry.method,
            path=entry.path,
            parameters=tuple(
                Parameter(p["name"], p["in"], bool(p.get("required", False)), p.get("schema", {}))
                for p in entry.parameters(self._document)
            ),
            body=_body(self._document, entry.data.get("requestBody")),
            status=int(status),
            response_schema=json_schema(response),
            error_statuses=frozenset(int(s) for s in entry.data["responses"] if s.isdigit() and int(s) >= 400),
            scopes=scopes.names,
            any_scope=scopes.any_scope,
            empty_status=self._empty_status(entry, int(status)),
        )

    def _empty_status(self, entry: OperationEntry, default: int) -> int:
        empty = [
            int(status)
            for status, response in entry.data["responses"].items()
            if status.startswith("2") and status.isdigit() and not resolve(self._document, response).get("content")
        ]
        return min(empty, default=default)


def reference_name(schema: Mapping[str, Any]) -> str:
    """Return the name of the component that a ``$ref`` refers to."""
    reference: str = schema["$ref"]
    return reference.rsplit("/", 1)[-1]


def _body(document: dict[str, Any], raw: dict[str, Any] | None) -> RequestBody | None:
    if raw is None:
        return None
    raw = resolve(document, raw)
    content = {
        ("application/json" if is_json(media_type) else media_type): media.get("schema", {})
        for media_type, media in raw["content"].items()
    }
    return RequestBody(bool(raw.get("required", False)), content)


def _key_header(document: Mapping[str, Any]) -> str:
    for scheme in document.get("components", {}).get("securitySchemes", {}).values():
        if scheme.get("type") == "apiKey" and scheme.get("in") == "header":
            return str(scheme["name"]).lower()
    return "x-api-key"
