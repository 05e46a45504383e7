"""How customers want to be reached, and what was talked about."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import conflict, not_found
from perfectgym_next.testing.domains.customers import Customers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["DEFAULT_PREFERENCES", "Communication", "handlers"]

handlers = Handlers()

DEFAULT_PREFERENCES: list[dict[str, Any]] = [
    {
        "messageCategory": category,
        "channels": [
            {"communicationChannel": "EMAIL", "customerOverridable": category != "CONTRACT", "active": True},
            {"communicationChannel": "TEXT_MESSAGE", "customerOverridable": True, "active": False},
            {"communicationChannel": "LETTER", "customerOverridable": True, "active": category == "CONTRACT"},
        ],
    }
    for category in ("CONTRACT", "GENERAL", "APPOINTMENT", "NEWSLETTER")
]
"""What a customer starts with."""


class Communication:
    """Preferences and threads of all customers."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._preferences: dict[int, list[dict[str, Any]]] = {}
        self._threads: dict[int, tuple[int, str]] = {}

    def preferences(self, customer_id: int) -> list[dict[str, Any]]:
        """A customer's preferences.

        Raises:
            Refusal: There is no such customer.
        """
        if customer_id not in self._preferences:
            self._customers.check(customer_id)
            self._preferences[customer_id] = deepcopy(DEFAULT_PREFERENCES)
        return self._preferences[customer_id]

    def update(self, customer_id: int, changes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Switch channels on and off; what is not named stays.

        Raises:
            Refusal: There is no such customer.
        """
        preferences = self.preferences(customer_id)
        for change in changes:
            kept = next((p for p in preferences if p.get("messageCategory") == change.get("messageCategory")), None)
            if kept is None:
                preferences.append(change)
                continue
            channels = {channel["communicationChannel"]: channel for channel in kept.get("channels", [])}
            for channel in change.get("channels", []):
                name = channel["communicationChannel"]
                channels[name] = {**channels.get(name, {}), **channel}
            kept["channels"] = list(channels.values())
        return preferences

    def record(self, customer_id: int, body: dict[str, Any], thread_id: int | None) -> dict[str, Any]:
        """Record a communication, in a new thread without a `thread_id`.

        Raises:
            Refusal: There is no such customer or thread, or the thread is closed.
        """
        self._customers.check(customer_id)
        if thread_id is None:
            thread_id = self._studio.new_id()
        else:
            owner, status = self._threads.get(thread_id, (None, ""))
            if owner != customer_id:
                raise not_found("thread", thread_id, "threadId")
            if status == "CLOSED":
                raise conflict("THREAD_CLOSED", "the thread is closed", "threadId")
        self._threads[thread_id] = (customer_id, body["communicationThreadStatus"])
        shown = {name: value for name, value in body.items() if name != "communicationDateTime"}
        return {
            **shown,
            "customerId": customer_id,
            "communicationId": self._studio.new_id(),
            "threadId": thread_id,
        }


@handlers.answers("customers_communication.list_preferences")
def list_preferences(call: Call) -> Any:
    """A customer's preferences."""
    return call.studio.part(Communication).preferences(call.path["customerId"])


@handlers.answers("customers_communication.update_preferences")
def update_preferences(call: Call) -> Any:
    """Change a customer's preferences."""
    return call.studio.part(Communication).update(call.path["customerId"], call.body)


@handlers.answers("customers_communication.create_thread")
def create_thread(call: Call) -> Any:
    """Record a communication in a new thread."""
    return call.studio.part(Communication).record(call.path["customerId"], call.body, None)


@handlers.answers("customers_communication.add_to_thread")
def add_to_thread(call: Call) -> Any:
    """Record a communication in a thread that is open."""
    return call.studio.part(Communication).record(call.path["customerId"], call.body, call.path["threadId"])
