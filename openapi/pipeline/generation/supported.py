"""What the templates support. Anything else in a description stops the generation, by name.

The generator would ignore some of it, drop an operation, or write code that fails when it is called.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import perfectgym_next
from openapi.pipeline.description import DescriptionError, OperationEntry, operations, resolve
from openapi.pipeline.generation.normalising import MAP
from openapi.pipeline.generation.python_names import (
    KEY,
    field_names,
    find_duplicates,
    generator_name,
    is_name,
    parameter_name,
    python_name,
    unnamed_column,
)
from openapi.pipeline.reference_graph import OperationKey
from openapi.pipeline.resolving import merge_all_of
from perfectgym_next._core.description import union_branches
from perfectgym_next._core.naming import snake_case
from perfectgym_next._core.operation import CLIENT_HEADERS, CallOptions

__all__ = ["Unsupported", "client_names", "find_unsupported", "raise_unsupported"]

_UNIONS = ("allOf", "oneOf", "anyOf", "not", "if", "patternProperties", "prefixItems", "const")
_TYPES = {"string", "integer", "number", "boolean", "array", "object", None}
_PATH = re.compile(r"(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-F]{2}|\{[^{}]*\})*", re.ASCII)

# Names that generated code gives another meaning.
_MODULE_NAMES = {"deprecated", "models", "path_segment", "perfectgym_next", "query_values", "raw", "raw_slice"}
_ARGUMENTS = {"body", "options", *CallOptions.__annotations__} | _MODULE_NAMES
_ATTRIBUTES = {"additional_properties", "from_dict", "row_schema", "to_dict", "to_json", "to_row"}
_SLICE_ATTRIBUTES = {"entries", "next_offset"}
_SLICE_FIELDS = ("hasNext", "offset")
_CLIENT = Path(perfectgym_next.__file__).with_name("client.py")
_CLIENT_TEMPLATE = Path(__file__).parents[2] / "templates" / "client.py.jinja"
_RENAME_ONE = "give one of them another name by x-python-name in openapi/overlay.yaml"


class Unsupported(NamedTuple):
    """Something that the templates do not support.

    Attributes:
        text: Place and construct.
        operations: The operations that it is in; none for a schema.
        schema: The schema in components that it is in.
        reference: The place that contains itself.
        reason: The text for an operation that reaches it, if another one.
    """

    text: str
    operations: tuple[OperationKey, ...] = ()
    schema: str = ""
    reference: str = ""
    reason: str = ""


def raise_unsupported(findings: Iterable[Unsupported]) -> None:
    """Raise an error that names all findings, if there are any.

    Raises:
        DescriptionError: There are.
    """
    texts = [finding.text for finding in findings]
    if texts:
        raise DescriptionError(
            "the templates do not support everything in this description; "
            "correct it in openapi/overlay.yaml, or extend openapi/templates/:\n" + "\n".join(texts)
        )


def find_unsupported(document: dict[str, Any]) -> Iterator[Unsupported]:
    """Yield what the templates do not support in a normalised description."""
    for path, item in document.get("paths", {}).items():
        entries = list(operations({"paths": {path: item}}))
        keys = tuple((entry.method, entry.path) for entry in entries)
        yield from (Unsupported(text, keys) for text in _path(path, entries))
    names = _Names(document)
    checks = (names.check, partial(_operation, document), partial(_inline_schemas, document))
    for check in checks:
        for entry in operations(document):
            yield from (Unsupported(text, ((entry.method, entry.path),)) for text in check(entry))
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        yield from (Unsupported(text, schema=name) for text in _schema(document, schema, f"schema {name}"))


def _path(path: str, entries: Iterable[OperationEntry]) -> Iterator[str]:
    given = {
        (parameter["name"], parameter_name(parameter))
        for entry in entries
        for parameter in entry.data.get("parameters", [])
        if parameter.get("in") == "path"
    }
    for name, count in Counter(name for name, _ in given).items():
        if count > 1:
            yield f"{path}: the path parameter {name!r} has several Python names"


class _Names:
    """Checks the names of operations, which have to differ."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        named = [entry for entry in operations(document) if entry.data.get("operationId")]
        self._identifiers = Counter(entry.data["operationId"] for entry in named)
        self._names = Counter(entry.name for entry in named)

    def check(self, entry: OperationEntry) -> Iterator[str]:
        where = f"{entry.method} {entry.path}"
        if not entry.data.get("tags"):
            yield f"{where}: has no tag"
        elif snake_case(entry.tag) in client_names():
            yield (
                f"{where}: the tag {entry.tag!r} would hide {snake_case(entry.tag)!r} of the clients; give it another "
                f"name in openapi/overlay.yaml: target $.paths[*][*].tags[?@=='{entry.tag}'], update: <another tag>"
            )
        elif not is_name(snake_case(entry.tag)):
            yield f"{where}: the tag {entry.tag!r} does not make a valid Python name"
        if _PATH.fullmatch(entry.path) is None:
            yield f"{where}: the path has characters that must be quoted in a URL"
        if not entry.data.get("operationId"):
            yield f"{where}: has no operationId"
            return
        if self._identifiers[entry.data["operationId"]] > 1:
            yield f"{where}: operationId {entry.data['operationId']!r} is used more than once"
        elif self._names[entry.name] > 1:
            yield f"{where}: two operations are called {entry.name!r}"
        operation = entry.name.partition(".")[2]
        if operation in {*_MODULE_NAMES, *dict(_arguments(self._document, entry.data)).values()}:
            yield f"{where}: generated code uses the name {operation!r}; rename the operation in openapi/overlay.yaml"
        if not is_name(operation):
            yield f"{where}: {operation!r} is not a valid Python name; rename the operation in openapi/overlay.yaml"


@cache
def client_names() -> frozenset[str]:
    """Return the public names of the clients that are not tags.

    They are read from the source: the classes cannot be imported before their resources are generated.
    """
    classes = (node for node in ast.parse(_CLIENT.read_text("utf-8")).body if isinstance(node, ast.ClassDef))
    methods = {
        node.name
        for client in classes
        if client.name.endswith(("Client", "PerfectGym"))
        for node in client.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    methods |= set(re.findall(r"^    def (\w+)\(self\)", _CLIENT_TEMPLATE.read_text("utf-8"), re.MULTILINE))
    return frozenset(name for name in methods if not name.startswith("_"))


def _operation(document: dict[str, Any], entry: OperationEntry) -> Iterator[str]:
    where = f"{entry.method} {entry.path}"
    for parameter in entry.data.get("parameters", []):
        at = f"{where}: parameter {parameter.get('name')!r}"
        yield from _overlay_name(at, parameter)
        if parameter.get("in") not in ("path", "query", "header"):
            yield f"{at} is in {parameter.get('in')!r}, not in path, query or header"
        if parameter.get("in") == "header":
            yield from _header(document, at, parameter)
        if parameter_name(parameter) in _ARGUMENTS:
            yield f"{at} has a name that generated code uses"
        schema = resolve(document, parameter.get("schema", {}))
        if "schema" not in parameter:
            yield f"{at} has no schema"
        elif "date-time" in (schema.get("format"), schema.get("items", {}).get("format")):
            yield f"{at} is a date-time"
        elif schema.get(MAP):
            yield f"{at} is an object"
        elif "oneOf" in schema:
            yield f"{at} is a union"
        elif parameter.get("style", "form") not in ("form", "simple") or parameter.get("explode") is False:
            yield f"{at} has an unsupported style"
    yield from _request(document, where, entry.data.get("requestBody"))
    for name, places in find_duplicates(_arguments(document, entry.data)):
        yield f"{where}: {' and '.join(places)} are both {name!r} in Python; {_RENAME_ONE}"
    yield from _responses(where, entry.data.get("responses", {}))


def _header(document: dict[str, Any], at: str, parameter: dict[str, Any]) -> Iterator[str]:
    schemes = document.get("components", {}).get("securitySchemes", {}).values()
    own = {str(scheme.get("name")).lower() for scheme in schemes if scheme.get("in") == "header"}
    if parameter["name"].lower() in CLIENT_HEADERS | own:
        yield f"{at} is a header that the client sets itself; remove it in openapi/overlay.yaml"
    elif parameter.get("required"):
        yield f"{at} is a required header"
    if resolve(document, parameter.get("schema", {})).get("type") in ("array", "object"):
        yield f"{at} is a header of several values"


def _arguments(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what each argument of an operation is, and its Python name."""
    for parameter in operation.get("parameters", []):
        yield f"{parameter.get('in')} parameter {parameter['name']!r}", parameter_name(parameter)
    multipart = operation.get("requestBody", {}).get("content", {}).get("multipart/form-data", {})
    for name, python in field_names(resolve(document, multipart.get("schema", {}))):
        yield f"part {name!r}", python


def _overlay_name(at: str, node: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a name from the overlay."""
    name = node.get(KEY)
    if KEY in node and not (isinstance(name, str) and is_name(name) and snake_case(name) == name):
        yield f"{at}: {KEY} {name!r} is not a Python name in snake_case"


def _request(document: dict[str, Any], where: str, body: dict[str, Any] | None) -> Iterator[str]:
    content = (body or {}).get("content", {})
    if len(content) > 1:
        yield f"{where}: the body has {len(content)} media types"
    for media_type, media in content.items():
        if media_type == "multipart/form-data":
            schema = resolve(document, media.get("schema", {}))
            for name, part in schema.get("properties", {}).items():
                at = f"{where}: part {name!r}"
                encoding = media.get("encoding", {}).get(name, {}).get("contentType")
                if (
                    not is_name(snake_case(generator_name(name, part)))
                    or snake_case(generator_name(name, part)) in _ARGUMENTS
                ):
                    yield f"{at} does not have a valid argument name in Python"
                if part.get("format") == "binary":
                    continue
                if encoding != "application/json":
                    yield f"{at} is neither a file nor declared application/json"
                elif "$ref" not in part or resolve(document, part).get("type") != "object":
                    yield f"{at} is JSON, but not an object of components/schemas"
        elif media_type != "application/json":
            yield f"{where}: the body is {media_type!r}"


def _responses(where: str, responses: dict[str, Any]) -> Iterator[str]:
    successes = {status: response for status, response in responses.items() if status.startswith("2")}
    if len(successes) != 1:
        yield f"{where}: {len(successes)} successful responses are declared, expected one"
    for status, response in successes.items():
        for media_type in response.get("content", {}):
            if media_type != "application/json":
                yield f"{where}: response {status} is {media_type!r}"


def _inline_schemas(document: dict[str, Any], entry: OperationEntry) -> Iterator[str]:
    where = f"{entry.method} {entry.path}"
    for parameter in entry.data.get("parameters", []):
        yield from _schema(document, parameter.get("schema", {}), f"{where}: parameter {parameter.get('name')!r}")
    for media_type, media in entry.data.get("requestBody", {}).get("content", {}).items():
        files = media_type == "multipart/form-data"
        yield from _schema(document, media.get("schema", {}), f"{where}: body", files=files)
    for status, response in entry.data.get("responses", {}).items():
        for media in response.get("content", {}).values():
            yield from _schema(document, media.get("schema", {}), f"{where}: response {status}")


def _schema(document: dict[str, Any], schema: dict[str, Any], where: str, *, files: bool = False) -> Iterator[str]:
    if "$ref" in schema:
        return
    for keyword in _UNIONS:
        if keyword == "oneOf" and union_branches(schema) is not None:
            yield from _union(document, schema, where)
        elif keyword in schema:
            yield f"{where}: {keyword}{_reason(document, schema) if keyword == 'allOf' else ''}"
    kind = schema.get("type")
    if not isinstance(kind, str | None) or kind not in _TYPES:
        yield f"{where}: type {kind!r}"
        return
    if "enum" in schema and (kind != "string" or not all(isinstance(value, str) for value in schema["enum"])):
        yield f"{where}: an enum of something other than text"
    elif "enum" in schema:
        yield from (
            f"{where}: the values {group} have the same Python name" for group in _value_duplicates(schema["enum"])
        )
    if (kind == "object" or "properties" in schema) and "x-schema" not in schema and not files:
        yield f"{where}: an object without a name; move it to components/schemas"
    if schema.get("format") == "binary" and not files:
        yield f"{where}: format 'binary' outside a multipart body"
    if schema.get("additionalProperties") not in (None, True):
        yield f"{where}: typed additionalProperties"
    if kind == "array" and "items" not in schema:
        yield f"{where}: an array without items"
    fields = schema.get("properties", {})
    reserved = _ATTRIBUTES | {f"{snake_case(name)}_money" for name in schema.get("x-python-money-views", {})}
    if set(_SLICE_FIELDS) <= set(fields):
        reserved |= _SLICE_ATTRIBUTES
        for name in _SLICE_FIELDS:
            if KEY in fields[name]:
                yield f"{where}: field {name!r} of a slice cannot have another name"
    for name, group in find_duplicates(field_names(schema)):
        yield f"{where}: fields {' and '.join(map(repr, group))} are both {name!r} in Python; {_RENAME_ONE}"
    yield from _columns(document, schema, where)
    for name, field in fields.items():
        if python_name(name, field) in reserved:
            yield f"{where}: field {name!r} has a name that every model uses"
        yield from _overlay_name(f"{where}: field {name!r}", field)
        yield from _schema(document, field, f"{where}: field {name!r}", files=files)
    if "items" in schema:
        yield from _schema(document, schema["items"], f"{where}: items")


def _columns(document: dict[str, Any], schema: dict[str, Any], where: str) -> Iterator[str]:
    """Yield the columns that two fields of an object would share in its row, each where the two meet."""
    columns = [(("additional_properties",), "additional_properties"), *_row_columns(document, schema)]
    for column, paths in find_duplicates(columns):
        if len({path[0] for path in paths}) > 1 and any(len(path) > 1 for path in paths):
            group = " and ".join(repr(".".join(path)) for path in paths)
            yield f"{where}: {group} are both the column {column!r} of to_row(); {_RENAME_ONE}"


def _row_columns(
    document: dict[str, Any], schema: dict[str, Any], path: tuple[str, ...] = (), prefix: str = ""
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the path of every value in an object that has a column, and the column."""
    for name, python in field_names(schema):
        column = prefix[:-1] if prefix and python == unnamed_column(schema) else prefix + python
        inner = resolve(document, schema["properties"][name])
        if "x-schema" in inner:
            yield from _row_columns(document, inner, (*path, name), f"{column}_")
        else:
            yield (*path, name), column


def _union(document: dict[str, Any], schema: dict[str, Any], where: str) -> Iterator[str]:
    """Yield what is wrong with a ``oneOf`` that has a discriminator."""
    field, branches = union_branches(schema) or ("", {})
    names = {branch["$ref"].rpartition("/")[2] for branch in schema["oneOf"]}
    for value, target in schema["discriminator"].get("mapping", {}).items():
        if target.rpartition("/")[2] not in names:
            yield f"{where}: oneOf: the discriminator's value {value!r} leads to {target!r}, which is not in the oneOf"
    for name in sorted({branch["$ref"].rpartition("/")[2] for branch in branches.values()}):
        variant = document.get("components", {}).get("schemas", {}).get(name, {})
        kind = resolve(document, variant.get("properties", {}).get(field, {})).get("type")
        if "x-schema" not in variant:
            yield f"{where}: oneOf: {name} is not an object of components/schemas"
        elif kind != "string":
            yield f"{where}: oneOf: {name} has no text field {field!r} to tell it by"
        elif variant.get("x-python-frozen"):
            yield f"{where}: oneOf: {name} is frozen by the overlay"
    if "properties" in schema:
        yield f"{where}: oneOf beside fields"


def _reason(document: dict[str, Any], schema: dict[str, Any]) -> str:
    """Return why an ``allOf`` could not be merged."""
    try:
        merge_all_of(document, schema)
    except DescriptionError as error:
        return f": {error}"
    return ""


def _value_duplicates(values: Iterable[str]) -> Iterator[str]:
    """Return the values of an enum that would be one member; those that begin without a letter are numbered."""
    names: dict[str, list[str]] = {}
    for value in values:
        if value[:1].isalpha():
            names.setdefault(snake_case(value.upper()), []).append(value)
    return (" and ".join(map(repr, group)) for group in names.values() if len(group) > 1)
