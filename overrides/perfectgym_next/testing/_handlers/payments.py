"""Payment sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.payment_requests import PaymentRequests

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call


def create_user_session(call: Call) -> Any:
    """Open a payment session."""
    return call.studio.part(PaymentRequests).open_session(call.body)
