"""Amendments: changes that customers request themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.amendments import Amendments

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call


def get_address_data(call: Call) -> Any:
    """Return a customer's address."""
    return call.studio.part(Amendments).read(call.path["customerId"], "address")


def get_contact_data(call: Call) -> Any:
    """Return a customer's contact data."""
    return call.studio.part(Amendments).read(call.path["customerId"], "contact")


def get_master_data(call: Call) -> Any:
    """Return a customer's master data."""
    return call.studio.part(Amendments).read(call.path["customerId"], "master")


def get_payment_data(call: Call) -> Any:
    """Return a customer's bank details."""
    return call.studio.part(Amendments).read(call.path["customerId"], "payment")


def create_address_data_amendment(call: Call) -> Any:
    """Request a change of a customer's address."""
    return call.studio.part(Amendments).submit(call.path["customerId"], "address", call.body)


def create_contact_data_amendment(call: Call) -> Any:
    """Request a change of a customer's contact data."""
    return call.studio.part(Amendments).submit(call.path["customerId"], "contact", call.body)


def create_master_data_amendment(call: Call) -> Any:
    """Request a change of a customer's master data."""
    return call.studio.part(Amendments).submit(call.path["customerId"], "master", call.body)


def create_payment_data_amendment(call: Call) -> Any:
    """Request a change of a customer's bank details."""
    return call.studio.part(Amendments).submit(call.path["customerId"], "payment", call.body)


def withdraw_amendment(call: Call) -> Any:
    """Withdraw a pending amendment."""
    call.studio.part(Amendments).withdraw(call.path["customerId"], call.path["amendmentId"])
