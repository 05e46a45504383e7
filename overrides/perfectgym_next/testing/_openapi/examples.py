"""Example values of the description's schemas."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from perfectgym_next._core.description import DescriptionError, map_values, union_branches
from perfectgym_next.testing._openapi.description import reference_name
from perfectgym_next.testing._openapi.validation import has_type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._openapi.description import Description, Schema

__all__ = ["UNKNOWN_VALUE", "Examples"]

UNKNOWN_VALUE = "NOT_YET_IN_THE_DESCRIPTION"
"""An enum value that the description does not list."""

_UNKNOWN_FIELDS = {
    "fieldNotYetDescribed": "text",
    "amountNotYetDescribed": Decimal("12.50"),
    "objectNotYetDescribed": {"list": [1, 2], "flag": True},
}
_TEXTS = {
    "date": "2025-06-02",
    "date-time": "2025-06-02T08:00:00.000+02:00[Europe/Berlin]",
    "time": "08:00:00",
    "ISO 3166-1": "DE",
    "ISO 639-1": "de",
}
_MAP_NAMES = ("first", "second")
"""Names of the fields of a map, which the description does not list."""

_CURRENCIES = ("EUR", "CHF", "GBP", "PLN")


class Examples:
    """Makes values that match the description: its own examples, or else values by format, enum and type.

    The same seed gives the same values.

    Args:
        description: Resolves references.
        seed: Chooses the values that the description has no example for.
    """

    def __init__(self, description: Description, seed: int = 0) -> None:
        self._description = description
        self._seed = seed

    def example(
        self,
        schema: Mapping[str, Any],
        *,
        optional: Literal["present", "null", "absent"] = "present",
        enums: Literal["known", "unknown"] = "known",
        extra_fields: bool = False,
    ) -> Any:
        """Return an example of a schema, as decoded JSON; numbers with a fraction are `Decimal`.

        A slice is always the last one (``hasNext`` is false). A schema inside itself is left out.

        Args:
            schema: A schema of the description or a reference to one.
            optional: Whether optional fields, at any depth, are present, null, or absent.
            enums: Whether enum fields hold a listed value or `UNKNOWN_VALUE`.
            extra_fields: Whether every object has fields that the description does not list.
        """
        return _Maker(self._description, self._seed, optional, enums, extra_fields).make(schema, "", ())

    def named(self, name: str, **options: Any) -> Any:
        """Return an example of the component schema of this name.

        Args:
            name: ``BookingEntry``, or ``ContractMonthDayToPrice.monthDay`` for the value of a field.
            options: Those of `example`.

        Raises:
            KeyError: The description has no such schema.
        """
        component, *fields = name.split(".")
        schema: Schema = {"$ref": f"#/components/schemas/{component}"}
        try:
            for field in fields:
                schema = self._description.resolve(schema)["properties"][field]
            return self.example(schema, **options)
        except (KeyError, DescriptionError):
            raise KeyError(f"the description has no schema {name!r}") from None


class _Maker:
    """Makes one example. The path within it is part of the seed, so that equal schemas get different values."""

    def __init__(self, description: Description, seed: int, optional: str, enums: str, extra_fields: bool) -> None:
        self._description = description
        self._seed = seed
        self._optional = optional
        self._enums = enums
        self._extra_fields = extra_fields

    def make(self, schema: Mapping[str, Any], path: str, within: tuple[str, ...]) -> Any:
        if "$ref" in schema:
            within = (*within, reference_name(schema))
        resolved = self._description.resolve(schema)
        if "enum" in resolved:
            return self._enum(resolved, path)
        if union := union_branches(resolved):
            name, branches = union
            value = self._rng(path).choice(sorted(branches))
            return {**self.make(branches[value], path, within), name: value}
        kind = resolved.get("type", "string")
        kind = next((name for name in kind if name != "null"), "string") if isinstance(kind, list) else kind
        if kind == "object":
            return self._object(resolved, path, within)
        if kind == "array":
            return self._array(resolved, path, within)
        if "example" in resolved and has_type(resolved, resolved["example"]):
            return self._with_cents(resolved, deepcopy(resolved["example"]), path)
        return self._leaf(resolved, kind, path)

    def _object(self, schema: Schema, path: str, within: tuple[str, ...]) -> dict[str, Any]:
        if (inner := map_values(schema)) is not None:
            names = () if self._is_recursive(inner, within) else _MAP_NAMES
            return {name: self.make(inner, f"{path}.{name}", within) for name in names}
        required = schema.get("required", ())
        value: dict[str, Any] = {}
        for name, inner in schema.get("properties", {}).items():
            if name in required:
                value[name] = self.make(inner, f"{path}.{name}", within)
            elif self._optional == "null":
                value[name] = None
            elif self._optional == "present" and not self._is_recursive(inner, within):
                value[name] = self.make(inner, f"{path}.{name}", within)
        if "hasNext" in value:
            value["hasNext"] = False
        if self._extra_fields:
            value.update(deepcopy(_UNKNOWN_FIELDS))
        return value

    def _array(self, schema: Schema, path: str, within: tuple[str, ...]) -> list[Any]:
        items = schema.get("items", {})
        least, most = schema.get("minItems", 0), schema.get("maxItems", 2)
        resolved = self._description.resolve(items)
        example = schema.get("example")
        is_plain = "enum" not in resolved and resolved.get("type") not in ("object", "array")
        if is_plain and isinstance(example, list) and all(has_type(resolved, item) for item in example):
            return deepcopy(example)
        if self._is_recursive(items, within):
            return []
        count = max(least, min(most, 1 if path.count("[") or "enum" in resolved else 2))
        return [self.make(items, f"{path}[{index}]", within) for index in range(count)]

    def _is_recursive(self, schema: Mapping[str, Any], within: tuple[str, ...]) -> bool:
        """Return whether a field leads back to a schema that contains it."""
        inner = schema
        while inner.get("type") == "array" or map_values(dict(inner)):
            inner = map_values(dict(inner)) or inner.get("items", {})
        return "$ref" in inner and reference_name(inner) in within

    def _enum(self, schema: Schema, path: str) -> Any:
        if self._enums == "unknown" and schema.get("type", "string") == "string":
            return UNKNOWN_VALUE
        example = schema.get("example", schema.get("default"))
        return example if example in schema["enum"] else self._rng(path).choice(schema["enum"])

    def _leaf(self, schema: Schema, kind: str, path: str) -> Any:
        rng, text_format = self._rng(path), schema.get("format", "")
        if kind == "boolean":
            return rng.random() < 0.5
        if kind in ("integer", "number"):
            least = int(schema.get("minimum", 1))
            number = rng.randint(least, int(schema.get("maximum", least + 999_999)))
            return number if kind == "integer" else self._with_cents(schema, number % 1000, path)
        if text_format == "uuid":
            return str(UUID(int=rng.getrandbits(128), version=4))
        if text_format == "ISO 4217":
            return rng.choice(_CURRENCIES)
        if text_format == "date-time" and schema.get("x-python-naive"):
            return "2025-06-02T08:00:00"
        number = rng.randint(1, 999)
        return _TEXTS.get(
            text_format, f"https://example.com/{number}" if path.endswith(("Url", "url")) else f"Text {number}"
        )

    def _with_cents(self, schema: Schema, value: Any, path: str) -> Any:
        """Return a whole amount with cents added: a float would lose them."""
        if schema.get("type") != "number" or schema.get("format") == "double" or isinstance(value, Decimal):
            return value
        return Decimal(value) + Decimal(self._rng(path).randint(1, 99)).scaleb(-2)

    def _rng(self, path: str) -> Random:
        return Random(f"{self._seed}{path}")  # noqa: S311  # examples, no secrets
