"""Facts for the templates: what the generator drops before its templates see it.

The facts are one Jinja dict, by the operation's and the schema's name; fields and parameters in it stand under the
names that the generator sees (see `python_names`), ``wire`` is the API's. Everything in them is data: templates pass
every text of the vendor through the generator's own escaping filters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from openapi.pipeline.description import DescriptionError, null_items, operations, references, resolve
from openapi.pipeline.generation.python_names import named
from perfectgym_next._core.naming import snake_case
from perfectgym_next._core.scopes import parse_scopes

__all__ = ["build_facts", "render_facts"]

_PARAMETER = re.compile(r"\{([^{}]+)\}")

_BASE_FIELDS = {
    "perfectgym_next.money.MoneyBase": {"amount": "number", "currency": "string"},
    "perfectgym_next.terms.RecurrenceBase": {"frequency": "integer", "period": "string"},
    "perfectgym_next.terms.TermBase": {"value": "integer", "unit": "string"},
    "perfectgym_next.terms.TimePeriodBase": {"period_value": "integer", "period_unit": "string"},
}
"""Fields that a hand-written base class computes with, by their Python names, and their types in the description."""


def build_facts(vendor: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """Gather the facts.

    Args:
        vendor: The description as obtained: it knows the vendor's names.
        document: The normalised, overlaid description.

    Raises:
        DescriptionError: A schema does not have the fields that its hand-written base class computes with.
    """
    vendor_ids = {(entry.method, entry.path): entry.data.get("operationId") for entry in operations(vendor)}
    names = {vendor_ids.get((entry.method, entry.path)): entry.name for entry in operations(document)}
    facts: dict[str, Any] = {
        "version": document["info"]["version"],
        "title": document["info"]["title"],
        "odd_values": sorted(_odd_values(document)),
        "operations": {},
        "schemas": {},
    }
    for entry in operations(document):
        facts["operations"][snake_case(entry.data["operationId"])] = {
            "vendor_name": vendor_ids.get((entry.method, entry.path)),
            **_renamed(_operation(document, entry.name, entry.method, entry.path, entry.data), names),
        }
    schemas = document.get("components", {}).get("schemas", {})
    sent = references(document, [entry.data.get("requestBody", {}) for entry in operations(document)])
    for name in schemas:
        _add_schemas(document, schemas[name], facts["schemas"], sent=name in sent)
    findings = [finding for schema in schemas.values() for finding in _unfit_fields(document, schema)]
    if findings:
        raise DescriptionError(
            "hand-written code computes with fields that this description does not have; "
            "correct the schema or its x-python-… keys in openapi/overlay.yaml, or adapt the hand-written class:\n"
            + "\n".join(findings)
        )
    facts["schemas"] = _renamed(facts["schemas"], names)
    return facts


def _renamed(facts: Any, names: dict[str | None, str]) -> Any:
    """The same facts, with other operations called by our names where the vendor's text calls them by its own."""
    if isinstance(facts, dict):
        return {key: _renamed(value, names) for key, value in facts.items()}
    if isinstance(facts, list):
        return [_renamed(value, names) for value in facts]
    if isinstance(facts, str):
        return re.sub(r"`(\w+)`", lambda found: f"`{names.get(found[1], found[1])}`", facts)
    return facts


def _operation(document: dict[str, Any], name: str, method: str, path: str, data: dict[str, Any]) -> dict[str, Any]:
    scopes, any_scope, description = parse_scopes(data.get("description", ""))
    return {
        "name": name,
        "method": method,
        "path": path,
        "pieces": _pieces(path, data),
        "summary": data.get("summary", "").strip().rstrip("."),
        "description": description,
        "deprecated": bool(data.get("deprecated")),
        "scopes": list(scopes),
        "any_scope": any_scope,
        "statuses": [status for status in data["responses"] if not status.startswith("2")],
        "parameters": {
            named(parameter["name"], parameter): {
                "wire": parameter["name"],
                "doc": _doc(parameter, resolve(document, parameter["schema"])),
                "deprecated": bool(parameter.get("deprecated")),
            }
            for parameter in data.get("parameters", [])
        },
        "slice": _slice_bounds(document, data),
        "parts": _parts(document, data),
        "body_null_items": null_items(document, _json(data.get("requestBody", {}))),
        "answer_null_items": null_items(document, _answer(data)),
        "body_required": bool(data.get("requestBody", {}).get("required")),
        "answer_doc": next(
            (response["description"] for status, response in data["responses"].items() if status.startswith("2")), ""
        ),
    }


def _json(node: dict[str, Any]) -> dict[str, Any]:
    """The schema of a JSON body, empty where there is none."""
    schema: dict[str, Any] = node.get("content", {}).get("application/json", {}).get("schema", {})
    return schema


def _answer(data: dict[str, Any]) -> dict[str, Any]:
    """The schema of the answer of success."""
    return next((_json(response) for status, response in data["responses"].items() if status.startswith("2")), {})


def _pieces(path: str, data: dict[str, Any]) -> list[list[str | None]]:
    """``/v1/customers/{customerId}/account`` as text and the parameter behind it."""
    split = _PARAMETER.split(path)
    known = {
        parameter["name"]: named(parameter["name"], parameter)
        for parameter in data.get("parameters", [])
        if parameter["in"] == "path"
    }
    names: list[str | None] = [*(known.get(name, name) for name in split[1::2]), None]
    return [[text, name] for text, name in zip(split[0::2], names, strict=True) if text or name]


def _doc(node: dict[str, Any], schema: dict[str, Any]) -> str:
    """A description with the bounds, format and default that the type does not tell."""
    told = []
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        told.append(f"{low} to {high}")
    elif low is not None or high is not None:
        told.append(f"at most {high}" if low is None else f"at least {low}")
    if schema.get("maxItems") is not None:
        told.append(f"at most {schema['maxItems']} items")
    if schema.get("format") not in (None, "int32", "int64", "date", "date-time", "uuid", "double", "float", "binary"):
        told.append(str(schema["format"]))
    default = node.get("default", schema.get("default"))
    if default is not None and node.get("name") != "sliceSize":  # a walk asks for the largest: that default is ours
        told.append(f"the service's default is {default}")
    text = str(node.get("description") or schema.get("description") or "").strip().rstrip(".")
    return f"{text} ({'; '.join(told)})" if told else text


def _slice_bounds(document: dict[str, Any], data: dict[str, Any]) -> dict[str, Any] | None:
    """How small and large a slice may be, where the operation hands out slices."""
    schema = resolve(document, _answer(data))
    parameters = {parameter["name"]: parameter["schema"] for parameter in data.get("parameters", [])}
    name = _slice_member(schema)
    if name is None or "sliceSize" not in parameters:
        return None
    size = parameters["sliceSize"]
    return {
        "smallest": size.get("minimum", 1),
        "largest": size.get("maximum"),
        "null_items": null_items(document, schema["properties"][name]),
    }


def _slice_member(schema: dict[str, Any]) -> str | None:
    """The list of a slice: a schema with ``hasNext``, ``offset`` and exactly one array."""
    members = schema.get("properties", {})
    arrays = [name for name, member in members.items() if member.get("type") == "array"]
    return arrays[0] if len(arrays) == 1 and {"hasNext", "offset"} <= set(members) else None


def _parts(document: dict[str, Any], data: dict[str, Any]) -> list[dict[str, Any]]:
    media = data.get("requestBody", {}).get("content", {}).get("multipart/form-data")
    if media is None:
        return []
    schema = resolve(document, media["schema"])
    required = schema.get("required", [])
    parts = [
        {
            "name": named(name, part),
            "wire": name,
            "python_name": snake_case(named(name, part)),
            "required": name in required,
            "file": part.get("format") == "binary",
            "doc": str(part.get("description") or resolve(document, part).get("description") or "").strip().rstrip("."),
        }
        for name, part in schema.get("properties", {}).items()
    ]
    return sorted(parts, key=lambda part: not part["required"])


def _odd_values(node: Any) -> set[str]:
    """Values of enums that the generator's filter for literals would change."""
    if isinstance(node, list):
        return set().union(*map(_odd_values, node))
    if not isinstance(node, dict):
        return set()
    values = node.get("enum") if isinstance(node.get("enum"), list) else []
    return {one for one in values or () if isinstance(one, str) and not one.isprintable()}.union(
        *map(_odd_values, node.values())
    )


def _add_schemas(document: dict[str, Any], schema: dict[str, Any], into: dict[str, Any], *, sent: bool) -> None:
    if "x-schema" in schema:
        names = {name: named(name, member) for name, member in schema.get("properties", {}).items()}
        into[schema["x-schema"]] = {
            "base": schema.get("x-python-base"),
            "sent": sent,
            "frozen": bool(schema.get("x-python-frozen")),
            "base_fields": list(_BASE_FIELDS.get(schema.get("x-python-base", ""), {})),
            "money_views": {
                names.get(amount, amount): names.get(currency, currency)
                for amount, currency in schema.get("x-python-money-views", {}).items()
            },
            "slice": names.get(_slice_member(schema) or ""),
            "description": str(schema.get("description", "")).strip(),
            "members": {
                names[name]: {
                    "wire": name,
                    "null_items": null_items(document, member),
                    "doc": _doc(member, resolve(document, member)),
                    "deprecated": bool(member.get("deprecated")),
                    "reader": member.get("x-python-reader"),
                    "naive": bool(member.get("x-python-naive")),
                }
                for name, member in schema.get("properties", {}).items()
            },
        }
    for member in schema.get("properties", {}).values():
        _add_schemas(document, member, into, sent=sent)
    if isinstance(schema.get("items"), dict):
        _add_schemas(document, schema["items"], into, sent=sent)


def _unfit_fields(document: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    """What is missing in a schema for its hand-written base class and its views of money."""
    name, base = schema.get("x-schema", ""), schema.get("x-python-base", "")
    members = {
        member: (resolve(document, inner).get("type"), member in schema.get("required", []))
        for member, inner in schema.get("properties", {}).items()
    }
    by_name = {snake_case(named(member, schema["properties"][member])): fact for member, fact in members.items()}
    for field, wanted in _BASE_FIELDS.get(base, {}).items():
        kind, required = by_name.get(field, ("missing", False))
        if kind != wanted:
            yield f"schema {name}: {base} needs the field {field!r} of type {wanted}, here it is {kind}"
        elif schema.get("x-python-frozen") and not required:
            yield f"schema {name}: {base} needs the field {field!r} to be required"
    for amount, currency in schema.get("x-python-money-views", {}).items():
        if members.get(amount, ("",))[0] not in ("number", "integer"):
            yield f"schema {name}: x-python-money-views needs the field {amount!r} of type number"
        if members.get(currency, ("",))[0] != "string":
            yield f"schema {name}: x-python-money-views needs the field {currency!r} of type string"


def render_facts(facts: dict[str, Any]) -> str:
    """The facts as a Jinja template to import: ``{% from "facts.jinja" import facts %}``."""
    return "{% set facts = " + _literal(facts) + " %}\n"


def _literal(value: Any) -> str:
    """A literal of the Jinja language; JSON is nearly that."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(str(key))}: {_literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    if value is None:
        return "none"
    return json.dumps(value, ensure_ascii=False)
