"""Employees of the studio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.slices import slice_by_token
from perfectgym_next.testing._studio.staff import Staff

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call


def list_employees(call: Call) -> Any:
    """Return the employees."""
    return slice_by_token(call.query, call.studio.part(Staff).employees)


def get_employee(call: Call) -> Any:
    """Return an employee."""
    return call.studio.part(Staff).get_employee(call.path["id"])
