"""Facts for the templates: what the generator drops before it renders them.

The facts are one Jinja dict, by the name of the operation and of the schema. Fields and parameters have the names that
the generator sees (see `python_names`); ``wire`` is the API's name. Facts are data: templates pass every text of the
vendor through the generator's own escaping filters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from openapi.pipeline.description import (
    DescriptionError,
    OperationEntry,
    operations,
    resolve,
)
from openapi.pipeline.generation.day_windows import find_day_windows
from openapi.pipeline.generation.environments import find_environments
from openapi.pipeline.generation.normalising import MAP, MAY_BE_EMPTY, discriminator_values, levels
from openapi.pipeline.generation.python_names import field_names, generator_name, parameter_name, unnamed_column
from perfectgym_next._core.description import json_schema
from perfectgym_next._core.naming import snake_case

__all__ = ["build_facts", "render_facts"]

_PARAMETER = re.compile(r"\{([^{}]+)\}")
_PAGING_ADVICE = re.compile(r"\s*[^.!?]*`hasNext`[^.!?]*[.!?]")
_PLAIN_FORMATS = {None, "int32", "int64", "date", "date-time", "uuid", "double", "float", "binary"}
"""Formats that the Python type shows."""

_PROSE = {"body_doc", "deprecation", "description", "doc", "result_doc", "summary"}
"""Facts that are text for readers."""

_NOTE = "x-python-note"
"""Key of the sentences that the overlay adds to an operation's docstring."""

_OFFSET_DOC = "Where to start: a pager's `resume_offset`, or the service's own offset; by default at the beginning"
_FILE_DOC = "The file: a path, bytes, a file opened in binary mode, or an `Upload`"

_BASE_FIELDS = {
    "perfectgym_next.money.MoneyBase": {"amount": "number", "currency": "string"},
    "perfectgym_next.terms.RecurrenceBase": {"frequency": "integer", "period": "string"},
    "perfectgym_next.terms.TermBase": {"value": "integer", "unit": "string"},
    "perfectgym_next.terms.TimePeriodBase": {"period_value": "integer", "period_unit": "string"},
}
"""Fields that a hand-written base class computes with: Python name to type in the description."""


def build_facts(vendor: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """Gather the facts.

    Args:
        vendor: The description as obtained, which has the vendor's names.
        document: The normalised, overlaid description.

    Raises:
        DescriptionError: A schema does not have the fields that its hand-written base class computes with, or a server
            cannot be an environment.
    """
    vendor_ids = {(entry.method, entry.path): entry.data.get("operationId") for entry in operations(vendor)}
    names = _names_in_texts(document)
    names |= {vendor_ids.get((entry.method, entry.path)) or "": entry.name for entry in operations(document)}
    facts: dict[str, Any] = {
        "version": document["info"]["version"],
        "title": document["info"]["title"],
        "environments": find_environments(document),
        "odd_values": sorted(_odd_values(document)),
        "operations": {},
        "schemas": {},
    }
    for entry in operations(document):
        facts["operations"][snake_case(entry.data["operationId"])] = {
            "vendor_name": vendor_ids.get((entry.method, entry.path)),
            **_use_python_names(_operation(document, entry), names),
        }
    schemas = document.get("components", {}).get("schemas", {})
    for name in schemas:
        _add_schemas(document, schemas[name], facts["schemas"])
    for (name, field), value in discriminator_values(document).items():
        fact = facts["schemas"].get(name, {}).get("fields", {})
        node = schemas.get(name, {}).get("properties", {}).get(field)
        if node is not None:
            fact[generator_name(field, node)]["constant"] = value
    findings = [finding for schema in schemas.values() for finding in _missing_fields(document, schema)]
    if findings:
        raise DescriptionError(
            "hand-written code computes with fields that this description does not have; "
            "correct the schema or its x-python-… keys in openapi/overlay.yaml, or adapt the hand-written class:\n"
            + "\n".join(findings)
        )
    facts["schemas"] = _use_python_names(facts["schemas"], names)
    return facts


def _names_in_texts(document: dict[str, Any]) -> dict[str, str]:
    """Return the Python names of fields and parameters by their names in the API, where there is just one."""
    names: dict[str, set[str]] = {}

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("properties"), dict):
                for name, python in field_names(node):
                    names.setdefault(name, set()).add(python)
            for value in node.values():
                collect(value)
        elif isinstance(node, list):
            for item in node:
                collect(item)

    collect(document.get("components", {}).get("schemas", {}))
    for entry in operations(document):
        for parameter in entry.data.get("parameters", []):
            names.setdefault(parameter["name"], set()).add(parameter_name(parameter))
    return {name: pythons.pop() for name, pythons in names.items() if len(pythons) == 1}


def _use_python_names(facts: Any, names: dict[str, str]) -> Any:
    """Return the facts with Python names in place of the API's that a text quotes in backticks."""
    if isinstance(facts, list):
        return [_use_python_names(value, names) for value in facts]
    if not isinstance(facts, dict):
        return facts
    return {
        key: re.sub(r"`(\w+)`", lambda found: f"`{names.get(found[1], found[1])}`", value)
        if key in _PROSE and isinstance(value, str)
        else _use_python_names(value, names)
        for key, value in facts.items()
    }


def _operation(document: dict[str, Any], entry: OperationEntry) -> dict[str, Any]:
    data = entry.data
    scopes, any_scope, description = entry.scopes
    _, response = entry.success(document) or ("", {})
    body, result = json_schema(data.get("requestBody", {})) or {}, json_schema(response) or {}
    slice_bounds = _slice_bounds(document, data, result)
    if slice_bounds is not None:
        description = _PAGING_ADVICE.sub("", description).strip()
    description = f"{description} {data.get(_NOTE, '')}".strip()
    return {
        "name": entry.name,
        "method": entry.method,
        "path": entry.path,
        "pieces": _pieces(entry.path, data),
        "summary": data.get("summary", "").strip().rstrip("."),
        "description": description,
        "deprecation": _deprecation(data, description),
        "scopes": list(scopes),
        "any_scope": any_scope,
        "statuses": [status for status in data["responses"] if not status.startswith("2")],
        "parameters": {
            generator_name(parameter["name"], parameter): {
                "wire": parameter["name"],
                "doc": _OFFSET_DOC
                if slice_bounds is not None and parameter["name"] == "offset"
                else _doc(parameter, resolve(document, parameter["schema"]), f"The API's {parameter['name']}"),
            }
            for parameter in data.get("parameters", [])
        },
        "slice": slice_bounds,
        "day_windows": find_day_windows(document, entry, _items(document, result)),
        "may_be_empty": bool(data.get(MAY_BE_EMPTY)),
        "parts": _parts(document, data),
        "body_levels": levels(document, body),
        "result_levels": levels(document, result),
        "body_required": bool(data.get("requestBody", {}).get("required")),
        "body_doc": _full_stop_off(data.get("requestBody", {}).get("description", ""))
        or _value_doc(document, body, "The JSON to send"),
        "result_doc": _result_doc(document, result, sliced=slice_bounds is not None)
        + (", or None if the response has no body" if data.get(MAY_BE_EMPTY) else ""),
    }


def _items(document: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an entry of a list, sliced or not; an empty one for another result."""
    schema = resolve(document, result)
    name = _slice_field(schema)
    items: dict[str, Any] = (schema if name is None else schema["properties"][name]).get("items", {})
    return items


def _deprecation(data: dict[str, Any], description: str) -> str | None:
    """Return why an operation is deprecated, by its description where that says it; None if it is not."""
    if not data.get("deprecated"):
        return None
    sentences = re.split(r"(?<=[.!?])\s+", description)
    return next((one for one in sentences if "deprecated" in one.lower()), "Deprecated by the vendor.")


def _result_doc(document: dict[str, Any], schema: dict[str, Any], *, sliced: bool) -> str:
    """Return what a method returns, in words."""
    if sliced:
        return "A pager that fetches the entries while you iterate. Creating it sends no request"
    return (
        _value_doc(document, schema, "The decoded JSON of the response") if schema else "None: the response has no body"
    )


def _value_doc(document: dict[str, Any], schema: dict[str, Any], default: str) -> str:
    """Return what a body or result is, by the description of its schema or of a list's items."""
    schema = resolve(document, schema)
    if schema.get(MAP):
        return "The values by name"
    if schema.get("type") == "array":
        items = _full_stop_off(resolve(document, schema.get("items", {})).get("description", ""))
        return f"A list. Each item: {items}" if items else "A list"
    return _full_stop_off(schema.get("description", "")) or default


def _full_stop_off(text: Any) -> str:
    return str(text or "").strip().rstrip(".")


def _pieces(path: str, data: dict[str, Any]) -> list[list[str | None]]:
    """Split a path, ``/v1/customers/{customerId}/account``, into texts, each with the parameter that follows it."""
    split = _PARAMETER.split(path)
    known = {
        parameter["name"]: generator_name(parameter["name"], parameter)
        for parameter in data.get("parameters", [])
        if parameter["in"] == "path"
    }
    names: list[str | None] = [*(known.get(name, name) for name in split[1::2]), None]
    return [[text, name] for text, name in zip(split[0::2], names, strict=True) if text or name]


def _doc(node: dict[str, Any], schema: dict[str, Any], default: str) -> str:
    """Return the text of a field or parameter, with what its type does not show and the text does not say already.

    Args:
        node: The field's schema, or the parameter.
        schema: The resolved schema.
        default: The text if the description has none.
    """
    notes = []
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        notes.append(f"{low} to {high}")
    elif low is not None or high is not None:
        notes.append(f"at most {high}" if low is None else f"at least {low}")
    if schema.get("maxItems") is not None:
        notes.append(f"at most {schema['maxItems']} items")
    if schema.get("format") not in _PLAIN_FORMATS:
        notes.append(str(schema["format"]))
    value = node.get("default", schema.get("default"))
    if (
        value is not None and node.get("name") != "sliceSize"
    ):  # a pager asks for the largest slice: that default is ours
        notes.append(f"the service's default is {value}")
    text = _full_stop_off(node.get("description") or schema.get("description")) or default
    notes = [note for note in notes if not re.search(rf"(?<!\w){re.escape(note)}(?!\w)", text, re.IGNORECASE)]
    if node.get("deprecated") and "deprecated" not in text.lower():
        text = f"Deprecated. {text}"
    return f"{text} ({'; '.join(notes)})" if notes else text


def _slice_bounds(document: dict[str, Any], data: dict[str, Any], result: dict[str, Any]) -> dict[str, Any] | None:
    """Return the smallest and largest slice of an operation, or None if it returns no slices."""
    schema = resolve(document, result)
    parameters = {parameter["name"]: parameter["schema"] for parameter in data.get("parameters", [])}
    name = _slice_field(schema)
    if name is None or "sliceSize" not in parameters:
        return None
    size = parameters["sliceSize"]
    return {
        "field": generator_name(name, schema["properties"][name]),
        "min_size": size.get("minimum", 1),
        "max_size": size.get("maximum"),
        "levels": levels(document, schema["properties"][name]),
    }


def _slice_field(schema: dict[str, Any]) -> str | None:
    """Return the list of a slice, which is a schema with ``hasNext``, ``offset`` and exactly one array."""
    fields = schema.get("properties", {})
    arrays = [name for name, field in fields.items() if field.get("type") == "array" and not field.get(MAP)]
    return arrays[0] if len(arrays) == 1 and {"hasNext", "offset"} <= set(fields) else None


def _parts(document: dict[str, Any], data: dict[str, Any]) -> list[dict[str, Any]]:
    media = data.get("requestBody", {}).get("content", {}).get("multipart/form-data")
    if media is None:
        return []
    schema = resolve(document, media["schema"])
    required = schema.get("required", [])
    parts = [
        {
            "name": generator_name(name, part),
            "wire": name,
            "python_name": snake_case(generator_name(name, part)),
            "required": name in required,
            "file": part.get("format") == "binary",
            "doc": _full_stop_off(part.get("description") or resolve(document, part).get("description"))
            or (_FILE_DOC if part.get("format") == "binary" else f"The part {name}"),
        }
        for name, part in schema.get("properties", {}).items()
    ]
    return sorted(parts, key=lambda part: not part["required"])


def _odd_values(node: Any) -> set[str]:
    """Return the values of enums that the generator's filter for literals would change."""
    if isinstance(node, list):
        return set().union(*map(_odd_values, node))
    if not isinstance(node, dict):
        return set()
    values = node.get("enum") if isinstance(node.get("enum"), list) else []
    return {one for one in values or () if isinstance(one, str) and not one.isprintable()}.union(
        *map(_odd_values, node.values())
    )


def _add_schemas(document: dict[str, Any], schema: dict[str, Any], into: dict[str, Any]) -> None:
    if "x-schema" in schema:
        names = {name: generator_name(name, field) for name, field in schema.get("properties", {}).items()}
        into[schema["x-schema"]] = {
            "base": schema.get("x-python-base"),
            "frozen": bool(schema.get("x-python-frozen")),
            "unnamed_column": unnamed_column(schema),
            "base_fields": list(_BASE_FIELDS.get(schema.get("x-python-base", ""), {})),
            "money_views": {
                names.get(amount, amount): names.get(currency, currency)
                for amount, currency in schema.get("x-python-money-views", {}).items()
            },
            "slice": names.get(_slice_field(schema) or ""),
            "description": str(schema.get("description", "")).strip(),
            "fields": {
                names[name]: {
                    "wire": name,
                    "levels": levels(document, field),
                    "doc": _doc(field, resolve(document, field), f"The API's {name}"),
                    "reader": field.get("x-python-reader"),
                    "naive": bool(field.get("x-python-naive")),
                    "masked": bool(field.get("x-python-masked")),
                }
                for name, field in schema.get("properties", {}).items()
            },
        }
    for field in schema.get("properties", {}).values():
        _add_schemas(document, field, into)
    if isinstance(schema.get("items"), dict):
        _add_schemas(document, schema["items"], into)


def _missing_fields(document: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    """Yield what a schema lacks for its hand-written base class and its money views."""
    name, base = schema.get("x-schema", ""), schema.get("x-python-base", "")
    fields = {
        field: (resolve(document, inner).get("type"), field in schema.get("required", []))
        for field, inner in schema.get("properties", {}).items()
    }
    by_name = {snake_case(generator_name(field, schema["properties"][field])): fact for field, fact in fields.items()}
    for field, expected in _BASE_FIELDS.get(base, {}).items():
        kind, required = by_name.get(field, ("missing", False))
        if kind != expected:
            yield f"schema {name}: {base} needs the field {field!r} of type {expected}, here it is {kind}"
        elif schema.get("x-python-frozen") and not required:
            yield f"schema {name}: {base} needs the field {field!r} to be required"
    for amount, currency in schema.get("x-python-money-views", {}).items():
        if fields.get(amount, ("",))[0] not in ("number", "integer"):
            yield f"schema {name}: x-python-money-views needs the field {amount!r} of type number"
        if fields.get(currency, ("",))[0] != "string":
            yield f"schema {name}: x-python-money-views needs the field {currency!r} of type string"


def render_facts(facts: dict[str, Any]) -> str:
    """Return the facts as a Jinja template to import: ``{% from "facts.jinja" import facts %}``."""
    return "{% set facts = " + _literal(facts) + " %}\n"


def _literal(value: Any) -> str:
    """Return a literal of the Jinja language, which JSON nearly is."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(str(key))}: {_literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    if value is None:
        return "none"
    return json.dumps(value, ensure_ascii=False)
