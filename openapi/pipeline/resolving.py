"""Rewrite what a description says in several ways into one way that means the same.

The result is shipped as ``openapi.json`` and read by the clients, the embedded API and the review. What the generator
alone cannot read is left to `openapi.pipeline.generation.normalising`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from openapi.pipeline.description import DescriptionError, is_json, operations, resolve
from openapi.pipeline.reference_graph import Recursion, ReferenceGraph, find_operations
from perfectgym_next._core.description import METHODS
from perfectgym_next._core.naming import words

__all__ = ["copy_aliases", "explain_recursion", "is_annotation", "merge_all_of", "resolve_description", "subschemas"]

Schema = dict[str, Any]

_ANNOTATIONS = {"default", "deprecated", "description", "example", "examples", "externalDocs", "title", "xml"}
_ANNOTATIONS |= {"readOnly", "writeOnly", "$comment"}
_MERGED = {"additionalProperties", "discriminator", "nullable", "properties", "required", "type"}
"""Keywords of the parts of an ``allOf`` that can be merged into one object."""

_UNTYPED: tuple[Any, ...] = (None, True, False, {})
"""Values of ``additionalProperties`` that give other fields no type."""

_UNUSED_SECTIONS = ("pathItems", "parameters", "requestBodies", "responses")
_IGNORED_HEADERS = {"accept", "authorization", "content-type"}
"""Header parameters that OpenAPI says to ignore: the client sets them itself."""


def resolve_description(document: Schema) -> Schema:
    """Return a copy in which equal things are written alike.

    - Extensions are left out, except ours: ``x-python-*``.
    - Path items, parameters, request bodies and responses are written where they are used, those of a path with each of
      its operations. Header parameters that OpenAPI ignores are left out.
    - The default ``style`` and ``explode``, and a repeated global ``security``, are left out.
    - A schema that is ``true`` or ``false`` is written as an object.
    - A union with null is written as ``type: [X, "null"]``, or as ``anyOf`` of a reference and null.
    - An ``allOf`` of one schema is written as that schema, an ``allOf`` of objects as one object. One that contradicts
      itself is left as it is.
    - A schema with ``properties`` has ``type: object``.
    - A component that is a reference to another one is a copy of it.
    - The object that an operation returns has a name, ``<OperationId>Response``.

    Raises:
        DescriptionError: A reference leads nowhere, or a schema contains itself.
    """
    recursion = ReferenceGraph(document).find_recursion()
    if recursion:
        raise DescriptionError("\n".join(explain_recursion(document, one) for one in recursion))
    document = _without_extensions(document)
    paths = document.get("paths", {})
    for path, item in paths.items():
        if path.startswith("/"):
            paths[path] = _resolve_item(document, item)
    for entry in operations(document):
        _resolve_operation(document, entry.data)
    _drop_unused_sections(document)
    simplifier = _Simplifier(document)
    for schema in _roots(document):
        simplifier.simplify(schema)
    copy_aliases(document)
    _name_results(document)
    return document


def explain_recursion(document: Schema, recursion: Recursion) -> str:
    """Return what leads to itself and the operations that reach it, in a line."""
    graph = ReferenceGraph(document)
    keys = [key for key, nodes in find_operations(document).items() if recursion.reference in graph.reached(nodes)]
    shown = ", ".join(" ".join(key) for key in keys[:_MAX_OPERATIONS])
    more = f" and {len(keys) - _MAX_OPERATIONS} more operations" if len(keys) > _MAX_OPERATIONS else ""
    return f"{recursion.text} (reached by {shown or 'no operation'}{more})"


_MAX_OPERATIONS = 3  # in a message

_NAME_MAPS = {"properties", "security", "patternProperties", "dependentSchemas", "dependentRequired", "$defs"}
_NAME_MAPS |= {"definitions", "headers", "content", "encoding", "links", "callbacks", "mapping", "variables", "scopes"}
_NAME_MAPS |= {"schemas", "parameters", "requestBodies", "securitySchemes", "pathItems", "examples", "webhooks"}
"""Keywords whose values have names for keys: ``x-size`` is a field there, not an extension."""

_DATA = {"const", "default", "enum", "example", "value"}


def _without_extensions(node: Any, keyword: str = "", parent: str = "") -> Any:
    """Return a copy without the vendor's extensions: they have no effect, and would be taken for marks of ours."""
    if isinstance(node, list):
        return [_without_extensions(item, keyword if keyword == "security" else "") for item in node]
    if not isinstance(node, dict):
        return node
    has_names = keyword in _NAME_MAPS or parent == "components"
    found = {}
    for key, value in node.items():
        is_data = key in _DATA or (key == "examples" and isinstance(value, list))
        if is_data and not has_names and keyword != "responses":
            found[key] = copy.deepcopy(value)
        elif has_names or not key.startswith("x-") or key.startswith("x-python-"):
            found[key] = _without_extensions(value, "" if has_names else key, keyword)
    return found


def _resolve_item(document: Schema, item: Schema) -> Schema:
    target = resolve(document, item, keep_siblings=True)
    if "$ref" in item and not target.keys() & set(METHODS):
        raise DescriptionError(f"reference {item['$ref']!r} leads to an object without operations")
    item = copy.deepcopy(target)
    shared = item.pop("parameters", [])
    for entry in operations({"paths": {"/": {**item, "parameters": shared}}}):
        parameters = [copy.deepcopy(one) for one in entry.parameters(document) if not _is_ignored(one)]
        if parameters or "parameters" in entry.data:
            entry.data["parameters"] = parameters
    return item


def _is_ignored(parameter: Schema) -> bool:
    return parameter.get("in") == "header" and parameter["name"].lower() in _IGNORED_HEADERS


def _resolve_operation(document: Schema, operation: Schema) -> None:
    for parameter in operation.get("parameters", []):
        _drop_default_style(document, parameter)
    if "requestBody" in operation:
        operation["requestBody"] = _follow(document, operation["requestBody"], "content")
    for status, response in operation.get("responses", {}).items():
        if not status.startswith("x-"):
            operation["responses"][status] = _follow(document, response, "description")
    if "security" in operation and _alternatives(operation) == _alternatives(document):
        del operation["security"]


def _follow(document: Schema, node: Schema, required: str) -> Schema:
    """Return a copy of what a reference leads to, which must be of the same kind: it has the field required there."""
    target = resolve(document, node)
    if "$ref" in node and required not in target:
        raise DescriptionError(f"reference {node['$ref']!r} leads to an object without {required!r}")
    return copy.deepcopy(target)


def _alternatives(node: Schema) -> list[str]:
    return sorted(str(sorted(alternative.items())) for alternative in node.get("security", ()))


def _drop_default_style(document: Schema, parameter: Schema) -> None:
    default = "form" if parameter.get("in") in ("query", "cookie") else "simple"
    style = parameter.get("style", default)
    if style == default:
        parameter.pop("style", None)
    kind = resolve(document, _without_boolean(parameter.get("schema", {}))).get("type")
    is_single = kind in ("string", "integer", "number", "boolean")
    if parameter.get("explode") is (style == "form") or (is_single and style == default):
        parameter.pop("explode", None)


def _drop_unused_sections(document: Schema) -> None:
    components = document.get("components", {})
    for section in _UNUSED_SECTIONS:
        rest = {**document, "components": {name: value for name, value in components.items() if name != section}}
        if not any(target.startswith(f"#/components/{section}/") for target in _targets(rest)):
            components.pop(section, None)


def _targets(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from _targets(value)
    elif isinstance(node, list):
        for item in node:
            yield from _targets(item)


def _roots(document: Schema) -> Iterator[Schema]:
    """Yield the schemas that no other schema contains."""
    schemas = document.get("components", {}).get("schemas", {})
    _replace_booleans(schemas)
    yield from schemas.values()
    for entry in operations(document):
        holders = [entry.data.get("requestBody", {}), *_responses(entry.data)]
        media = [one for holder in holders for one in holder.get("content", {}).values()]
        for node in [*entry.data.get("parameters", []), *media]:
            if "schema" in node:
                node["schema"] = _without_boolean(node["schema"])
                yield node["schema"]


def _responses(operation: Schema) -> list[Schema]:
    return [response for status, response in operation.get("responses", {}).items() if not status.startswith("x-")]


def _without_boolean(schema: Any) -> Any:
    """Return a schema that is true or false as an object."""
    return {True: {}, False: {"not": {}}}[schema] if isinstance(schema, bool) else schema


def _replace_booleans(schemas: Any) -> None:
    if isinstance(schemas, dict):
        schemas.update({name: _without_boolean(schema) for name, schema in schemas.items()})
    elif isinstance(schemas, list):
        schemas[:] = map(_without_boolean, schemas)


def subschemas(schema: Schema) -> Iterator[Schema]:
    """Yield the schemas directly inside a schema."""
    for keyword in ("properties", "patternProperties"):
        if isinstance(schema.get(keyword), dict):
            yield from (one for one in schema[keyword].values() if isinstance(one, dict))
    for keyword in ("items", "additionalProperties", "not"):
        if isinstance(schema.get(keyword), dict):
            yield schema[keyword]
    for keyword in ("allOf", "anyOf", "oneOf", "prefixItems"):
        if isinstance(schema.get(keyword), list):
            yield from (one for one in schema[keyword] if isinstance(one, dict))


class _Simplifier:
    """Simplifies schemas in place, from the inside out and each once."""

    def __init__(self, document: Schema) -> None:
        self._document = document
        self._seen: set[int] = set()
        self._open: set[int] = set()

    def simplify(self, schema: Any) -> None:
        if not isinstance(schema, dict) or id(schema) in self._seen:
            return
        self._seen.add(id(schema))
        self._open.add(id(schema))
        for keyword in ("properties", "allOf", "anyOf", "oneOf"):
            _replace_booleans(schema.get(keyword))
        if isinstance(schema.get("items"), bool):
            schema["items"] = _without_boolean(schema["items"])
        for inner in subschemas(schema):
            self.simplify(inner)
        _simplify_null_union(schema)
        if isinstance(schema.get("allOf"), list):
            self._simplify_all_of(schema)
        if isinstance(schema.get("properties"), dict) and "$ref" not in schema:
            schema.setdefault("type", "object")
        self._open.remove(id(schema))

    def _simplify_all_of(self, schema: Schema) -> None:
        parts = schema["allOf"]
        for part in parts:
            self.simplify(resolve(self._document, part))
            if id(resolve(self._document, part)) in self._open:
                return  # it contains itself
        if len(parts) == 1 and self._is_wrapper(schema):
            rest = {key: value for key, value in schema.items() if key not in ("allOf", "type")}
            # OpenAPI 3.0 ignores what is beside a reference.
            if "$ref" in parts[0] and rest and str(self._document.get("openapi", "")).startswith("3.0"):
                return
            schema.clear()
            schema.update({**parts[0], **rest})
            return
        try:
            merged = merge_all_of(self._document, schema)
        except DescriptionError:
            return  # `find_unsupported` says why
        schema.clear()
        schema.update(merged)

    def _is_wrapper(self, schema: Schema) -> bool:
        """Return whether an ``allOf`` of one is all that a schema asks."""
        kind = resolve(self._document, schema["allOf"][0]).get("type")
        rules = {key for key in schema if not is_annotation(key)} - {"allOf", "nullable"}
        return not rules or (rules == {"type"} and schema["type"] == kind)


def is_annotation(keyword: str) -> bool:
    """Return whether a keyword of a schema says nothing about the values that it allows."""
    return keyword in _ANNOTATIONS or keyword.startswith("x-")


def _simplify_null_union(schema: Schema) -> None:
    for keyword in ("anyOf", "oneOf"):
        branches = schema.get(keyword)
        if not isinstance(branches, list) or not all(isinstance(one, dict) for one in branches):
            continue
        others = [one for one in branches if one.get("type") != "null"]
        if len(others) != 1 or len(others) == len(branches):
            continue
        kind = others[0].get("type")
        if "$ref" in others[0]:
            del schema[keyword]
            schema["anyOf"] = [others[0], {"type": "null"}]
        elif kind is not None and all(map(is_annotation, schema.keys() - {keyword})):
            del schema[keyword]
            schema.update({**others[0], **schema})
            kinds = kind if isinstance(kind, list) else [kind]
            schema["type"] = [*kinds, *({"null"} - set(kinds))]
            if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
                schema["enum"] = [*schema["enum"], None]


def merge_all_of(document: Schema, schema: Schema) -> Schema:
    """Return one object that means the same as the ``allOf`` of a schema and the keywords beside it.

    Raises:
        DescriptionError: A part is not a plain object, or two parts contradict each other; the message says which.
    """
    merged: Schema = {key: value for key, value in schema.items() if key != "allOf" and is_annotation(key)}
    own = {key: value for key, value in schema.items() if key != "allOf" and not is_annotation(key)}
    for part in [*schema["allOf"], own]:
        source = resolve(document, part)
        name = part["$ref"].rpartition("/")[2] if "$ref" in part else "a part"
        for keyword in sorted(source):
            if keyword not in _MERGED and not is_annotation(keyword):
                raise DescriptionError(f"{name} has {keyword!r}, which cannot be merged")
        if source.get("type", "object") != "object" or source.get("additionalProperties") not in (
            None,
            True,
            False,
            {},
        ):
            raise DescriptionError(f"{name} is not an object with fields")
        if source is part:
            merged = {**{key: value for key, value in source.items() if is_annotation(key)}, **merged}
        for field, inner in source.get("properties", {}).items():
            fields = merged.setdefault("properties", {})
            fields[field] = _conjunction(field, fields[field], inner) if field in fields else copy.deepcopy(inner)
        required = [*merged.get("required", ()), *source.get("required", ())]
        if required:
            merged["required"] = list(dict.fromkeys(required))
    nullable = {"nullable": True} if schema.get("nullable") is True else {}
    discriminator = {"discriminator": own["discriminator"]} if "discriminator" in own else {}
    return {"type": "object", **merged, **nullable, **discriminator}


def _conjunction(field: str, first: Schema, second: Schema) -> Schema:
    """Return a schema that asks what both ask; the annotations of the second win."""
    rules = [{key: value for key, value in one.items() if not is_annotation(key)} for one in (first, second)]
    clashes = [key for key in rules[0].keys() & rules[1].keys() if rules[0][key] != rules[1][key]]
    has_reference = "$ref" in rules[0] or "$ref" in rules[1]
    if clashes or (has_reference and rules[0] != rules[1]):
        raise DescriptionError(f"the field {field!r} is declared in two ways ({', '.join(sorted(clashes)) or '$ref'})")
    return copy.deepcopy({**first, **second})


def copy_aliases(document: Schema) -> None:
    """Replace each component schema that is a reference by a copy of its target: every component has its own class."""
    schemas = document.get("components", {}).get("schemas", {})
    for name, schema in schemas.items():
        if "$ref" in schema:
            target = copy.deepcopy(resolve(document, schema, keep_siblings=True))
            schemas[name] = {key: value for key, value in target.items() if key != "title"}


def _name_results(document: Schema) -> None:
    """Move the unnamed objects that operations return to the components: a class needs a name."""
    for entry in operations(document):
        if not isinstance(entry.data.get("operationId"), str):
            continue
        name = "".join(word if word.isupper() else word.capitalize() for word in words(entry.data["operationId"]))
        for status, response in entry.data.get("responses", {}).items():
            for media_type, media in response.get("content", {}).items() if status.startswith("2") else ():
                if is_json(media_type) and isinstance(media.get("schema"), dict):
                    media["schema"] = _name_object(document, media["schema"], f"{name}Response")


def _name_object(document: Schema, schema: Schema, name: str) -> Schema:
    if "$ref" in schema:
        return schema
    if isinstance(schema.get("items"), dict):
        return {**schema, "items": _name_object(document, schema["items"], f"{name}Item")}
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    is_map = schema.get("additionalProperties") not in _UNTYPED and not schema.get("properties")
    if schema.get("type") != "object" or is_map or schemas.get(name, schema) != schema:
        return schema
    schemas[name] = {key: value for key, value in schema.items() if key != "title"}  # a title would name the class
    return {"$ref": f"#/components/schemas/{name}"}
