"""Bookings of class slots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.problems import conflict, not_found
from perfectgym_next.testing._studio.slices import slice_by_count
from perfectgym_next.testing._studio.timetable import Slot, Timetable, render_slot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["ClassBookings"]

_ACTIVE = ("BOOKED", "BOOKED_WITH_CONFIRMATION_REQUIRED")


@dataclass(slots=True)
class _Booking:
    id: int
    slot: Slot
    customer_id: int
    status: str


class ClassBookings:
    """The bookings of all class slots."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._timetable = studio.part(Timetable)
        self._customers = studio.part(Customers)
        self._bookings: dict[int, _Booking] = {}
        self._unnamed: dict[int, tuple[int, int]] = {}

    def fill(self, slot_id: int, *, waiting_list: bool) -> None:
        """Book all free places of a slot for unnamed customers.

        Args:
            slot_id: The slot.
            waiting_list: Whether to fill the waiting list too; otherwise unnamed customers leave it.

        Raises:
            ProblemResponse: There is no such slot.
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
        return taken + sum(status in _ACTIVE for status in statuses), waiting + statuses.count("WAITING_LIST")

    def validate(self, slot_id: int, customer_id: int) -> str:
        """Return the validation status of a booking: ``AVAILABLE``, or the reason that prevents it.

        Raises:
            ProblemResponse: There is no such slot or customer.
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
            return "NO_CONTINGENT"
        return "AVAILABLE"

    def book(self, slot_id: int, customer_id: int, *, confirm: bool = False) -> dict[str, Any]:
        """Book a place, or one on the waiting list if the slot is full, and return the booking.

        Args:
            slot_id: The slot.
            customer_id: The customer.
            confirm: Whether the booking needs a confirmation.

        Raises:
            ProblemResponse: There is no such slot or customer, or the slot cannot be booked.
        """
        status = self.validate(slot_id, customer_id)
        if status != "AVAILABLE":
            raise conflict(status, f"the class slot cannot be booked: {status}", "classSlotId")
        slot = self._timetable.get_slot(slot_id)
        booked_status = _ACTIVE[confirm] if self.occupancy(slot)[0] < slot.places else "WAITING_LIST"
        booking = _Booking(self._studio.new_id(), slot, customer_id, booked_status)
        self._bookings[booking.id] = booking
        return self._render(booking)

    def cancel(self, booking_id: int) -> None:
        """Cancel a booking; the first customer on the waiting list gets the place.

        Raises:
            ProblemResponse: There is no such booking, it was already canceled, or it is too late.
        """
        booking = self._find(booking_id)
        if booking.status == "CANCELED":
            raise conflict("BOOKING_CANCELED", "the booking was already canceled", "bookingId")
        if self._studio.now > booking.slot.start - timedelta(hours=2):
            raise conflict(
                "CANCELATION_TOO_LATE", "a booking can be canceled until 2 hours before the start", "bookingId"
            )
        booking.status = "CANCELED"
        if self.occupancy(booking.slot)[0] < booking.slot.places:
            waiting = (
                b for b in self._bookings.values() if b.slot.id == booking.slot.id and b.status == "WAITING_LIST"
            )
            following = next(waiting, None)
            if following is not None:
                following.status = "BOOKED"

    def confirm(self, booking_id: int) -> bool:
        """Confirm a booking and return whether it is valid; a canceled one is not.

        Raises:
            ProblemResponse: There is no such booking.
        """
        booking = self._find(booking_id)
        if booking.status == "BOOKED_WITH_CONFIRMATION_REQUIRED":
            booking.status = "BOOKED"
        return booking.status != "CANCELED"

    def get_booking(self, booking_id: int) -> dict[str, Any]:
        """Return a booking, as the API returns it.

        Raises:
            ProblemResponse: There is no such booking.
        """
        return self._render(self._find(booking_id))

    def of(self, customer_id: int) -> list[dict[str, Any]]:
        """Return a customer's bookings, including canceled ones.

        Raises:
            ProblemResponse: There is no such customer.
        """
        self._customers.check(customer_id)
        return [self._render(booking) for booking in self._bookings.values() if booking.customer_id == customer_id]

    def render_slots(self, query: Mapping[str, Any], slots: list[Slot]) -> dict[str, Any]:
        """Return the requested slice of slots, as the API returns it.

        Raises:
            ProblemResponse: The offset is invalid.
        """
        found = slice_by_count(query, slots)
        return {**found, "result": [self.render_slot(slot) for slot in found["result"]]}

    def render_slot(self, slot: Slot) -> dict[str, Any]:
        """Return a slot with its number of bookings, as the API returns it."""
        return render_slot(self._studio, slot, *self.occupancy(slot))

    def _find(self, booking_id: int) -> _Booking:
        if booking_id not in self._bookings:
            raise not_found("booking", booking_id, "bookingId")
        return self._bookings[booking_id]

    def _render(self, booking: _Booking) -> dict[str, Any]:
        return {
            "bookingId": booking.id,
            "bookingStatus": booking.status,
            "classSlotId": booking.slot.id,
            "classId": booking.slot.class_id,
            "customerId": booking.customer_id,
            "classSlotStatus": "COMPLETED" if booking.slot.end < self._studio.now else "PLANNED",
            "participantStatus": "UNSET",
        }
