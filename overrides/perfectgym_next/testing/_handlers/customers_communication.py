"""Communication preferences and threads of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.communication import Communication

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call


def list_preferences(call: Call) -> Any:
    """Return a customer's preferences."""
    return call.studio.part(Communication).preferences(call.path["customerId"])


def update_preferences(call: Call) -> Any:
    """Change a customer's preferences."""
    return call.studio.part(Communication).update(call.path["customerId"], call.body)


def create_thread(call: Call) -> Any:
    """Record a communication in a new thread."""
    return call.studio.part(Communication).record(call.path["customerId"], call.body, None)


def add_to_thread(call: Call) -> Any:
    """Record a communication in an open thread."""
    return call.studio.part(Communication).record(call.path["customerId"], call.body, call.path["threadId"])
