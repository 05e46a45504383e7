"""Valid answers of operations that keep no state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._openapi.examples import Examples
from perfectgym_next.testing._studio.slices import slice_by_count

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call
    from perfectgym_next.testing._openapi.description import Description, Schema

__all__ = ["Fallback"]

_LENGTH = 23  # more than one of the smallest slices


class Fallback:
    """Answers an operation with an example of what the description says it answers."""

    def __init__(self, description: Description, seed: int) -> None:
        self._description = description
        self._seed = seed
        self._answers: dict[str, Any] = {}

    def answer(self, call: Call) -> Any:
        """An example as decoded JSON: always the same for an operation; slices end."""
        schema = call.operation.answer
        if schema is None:
            return None
        properties = self._description.resolve(schema).get("properties", {})
        sliced = {"result", "hasNext", "offset"} <= properties.keys()
        answer = self._answers.get(call.operation.name)
        if answer is None:
            answer = self._answers[call.operation.name] = (
                self._items(properties["result"].get("items", {}))
                if sliced
                else Examples(self._description, self._seed).example(schema)
            )
        return slice_by_count(call, answer) if sliced else answer

    def _items(self, schema: Schema) -> list[Any]:
        items = [Examples(self._description, self._seed + number).example(schema) for number in range(_LENGTH)]
        for number, item in enumerate(items):
            if isinstance(item, dict) and isinstance(item.get("id"), int):
                item["id"] += number
        return items
