"""Bookings of class slots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.bookings import BOOKED, UNCONFIRMED, Booking, Bookings
from perfectgym_next.testing._studio.problems import conflict
from perfectgym_next.testing._studio.slices import slice_by_token
from perfectgym_next.testing._studio.timetable import Slot, Timetable, render_slot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["ClassBookings"]


@dataclass(slots=True)
class _ClassBooking(Booking):
    slot: Slot


class ClassBookings(Bookings[_ClassBooking]):
    """The bookings of all class slots."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._timetable = studio.part(Timetable)
        self._unnamed: dict[int, tuple[int, int]] = {}

    def fill(self, slot_id: int, *, waiting_list: bool) -> None:
        """Book all free places of a slot for unnamed customers.

        Args:
            slot_id: The slot.
            waiting_list: Whether to fill the waiting list too; otherwise unnamed customers leave it.

        Raises:
            ProblemResponse: The slot does not exist.
        """
        slot = self._timetable.get_slot(slot_id)
        booked, waiting = self.occupancy(slot)
        taken, queued = self._unnamed.get(slot_id, (slot.taken, slot.waiting))
        self._unnamed[slot_id] = (
            taken + max(0, slot.places - booked),
            queued + max(0, slot.waiting_places - waiting) if waiting_list else 0,
        )

    def occupancy(self, slot: Slot) -> tuple[int, int]:
        """Return the number of booked places and of people on the waiting list."""
        statuses = [booking.status for booking in self._bookings.values() if booking.slot.id == slot.id]
        taken, waiting = self._unnamed.get(slot.id, (slot.taken, slot.waiting))
        booked = sum(status in (BOOKED, UNCONFIRMED) for status in statuses)
        return taken + booked, waiting + statuses.count("WAITING_LIST")

    def validate(self, slot_id: int, customer_id: int) -> str:
        """Return the validation status of a booking: ``AVAILABLE``, or the reason that prevents it.

        Raises:
            ProblemResponse: The slot or customer does not exist.
        """
        slot, record = self._timetable.get_slot(slot_id), self._customers.get(customer_id)
        others = [b for b in self._bookings.values() if b.customer_id == customer_id and b.status != "CANCELED"]
        booked, waiting = self.occupancy(slot)
        if any(booking.slot.id == slot_id for booking in others):
            return "CUSTOMER_ALREADY_BOOKED"
        if self._studio.now > slot.latest:
            return "DATE_TIME_AFTER_LATEST_BOOKING_DATE_TIME"
        if self._studio.now < slot.earliest:
            return "DATE_TIME_BEFORE_EARLIEST_BOOKING_DATE_TIME"
        if self._customers.is_idle(record, slot.start.date()):
            return "CUSTOMER_IDLE"
        if any(booking.slot.start < slot.end and slot.start < booking.slot.end for booking in others):
            return "CUSTOMER_IN_OTHER_BOOKING"
        if booked >= slot.places and waiting >= slot.waiting_places:
            return "BOOKING_LIMIT_REACHED"
        return "AVAILABLE"

    def book(self, slot_id: int, customer_id: int, *, trial: bool = False) -> dict[str, Any]:
        """Book a place, or one on the waiting list if the slot is full, and return the booking.

        Args:
            slot_id: The slot.
            customer_id: The customer.
            trial: Whether it is of a trial offer, and needs a confirmation.

        Raises:
            ProblemResponse: The slot or customer does not exist, or the slot cannot be booked.
        """
        status = self.validate(slot_id, customer_id)
        if status != "AVAILABLE":
            raise conflict(status, f"the class slot cannot be booked: {status}", "classSlotId")
        slot = self._timetable.get_slot(slot_id)
        is_full = self.occupancy(slot)[0] >= slot.places
        booked_status = "WAITING_LIST" if is_full else UNCONFIRMED if trial else BOOKED
        booking = _ClassBooking(self._studio.new_id(), customer_id, booked_status, trial, slot)
        self._bookings[booking.id] = booking
        return self._render(booking)

    def cancel(self, booking_id: int) -> int | None:
        """Cancel a booking; the first customer on the waiting list gets the place.

        Returns:
            The booking of that customer, if there is one.

        Raises:
            ProblemResponse: The booking does not exist, it was already canceled, or it is too late.
        """
        booking = self._find_uncanceled(booking_id)
        if self._studio.now > booking.slot.start - timedelta(hours=2):
            message = "a booking can be canceled until 2 hours before the start"
            raise conflict("CANCELATION_TOO_LATE", message, "bookingId")
        return self._release(booking)

    def _release(self, booking: _ClassBooking) -> int | None:
        booking.status = "CANCELED"
        if self.occupancy(booking.slot)[0] < booking.slot.places:
            of_slot = (other for other in self._bookings.values() if other.slot.id == booking.slot.id)
            following = next((other for other in of_slot if other.status == "WAITING_LIST"), None)
            if following is not None:
                following.status = BOOKED
                return following.id
        return None

    def _period_of(self, booking: _ClassBooking) -> tuple[datetime, datetime]:
        return booking.slot.start, booking.slot.end

    def render_slots(self, query: Mapping[str, Any], slots: list[Slot]) -> dict[str, Any]:
        """Return the requested slice of slots, as the API returns it.

        Raises:
            ProblemResponse: The offset is invalid.
        """
        found = slice_by_token(query, slots)
        return {**found, "result": [self.render_slot(slot) for slot in found["result"]]}

    def render_slot(self, slot: Slot) -> dict[str, Any]:
        """Return a slot with its number of bookings, as the API returns it."""
        return render_slot(self._studio, slot, *self.occupancy(slot))

    def _render(self, booking: _ClassBooking) -> dict[str, Any]:
        return {
            "bookingId": booking.id,
            "bookingStatus": booking.status,
            "classSlotId": booking.slot.id,
            "classId": booking.slot.class_id,
            "customerId": booking.customer_id,
            "classSlotStatus": "COMPLETED" if booking.slot.end < self._studio.now else "PLANNED",
            "participantStatus": "UNSET",
        }
