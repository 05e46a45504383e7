"""Membership offers, sign-ups, and switches between memberships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.memberships import Memberships
from perfectgym_next.testing._studio.offers import extended_offer, list_offers

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call


def list_membership_offers(call: Call) -> Any:
    """Return all offers."""
    return list_offers()


def get_membership_offer(call: Call) -> Any:
    """Return an offer."""
    return extended_offer(call.path["membershipOfferId"])


def sign_up(call: Call) -> Any:
    """Add a customer with a contract."""
    return {"customerId": call.studio.part(Memberships).sign_up(call.body)["id"]}


def preview_signup(call: Call) -> Any:
    """Return the costs of a sign-up."""
    return call.studio.part(Memberships).preview(call.body["contract"], "contract.")


def add_membership(call: Call) -> Any:
    """Add a contract of a customer."""
    call.studio.part(Memberships).add(call.path["customerId"], call.body)


def preview_membership(call: Call) -> Any:
    """Return the costs of an additional contract."""
    call.studio.part(Customers).check(call.path["customerId"])
    return call.studio.part(Memberships).preview(call.body, "")


def list_switch_configs(call: Call) -> Any:
    """Return how a customer can switch."""
    studio_id = call.query.get("studioId", call.studio.id)
    return call.studio.part(Memberships).switch_configs(call.path["customerId"], studio_id)


def get_switch_config(call: Call) -> Any:
    """Return one way to switch with its offers."""
    studio_id = call.query.get("studioId", call.studio.id)
    return call.studio.part(Memberships).switch_config(call.path["customerId"], call.path["configId"], studio_id)


def preview_switch(call: Call) -> Any:
    """Return the costs of a switch."""
    return call.studio.part(Memberships).preview_switch(call.path["customerId"], call.body)


def switch_membership(call: Call) -> Any:
    """Replace a contract by another."""
    call.studio.part(Memberships).switch(call.path["customerId"], call.body)
