"""Appointments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.appointments import Appointments
from perfectgym_next.testing._studio.slices import slice_by_id

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call


def list_bookable_appointments(call: Call) -> Any:
    """Return all types of appointments."""
    return slice_by_id(call.query, call.studio.part(Appointments).types)


def get_bookable_appointment(call: Call) -> Any:
    """Return a type of appointments."""
    return call.studio.part(Appointments).get_type(call.path["bookableAppointmentId"])


def list_appointment_slots(call: Call) -> Any:
    """Return the free slots of a type, by default those of today."""
    return call.studio.part(Appointments).find_slots(call.path["bookableAppointmentId"], call.query)


def validate_appointment_booking(call: Call) -> Any:
    """Return whether a slot can be booked."""
    return {"validationStatus": call.studio.part(Appointments).validate(call.body)}


def book_appointment(call: Call) -> Any:
    """Book a slot."""
    return call.studio.part(Appointments).book(call.body)


def list_appointment_bookings(call: Call) -> Any:
    """Return a customer's bookings."""
    return call.studio.part(Appointments).of(call.query["customerId"])


def get_appointment_booking(call: Call) -> Any:
    """Return a booking."""
    return call.studio.part(Appointments).get_booking(call.path["bookingId"])


def cancel_appointment_booking(call: Call) -> Any:
    """Cancel a booking."""
    call.studio.part(Appointments).cancel(call.path["bookingId"])
    return {"success": "true"}
