"""Communication preferences and threads of customers."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.problems import not_found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["DEFAULT_PREFERENCES", "Communication"]

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
"""The initial preferences of a customer."""


class Communication:
    """The preferences and threads of all customers."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._preferences: dict[int, list[dict[str, Any]]] = {}
        self._threads: dict[int, tuple[int, str]] = {}  # customer and status

    def preferences(self, customer_id: int) -> list[dict[str, Any]]:
        """Return a customer's preferences.

        Raises:
            ProblemResponse: The customer does not exist.
        """
        if customer_id not in self._preferences:
            self._customers.check(customer_id)
            self._preferences[customer_id] = deepcopy(DEFAULT_PREFERENCES)
        return self._preferences[customer_id]

    def update(self, customer_id: int, changes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Turn channels on and off and return all preferences; other channels stay unchanged.

        Raises:
            ProblemResponse: The customer does not exist.
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
        """Record a communication and return it, as the API returns it; its status becomes that of the thread.

        Args:
            customer_id: The customer.
            body: Body of the request.
            thread_id: The thread; None starts a new one.

        Raises:
            ProblemResponse: The customer or thread does not exist.
        """
        self._customers.check(customer_id)
        if thread_id is None:
            thread_id = self._studio.new_id()
        elif thread_id not in self._threads or self._threads[thread_id][0] != customer_id:
            raise not_found("thread", thread_id, "threadId")
        self._threads[thread_id] = (customer_id, body["communicationThreadStatus"])
        result = {name: value for name, value in body.items() if name != "communicationDateTime"}
        return {
            **result,
            "customerId": customer_id,
            "communicationId": self._studio.new_id(),
            "threadId": thread_id,
        }
