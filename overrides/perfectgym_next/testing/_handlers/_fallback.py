"""Example responses of operations without a handler."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._openapi.examples import Examples
from perfectgym_next.testing._studio.slices import slice_by_token

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call
    from perfectgym_next.testing._openapi.description import Description, Schema

__all__ = ["Fallback"]

_LENGTH = 23  # more than one slice of the smallest size


class Fallback:
    """Returns an example that matches the response schema of an operation."""

    def __init__(self, description: Description, seed: int) -> None:
        self._description = description
        self._seed = seed
        self._results: dict[str, Any] = {}

    def respond(self, call: Call) -> Any:
        """Return an example as decoded JSON, always the same for an operation; lists end."""
        schema = call.operation.response_schema
        if schema is None:
            return None
        properties = self._description.resolve(schema).get("properties", {})
        sliced = {"result", "hasNext", "offset"} <= properties.keys()
        result = self._results.get(call.operation.name)
        if result is None:
            result = self._results[call.operation.name] = (
                self._items(properties["result"].get("items", {}))
                if sliced
                else Examples(self._description, self._seed).example(schema)
            )
        return slice_by_token(call.query, result) if sliced else result

    def _items(self, schema: Schema) -> list[Any]:
        items = [Examples(self._description, self._seed + number).example(schema) for number in range(_LENGTH)]
        for number, item in enumerate(items):
            if isinstance(item, dict) and isinstance(item.get("id"), int):
                item["id"] += number
        return items
