"""Read the types of a schema."""

from __future__ import annotations

from typing import Any

__all__ = ["describe_schema", "schema_types"]


def schema_types(schema: dict[str, Any]) -> tuple[list[str], bool]:
    """Return the types of a schema without null, sorted, and whether null is one of them."""
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else list(types)
    return sorted(one for one in types if one != "null"), "null" in types or schema.get("nullable") is True


def describe_schema(schema: dict[str, Any] | None) -> str | None:
    """Describe a schema's type in a few words: ``integer (int64)``, ``list of RateCode``, ``string or null``."""
    if schema is None:
        return None
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    branches = schema.get("oneOf") or schema.get("anyOf")
    if branches:
        others = [str(describe_schema(one)) for one in branches if one.get("type") != "null"]
        return " or ".join([*others, *(["null"] if len(others) < len(branches) else [])])
    types, nullable = schema_types(schema)
    text = " or ".join(types) or "anything"
    if types == ["array"]:
        text = f"list of {describe_schema(schema.get('items', {}))}"
    elif schema.get("enum"):
        text = f"one of {', '.join(map(str, schema['enum']))}"
    elif schema.get("format"):
        text += f" ({schema['format']})"
    return f"{text} or null" if nullable else text
