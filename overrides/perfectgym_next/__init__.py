"""Python client for the PerfectGym Next API: studios, members, accounts, contracts, classes, payments.

    from perfectgym_next import PerfectGym

    with PerfectGym("my-tenant", api_key="…") as gym:
        for entry in gym.customers_account.list_transactions(1001):
            print(entry.due_date, entry.amount)

Names are imported when they are first used, so that a cold start pays for what it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfectgym_next._core.model import json_default
    from perfectgym_next._core.operation import CallOptions, Response
    from perfectgym_next._http.api_key import NO_KEY
    from perfectgym_next._version import __version__
    from perfectgym_next.client import AsyncPerfectGym, PerfectGym
    from perfectgym_next.errors import (
        AmbiguousCustomerError,
        ApiConnectionError,
        ApiError,
        ApiTimeoutError,
        AuthenticationError,
        BadRequestError,
        ClientError,
        ConfigurationError,
        ConflictError,
        InternalServerError,
        NotFoundError,
        PaginationError,
        PerfectGymError,
        PermissionDeniedError,
        RateLimitError,
        ResponseFormatError,
        ResponseTooLargeError,
        ServerError,
        ServiceUnavailableError,
        UnprocessableEntityError,
    )
    from perfectgym_next.events import AttemptEnded, AttemptStarted, CallEnded, CallStarted, Event, WaitEnded
    from perfectgym_next.models import Money
    from perfectgym_next.money import CurrencyMismatchError
    from perfectgym_next.outcomes import AsyncOutcomes, Outcome, Outcomes
    from perfectgym_next.pagination import AsyncPager, Pager, Slice
    from perfectgym_next.studios import AsyncStudios, Studio, Studios
    from perfectgym_next.uploads import FileContent, Upload
    from perfectgym_next_generated import API_VERSION, Environment

_MODULES = {
    "API_VERSION": "perfectgym_next_generated",
    "AmbiguousCustomerError": "perfectgym_next.errors",
    "ApiConnectionError": "perfectgym_next.errors",
    "ApiError": "perfectgym_next.errors",
    "ApiTimeoutError": "perfectgym_next.errors",
    "AsyncOutcomes": "perfectgym_next.outcomes",
    "AsyncPager": "perfectgym_next.pagination",
    "AsyncPerfectGym": "perfectgym_next.client",
    "AsyncStudios": "perfectgym_next.studios",
    "AttemptEnded": "perfectgym_next.events",
    "AttemptStarted": "perfectgym_next.events",
    "AuthenticationError": "perfectgym_next.errors",
    "BadRequestError": "perfectgym_next.errors",
    "CallEnded": "perfectgym_next.events",
    "CallOptions": "perfectgym_next._core.operation",
    "CallStarted": "perfectgym_next.events",
    "ClientError": "perfectgym_next.errors",
    "ConfigurationError": "perfectgym_next.errors",
    "ConflictError": "perfectgym_next.errors",
    "CurrencyMismatchError": "perfectgym_next.money",
    "Environment": "perfectgym_next_generated",
    "Event": "perfectgym_next.events",
    "FileContent": "perfectgym_next.uploads",
    "InternalServerError": "perfectgym_next.errors",
    "Money": "perfectgym_next.models",
    "NO_KEY": "perfectgym_next._http.api_key",
    "NotFoundError": "perfectgym_next.errors",
    "Outcome": "perfectgym_next.outcomes",
    "Outcomes": "perfectgym_next.outcomes",
    "Pager": "perfectgym_next.pagination",
    "PaginationError": "perfectgym_next.errors",
    "PerfectGym": "perfectgym_next.client",
    "PerfectGymError": "perfectgym_next.errors",
    "PermissionDeniedError": "perfectgym_next.errors",
    "RateLimitError": "perfectgym_next.errors",
    "Response": "perfectgym_next._core.operation",
    "ResponseFormatError": "perfectgym_next.errors",
    "ResponseTooLargeError": "perfectgym_next.errors",
    "ServerError": "perfectgym_next.errors",
    "ServiceUnavailableError": "perfectgym_next.errors",
    "Slice": "perfectgym_next.pagination",
    "Studio": "perfectgym_next.studios",
    "Studios": "perfectgym_next.studios",
    "UnprocessableEntityError": "perfectgym_next.errors",
    "Upload": "perfectgym_next.uploads",
    "WaitEnded": "perfectgym_next.events",
    "__version__": "perfectgym_next._version",
    "json_default": "perfectgym_next._core.model",
}

__all__ = [
    "API_VERSION",
    "NO_KEY",
    "AmbiguousCustomerError",
    "ApiConnectionError",
    "ApiError",
    "ApiTimeoutError",
    "AsyncOutcomes",
    "AsyncPager",
    "AsyncPerfectGym",
    "AsyncStudios",
    "AttemptEnded",
    "AttemptStarted",
    "AuthenticationError",
    "BadRequestError",
    "CallEnded",
    "CallOptions",
    "CallStarted",
    "ClientError",
    "ConfigurationError",
    "ConflictError",
    "CurrencyMismatchError",
    "Environment",
    "Event",
    "FileContent",
    "InternalServerError",
    "Money",
    "NotFoundError",
    "Outcome",
    "Outcomes",
    "Pager",
    "PaginationError",
    "PerfectGym",
    "PerfectGymError",
    "PermissionDeniedError",
    "RateLimitError",
    "Response",
    "ResponseFormatError",
    "ResponseTooLargeError",
    "ServerError",
    "ServiceUnavailableError",
    "Slice",
    "Studio",
    "Studios",
    "UnprocessableEntityError",
    "Upload",
    "WaitEnded",
    "__version__",
    "json_default",
]


def _import_when_used(namespace: dict[str, Any]) -> Any:
    """Return a ``__getattr__`` of a package (PEP 562), which imports a name from its module in ``_MODULES``.

    Args:
        namespace: The package's `globals`.
    """

    def import_name(name: str) -> Any:
        from importlib import import_module

        if name not in namespace["_MODULES"]:
            raise AttributeError(f"module {namespace['__name__']!r} has no attribute {name!r}")
        value = namespace[name] = getattr(import_module(namespace["_MODULES"][name]), name)
        return value

    return import_name


if not TYPE_CHECKING:  # a __getattr__ that type checkers saw would make every name right
    __getattr__ = _import_when_used(globals())


def __dir__() -> list[str]:
    return sorted(__all__)
