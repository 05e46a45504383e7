"""What the embedded API keeps and how it answers, one module a domain of the API."""

from __future__ import annotations

from perfectgym_next.testing.domains import account, customers, payments
from perfectgym_next.testing.handlers import Handlers

__all__ = ["all_handlers"]


def all_handlers() -> Handlers:
    """The handlers of all domains by the name of the operation."""
    merged = Handlers()
    for domain in (account, customers, payments):
        for operation, handler in domain.handlers.items():
            merged.answers(operation)(handler)
    return merged
