"""Handlers: functions that answer one operation from the studio's state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._openapi.description import Operation
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["Call", "Handler", "Handlers"]


@dataclass(frozen=True, slots=True)
class Call:
    """A request that the description allows, as a handler sees it.

    Attributes:
        studio: The studio that is asked.
        operation: The operation that is called.
        path: Path parameters by name, as values.
        query: Query parameters by name, as values, with the description's defaults.
        body: Decoded JSON, a dict of parts, or None.
    """

    studio: Studio
    operation: Operation
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    body: Any


Handler = Callable[[Call], Any]
"""Answers a call with decoded JSON, or None for an answer without body; refuses with `Refusal`."""

H = TypeVar("H", bound=Handler)


class Handlers(dict[str, Handler]):
    """Handlers by the name of the operation."""

    def answers(self, *operations: str) -> Callable[[H], H]:
        """Register the decorated function as the handler of these operations."""

        def register(handler: H) -> H:
            for operation in operations:
                if operation in self:
                    raise ValueError(f"{operation!r} has a handler already")
                self[operation] = handler
            return handler

        return register
