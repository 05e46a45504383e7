"""Forms for leads: which fields a studio asks for, and which of them are mandatory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._openapi.form import LeadFields

__all__ = ["apply_lead_fields", "find_missing"]

_MODES = {
    "gender": "genderMode",
    "dateOfBirth": "dateOfBirthMode",
    "telephone": "telephoneMode",
    "address": "addressMode",
}
"""Names of the modes in a configuration by the fields that they are about."""


def apply_lead_fields(config: Mapping[str, Any], choice: LeadFields) -> dict[str, Any]:
    """Return a configuration, or a field of it, with all its modes optional or mandatory; ``mixed`` changes none."""
    if choice == "mixed":
        return dict(config)
    names = {"mode", *_MODES.values()}
    return {name: choice.upper() if name in names else value for name, value in config.items()}


def find_missing(config: Mapping[str, Any], data: Mapping[str, Any]) -> str | None:
    """Return the first mandatory field that the data of a lead lack, or None."""
    return next((name for name, mode in _MODES.items() if config[mode] == "MANDATORY" and not data.get(name)), None)
