"""What the embedded API keeps and how it answers, one module a domain of the API."""

from __future__ import annotations

from perfectgym_next.testing._handlers._registry import Handlers
from perfectgym_next.testing.domains import (
    access,
    account,
    additional_information,
    appointments,
    benefits,
    checkins,
    classes,
    communication,
    contracts,
    customers,
    debt_collection,
    documents,
    idle_periods,
    joining,
    leads,
    lookup,
    memberships,
    modules,
    offers,
    payments,
    self_service,
    studios,
    tax_exports,
    trial_offers,
)

__all__ = ["all_handlers"]

_DOMAINS = (
    access,
    account,
    additional_information,
    appointments,
    benefits,
    checkins,
    classes,
    communication,
    contracts,
    customers,
    debt_collection,
    documents,
    idle_periods,
    joining,
    leads,
    lookup,
    memberships,
    modules,
    offers,
    payments,
    self_service,
    studios,
    tax_exports,
    trial_offers,
)


def all_handlers() -> Handlers:
    """The handlers of all domains by the name of the operation."""
    merged = Handlers()
    for domain in _DOMAINS:
        for operation, handler in domain.handlers.items():
            merged.answers(operation)(handler)
    return merged
