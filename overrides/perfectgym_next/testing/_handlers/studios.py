"""The studio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.studios import studio_information

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call


def get_studio_information(call: Call) -> Any:
    """Return the studio that the API key belongs to."""
    return studio_information(call.studio)


def get_utilization(call: Call) -> Any:
    """Return the number of people in the studio."""
    return {"capacity": 200, "count": call.studio.rng("utilization").randint(10, 120)}


def confirm_activation(call: Call) -> Any:
    """Confirm the activation; nothing changes."""
