"""Reading an OpenAPI description: references, operations, types.

The pipeline, the errors for responses that do not match their schema and the embedded API read it by these functions.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from perfectgym_next._core.json import decode
from perfectgym_next._core.naming import operation_name
from perfectgym_next._core.scopes import Scopes, parse_scopes

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "LEFT_OUT",
    "METHODS",
    "DescriptionError",
    "OperationEntry",
    "allows_null",
    "is_json",
    "json_schema",
    "load_shipped",
    "map_values",
    "operations",
    "resolve",
    "resolve_schema",
    "schema_type",
    "union_branches",
]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


LEFT_OUT = "x-python-left-out"
"""The operations that the API has and this package lacks, and the schemas that went with them."""


class DescriptionError(ValueError):
    """A description that cannot be used; the message names every problem, one a line."""


class OperationEntry(NamedTuple):
    """One operation and its place in a description.

    Attributes:
        method: HTTP method in capitals.
        path: Path template, ``/v1/customers/{customerId}``.
        data: The operation object.
        shared: Parameters of all operations of the path.
    """

    method: str
    path: str
    data: dict[str, Any]
    shared: list[dict[str, Any]]

    @property
    def tag(self) -> str:
        """The first tag, which decides the resource class."""
        return str((self.data.get("tags") or ["default"])[0])

    @property
    def name(self) -> str:
        """``<tag>.<operation>``."""
        return operation_name(self.tag, self.data["operationId"])

    @property
    def scopes(self) -> Scopes:
        """The scopes that the operation needs, and its description without them."""
        return parse_scopes(str(self.data.get("description") or ""))

    def parameters(self, document: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the operation's own parameters, then those of its path that it does not replace; no references."""
        own = [resolve(document, parameter) for parameter in self.data.get("parameters", [])]
        taken = {(parameter["name"], parameter["in"]) for parameter in own}
        shared = [resolve(document, parameter) for parameter in self.shared]
        return own + [one for one in shared if (one["name"], one["in"]) not in taken]

    def success(self, document: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
        """Return the lowest 2xx status and its response, of those with a body if there are any; None without a 2xx."""
        responses = self.data.get("responses", {})
        successes = [
            (status, resolve(document, responses[status])) for status in sorted(responses) if status.startswith("2")
        ]
        return next((one for one in successes if one[1].get("content")), next(iter(successes), None))


@cache
def load_shipped(package: str) -> dict[str, Any]:
    """Return the description that a generated package was generated from, its numbers exact. Do not change it.

    Raises:
        OSError, ImportError, TypeError, ValueError: It is not there, as in a frozen program that leaves data out.
    """
    from importlib.resources import files

    document: dict[str, Any] = decode(files(package).joinpath("openapi.json").read_bytes())
    return document


def operations(document: dict[str, Any]) -> Iterator[OperationEntry]:
    """Yield all operations in the order of the document."""
    for path, item in document.get("paths", {}).items():
        for method in METHODS if path.startswith("/") else ():  # beside paths there are extensions
            if method in item:
                yield OperationEntry(method.upper(), path, item[method], item.get("parameters", []))


def resolve(document: dict[str, Any], node: dict[str, Any], *, keep_siblings: bool = False) -> dict[str, Any]:
    """Follow references inside the document.

    Args:
        document: The description.
        node: Any object in it; one without ``$ref`` is returned as it is.
        keep_siblings: Whether fields beside a ``$ref`` replace those of its target, as in JSON Schema 2020-12; else
            they are ignored.

    Raises:
        DescriptionError: A reference leads nowhere, out of the document, or in a circle.
    """
    seen: set[str] = set()
    while "$ref" in node:
        reference = node["$ref"]
        if not isinstance(reference, str) or reference in seen or not reference.startswith("#/"):
            raise DescriptionError(f"reference {reference!r} cannot be followed")
        seen.add(reference)
        target: Any = document
        try:
            for step in reference[2:].split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~") if "~" in step else step]
        except (KeyError, TypeError):
            raise DescriptionError(f"reference {reference!r} leads nowhere") from None
        siblings = {key: value for key, value in node.items() if key != "$ref"} if keep_siblings else {}
        node = target | siblings if siblings else target
    return node


def resolve_schema(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema behind references, an ``allOf`` of one, and unions with null.

    Keywords beside any of them replace those of the schema behind it.
    """
    while True:
        schema = resolve(document, schema, keep_siblings=True)
        found = _find_wrapped(schema)
        if found is None:
            return schema
        keyword, inner = found
        schema = {**inner, **{key: value for key, value in schema.items() if key != keyword}}


def _find_wrapped(schema: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Return the only schema besides null in an ``allOf`` or a union, with its keyword."""
    for keyword in ("allOf", "anyOf", "oneOf"):
        branches = [branch for branch in schema.get(keyword) or () if branch.get("type") != "null"]
        if len(branches) == 1:
            return keyword, branches[0]
    return None


def json_schema(node: dict[str, Any]) -> dict[str, Any] | None:
    """Return the schema of a request body or response in JSON, or None where it has none."""
    content: dict[str, dict[str, Any]] = node.get("content", {})
    return next((media.get("schema") for media_type, media in content.items() if is_json(media_type)), None)


def is_json(media_type: str) -> bool:
    """Return whether a declared media type is JSON: parameters do not matter, and any type allows JSON."""
    return media_type.partition(";")[0].strip().lower() in ("application/json", "*/*")


def schema_type(schema: dict[str, Any]) -> str | None:
    """Return the type of a resolved schema besides null, or None where any type is allowed."""
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((one for one in kind if one != "null"), None)
    return kind or ("object" if "properties" in schema else None)


def map_values(schema: dict[str, Any]) -> dict[str, Any] | None:
    """Return the schema of all fields of a resolved schema that is a map, or None for any other schema."""
    values = schema.get("additionalProperties")
    return values if isinstance(values, dict) and values and not schema.get("properties") else None


def union_branches(schema: dict[str, Any]) -> tuple[str, dict[str, dict[str, Any]]] | None:
    """Return the discriminator of a ``oneOf`` and its schemas by the discriminator's value, or None for others.

    The value of a schema that the ``mapping`` does not have is its name.
    """
    if not isinstance(schema.get("oneOf"), list):
        return None
    branches = [branch for branch in schema["oneOf"] if branch.get("type") != "null"]
    discriminator = schema.get("discriminator") or {}
    if not branches or "propertyName" not in discriminator or not all("$ref" in branch for branch in branches):
        return None
    by_name = {branch["$ref"].rpartition("/")[2]: branch for branch in branches}
    mapping = {value: target.rpartition("/")[2] for value, target in discriminator.get("mapping", {}).items()}
    mapping |= {name: name for name in by_name if name not in mapping.values()}
    return str(discriminator["propertyName"]), {
        value: by_name[name] for value, name in mapping.items() if name in by_name
    }


def allows_null(document: dict[str, Any], schema: Any) -> bool:
    """Return whether a schema allows null: as one of its types, in a union, or by the keyword of OpenAPI 3.0."""
    if not isinstance(schema, dict):
        return False
    kinds = schema.get("type")
    if schema.get("nullable") is True or kinds == "null" or (isinstance(kinds, list) and "null" in kinds):
        return True
    branches = (*(schema.get("anyOf") or ()), *(schema.get("oneOf") or ()))
    if any(isinstance(branch, dict) and branch.get("type") == "null" for branch in branches):
        return True
    return isinstance(schema.get("$ref"), str) and allows_null(document, resolve(document, schema))
