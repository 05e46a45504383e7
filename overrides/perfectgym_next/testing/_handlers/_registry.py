"""Handlers: functions that return the result of one operation.

The public functions of ``_handlers/<tag>.py`` are the handlers of the tag; each has the name of its operation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeAlias

from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._openapi.names import check_name

if TYPE_CHECKING:
    from perfectgym_next.testing._openapi.description import Operation
    from perfectgym_next.testing._openapi.form import Form
    from perfectgym_next.testing._studio.studio import Studio
    from perfectgym_next_generated.webhooks import WebhookEventType

__all__ = ["Call", "Handler", "find_handler", "handler_tags", "load_handlers"]


@dataclass(frozen=True, slots=True)
class Call:
    """A valid request, as a handler sees it.

    Attributes:
        studio: The state.
        operation: The called operation.
        form: What responses and lead forms look like.
        path: Path parameters by name, as values.
        query: Query parameters by name, as values, with the description's defaults.
        headers: Header parameters of the operation by name, as values.
        body: Decoded JSON, a dict of parts, or None.
        side_effects: Types, entities and content of webhook events that the handler adds to those of its operation.
    """

    studio: Studio
    operation: Operation
    form: Form
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    headers: Mapping[str, Any]
    body: Any
    side_effects: list[tuple[WebhookEventType, int, dict[str, Any]]] = field(default_factory=list)


Handler: TypeAlias = Callable[[Call], Any]
"""Returns decoded JSON, or None for a response without a body; raises `ProblemResponse` for an error response."""


def find_handler(operation: str) -> Handler | None:
    """Return the handler of an operation, or None if it has none."""
    tag = operation.partition(".")[0]
    return load_handlers(tag).get(operation) if tag in handler_tags() else None


@cache
def handler_tags() -> frozenset[str]:
    """Return the tags that have a module of handlers."""
    package = import_module(__package__)
    return frozenset(module.name for module in iter_modules(package.__path__) if not module.name.startswith("_"))


@cache
def load_handlers(tag: str) -> Mapping[str, Handler]:
    """Import the module of a tag and return its handlers: its public functions, by the names of their operations.

    Handlers of operations that the description leaves out wait until it has them again.

    Raises:
        ValueError: The tag has no operation with the name of a function.
    """
    module = import_module(f"{__package__}.{tag}")
    names = [
        name
        for name, value in vars(module).items()
        if isinstance(value, FunctionType) and value.__module__ == module.__name__ and not name.startswith("_")
    ]
    left_out = Description.shipped().left_out
    names = [name for name in names if f"{tag}.{name}" not in left_out]
    return {_check_operation(tag, name): getattr(module, name) for name in names}


def _check_operation(tag: str, name: str) -> str:
    known = Description.shipped().operations
    operation, where = f"{tag}.{name}", f"_handlers/{tag}.py"
    owner = next((other for other in known if operation not in known and other.endswith(f".{name}")), None)
    if owner is not None:
        target = owner.partition(".")[0]
        raise ValueError(f"{where} handles {owner!r}, an operation of another tag: move it to _handlers/{target}.py")
    check_name(operation, known, f"{where} handles an operation that does not exist:")
    return operation
