"""The API's description as the embedded API reads it: operations by name, schemas by reference."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from perfectgym_next._core.json import decode
from perfectgym_next._core.naming import operation_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Description", "Operation", "Parameter", "RequestBody", "Schema"]

Schema = dict[str, Any]
"""A schema object of the description, as plain data."""

_METHODS = ("get", "put", "post", "delete", "patch", "options", "head", "trace")
_JSON = "application/json"


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
        ValueError: Two operations have one name, or an operation has no success answer.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self.schemas: Mapping[str, Schema] = document.get("components", {}).get("schemas", {})
        self.operations: dict[str, Operation] = {}
        for operation in self._read_operations():
            if operation.name in self.operations:
                raise ValueError(f"two operations of the description are named {operation.name!r}")
            self.operations[operation.name] = operation
        self.key_header: str = _key_header(document)

    @staticmethod
    @cache
    def shipped() -> Description:
        """The description that this package was generated from."""
        from importlib.resources import files

        return Description.load(files("perfectgym_next_generated").joinpath("openapi.json").read_bytes())

    @staticmethod
    def load(data: bytes | str) -> Description:
        """Read a description from JSON; its numbers stay exact."""
        return Description(decode(data))

    def resolve(self, schema: Mapping[str, Any]) -> Schema:
        """The schema itself, or what its ``$ref`` means; members beside the ``$ref`` win.

        Raises:
            KeyError: The reference leads nowhere.
        """
        while "$ref" in schema:
            name = reference_name(schema)
            schema = {**self.schemas[name], **{key: value for key, value in schema.items() if key != "$ref"}}
        return dict(schema) if not isinstance(schema, dict) else schema

    def _read_operations(self) -> Iterator[Operation]:
        for path, item in self._document["paths"].items():
            shared = item.get("parameters", [])
            for method in _METHODS:
                if method in item:
                    yield self._operation(method, path, item[method], shared)

    def _operation(self, method: str, path: str, raw: Mapping[str, Any], shared: list[Any]) -> Operation:
        name = operation_name(raw["tags"][0], raw["operationId"])
        parameters = {(p["name"], p["in"]): p for p in (*shared, *raw.get("parameters", ()))}
        statuses = {int(status): answer for status, answer in raw["responses"].items() if status.isdigit()}
        success = min((status for status in statuses if 200 <= status < 300), default=None)
        if success is None:
            raise ValueError(f"operation {name!r} of the description has no success answer")
        scopes, any_scope = _scopes(raw.get("description", ""))
        return Operation(
            name=name,
            method=method.upper(),
            path=path,
            parameters=tuple(
                Parameter(p["name"], p["in"], bool(p.get("required", False)), p.get("schema", {}))
                for p in parameters.values()
            ),
            body=_body(raw.get("requestBody")),
            status=success,
            answer=statuses[success].get("content", {}).get(_JSON, {}).get("schema"),
            refusals=frozenset(status for status in statuses if status >= 400),
            scopes=scopes,
            any_scope=any_scope,
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


def _scopes(text: str) -> tuple[tuple[str, ...], bool]:
    """The scopes that the head of an operation's description names, and whether any one of them is enough."""
    head = re.match(r"Required Scopes(\(any of\))?: ((?:`\w+`(?:, )?)+)", text)
    return (tuple(re.findall(r"`(\w+)`", head[2])), head[1] is not None) if head else ((), False)


def _key_header(document: Mapping[str, Any]) -> str:
    for scheme in document.get("components", {}).get("securitySchemes", {}).values():
        if scheme.get("type") == "apiKey" and scheme.get("in") == "header":
            return str(scheme["name"]).lower()
    return "x-api-key"
