"""Classes, their slots and bookings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.class_bookings import ClassBookings
from perfectgym_next.testing._studio.problems import not_found
from perfectgym_next.testing._studio.slices import slice_by_id
from perfectgym_next.testing._studio.timetable import Timetable
from perfectgym_next_generated.webhooks import WebhookEventType

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call


def list_classes(call: Call) -> Any:
    """Return all classes: each has slots in every week."""
    return slice_by_id(call.query, call.studio.part(Timetable).classes)


def get_class(call: Call) -> Any:
    """Return a class."""
    return call.studio.part(Timetable).get_class(call.path["classId"])


def list_slots(call: Call) -> Any:
    """Return the slots of some days, by default those of today."""
    start = call.query.get("slotWindowStartDate")
    first = date.fromisoformat(start) if start else call.studio.today
    slots = call.studio.part(Timetable).on_days(first, max(1, call.query["daysAhead"]))
    return call.studio.part(ClassBookings).render_slots(call.query, slots)


def list_class_slots(call: Call) -> Any:
    """Return the slots of a class from yesterday until two weeks ahead."""
    slots = call.studio.part(Timetable).listed(call.path["classId"])
    return call.studio.part(ClassBookings).render_slots(call.query, slots)


def get_class_slot(call: Call) -> Any:
    """Return a slot of a class."""
    timetable = call.studio.part(Timetable)
    timetable.get_class(call.path["classId"])
    slot = timetable.get_slot(call.path["classSlotId"])
    if slot.class_id != call.path["classId"]:
        raise not_found("class slot", slot.id, "classSlotId")
    return call.studio.part(ClassBookings).render_slot(slot)


def validate_class_booking(call: Call) -> Any:
    """Return whether a slot can be booked."""
    status = call.studio.part(ClassBookings).validate(call.body["classSlotId"], call.body["customerId"])
    return {"validationStatus": status}


def book_class(call: Call) -> Any:
    """Book a slot."""
    return call.studio.part(ClassBookings).book(call.body["classSlotId"], call.body["customerId"])


def list_class_bookings(call: Call) -> Any:
    """Return a customer's bookings."""
    return call.studio.part(ClassBookings).of(call.query["customerId"])


def get_class_booking(call: Call) -> Any:
    """Return a booking."""
    return call.studio.part(ClassBookings).get_booking(call.path["bookingId"])


def cancel_class_booking(call: Call) -> Any:
    """Cancel a booking; the first customer on the waiting list gets the place."""
    following = call.studio.part(ClassBookings).cancel(call.path["bookingId"])
    if following is not None:
        call.side_effects.append((WebhookEventType.CLASS_BOOKING_UPDATED, following, {}))
