"""Devices of the studio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.staff import Staff

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call


def list_devices(call: Call) -> Any:
    """Return the devices."""
    return call.studio.part(Staff).devices


def activate_device(call: Call) -> Any:
    """Activate a device."""
    return call.studio.part(Staff).activate_device(call.path["deviceId"])
