"""Customers and offers of all studios of the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.checkins import Checkins
from perfectgym_next.testing._studio.customer_search import find_customer, search_customers
from perfectgym_next.testing._studio.customers import Customers, with_card_format
from perfectgym_next.testing._studio.slices import slice_by_token
from perfectgym_next.testing._studio.studios import list_studios

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call


def list_studios_with_membership_offers(call: Call) -> Any:
    """Return the studios of the chain."""
    return list_studios(call.studio)


def get_cross_studio_customer(call: Call) -> Any:
    """Return a customer."""
    record = call.studio.part(Customers).get(call.path["customerId"])
    return with_card_format(record, call.query.get("cardNumberFormat"))


def get_cross_studio_customer_by(call: Call) -> Any:
    """Return the customer with the given identifiers."""
    return with_card_format(find_customer(call.studio, call.query), call.query.get("cardNumberFormat"))


def search_cross_studio_customers(call: Call) -> Any:
    """Return the customers with the given personal data."""
    return search_customers(call.studio, call.body)


def list_cross_studio_checkins(call: Call) -> Any:
    """Return a customer's check-ins within a period, the latest first."""
    first, last = call.query.get("fromDate"), call.query.get("toDate")
    checkins = call.studio.part(Checkins).between(call.path["customerId"], first, last)
    return slice_by_token(call.query, checkins)
