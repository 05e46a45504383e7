"""The API's description as the embedded API reads it: operations by name, schemas by reference."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from perfectgym_next._core.description import OperationEntry, json_schema, load_shipped, operations, resolve
from perfectgym_next._core.json import decode

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Description", "Operation", "Parameter", "RequestBody", "Schema"]

Schema = dict[str, Any]
"""A schema object of the description, as plain data."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation: its name, where it stands (``path``, ``query``, ``header``) and what it may be."""

    name: str
    location: str
    required: bool
    schema: Schema


@dataclass(frozen=True, slots=True)
class RequestBody:
    """The body an operation takes: one schema for each media type."""

    required: bool
    content: Mapping[str, Schema]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the description.

    Attributes:
        name: ``<tag>.<operation>`` in snake_case.
        method: The HTTP method in capitals.
        path: The path template, ``/v1/customers/{customerId}``.
        parameters: Parameters of path, query and headers.
        body: The request body, or None.
        status: Status of the success answer.
        answer: Schema of the success answer's JSON, or None when it has no body.
        refusals: The documented statuses of refusal.
        scopes: Scopes that the key needs.
        any_scope: Whether one of `scopes` is enough; else all are needed.
    """

    name: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    body: RequestBody | None
    status: int
    answer: Schema | None
    refusals: frozenset[int]
    scopes: tuple[str, ...]
    any_scope: bool


class Description:
    """An OpenAPI description, read once.

    Args:
        document: The decoded description. Its numbers should be exact (`Decimal`), see `load`.

    Raises:
        ValueError: Two operations have one name, or an operation has no success response.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = dict(document)
        self.schemas: Mapping[str, Schema] = document.get("components", {}).get("schemas", {})
        self.operations: dict[str, Operation] = {}
        for operation in map(self._operation, operations(self._document)):
            if operation.name in self.operations:
                raise ValueError(f"two operations of the description are named {operation.name!r}")
            self.operations[operation.name] = operation
        self.key_header: str = _key_header(document)

    @staticmethod
    @cache
    def shipped() -> Description:
        """Return the description that this package was generated from."""
        return Description(load_shipped("perfectgym_next_generated"))

    @staticmethod
    def load(data: bytes | str) -> Description:
        """Read a description from JSON; its numbers stay exact."""
        return Description(decode(data))

    def resolve(self, schema: Mapping[str, Any]) -> Schema:
        """Return the schema itself, or the one that its ``$ref`` means; fields beside the ``$ref`` replace its own.

        Raises:
            DescriptionError: The reference leads nowhere.
        """
        return resolve(self._document, cast("Schema", schema), keep_siblings=True)

    def _operation(self, entry: OperationEntry) -> Operation:
        success = entry.success(self._document)
        if success is None or not success[0].isdigit():
            raise ValueError(f"operation {entry.name!r} of the description has no success response")
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
            body=_body(entry.data.get("requestBody")),
            status=int(status),
            answer=json_schema(response),
            refusals=frozenset(int(code) for code in entry.data["responses"] if code.isdigit() and int(code) >= 400),
            scopes=scopes.names,
            any_scope=scopes.any_scope,
        )


def reference_name(schema: Mapping[str, Any]) -> str:
    """The name of the component that a ``$ref`` means."""
    reference: str = schema["$ref"]
    return reference.rsplit("/", 1)[-1]


def _body(raw: Mapping[str, Any] | None) -> RequestBody | None:
    if raw is None:
        return None
    content = {media_type: media.get("schema", {}) for media_type, media in raw["content"].items()}
    return RequestBody(bool(raw.get("required", False)), content)


def _key_header(document: Mapping[str, Any]) -> str:
    for scheme in document.get("components", {}).get("securitySchemes", {}).values():
        if scheme.get("type") == "apiKey" and scheme.get("in") == "header":
            return str(scheme["name"]).lower()
    return "x-api-key"
