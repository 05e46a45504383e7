"""The forms that responses may have, each with the arguments of `EmbeddedApi` that choose it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._openapi.names import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["FORMS", "combine_forms"]

FORMS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "default": {},
        "zone": {"date_times": "zone"},
        "offset": {"date_times": "offset"},
        "utc": {"date_times": "utc"},
        "all-nulls": {"nulls": "all"},
        "no-nulls": {"nulls": False},
        "strict-nulls": {"strict_nulls": True},
        "error-lists": {"error_lists": True},
        "optional-leads": {"lead_fields": "optional"},
        "mandatory-leads": {"lead_fields": "mandatory"},
    }
)
"""Arguments of `EmbeddedApi` by the name of a form: ``EmbeddedApi(**FORMS["utc"])``."""


def combine_forms(names: Iterable[str]) -> dict[str, Any]:
    """Return the arguments of several forms together.

    Raises:
        ValueError: A form does not exist, or two of them exclude each other.
    """
    arguments: dict[str, Any] = {}
    for name in names:
        if name not in FORMS:
            raise ValueError(f"unknown form {name!r}: expected {', '.join(FORMS)}{suggest(name, FORMS)}")
        for argument, value in FORMS[name].items():
            if arguments.setdefault(argument, value) != value:
                raise ValueError(f"form {name!r} excludes another one that was given: both set {argument}")
    return arguments
