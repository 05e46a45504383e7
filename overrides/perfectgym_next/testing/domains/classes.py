"""Classes: the timetable, and booking a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import conflict, not_found
from perfectgym_next.testing._studio.slices import slice_by_count
from perfectgym_next.testing.domains.customers import Customers
from perfectgym_next.testing.domains.timetable import Slot, Timetable, shown_slot

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["ClassBookings", "handlers"]

handlers = Handlers()

_LIVE = ("BOOKED", "BOOKED_WITH_CONFIRMATION_REQUIRED")


@dataclass(slots=True)
class _Booking:
    id: int
    slot: Slot
    customer_id: int
    status: str


class ClassBookings:
    """Who has booked which slot."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._timetable = studio.part(Timetable)
        self._customers = studio.part(Customers)
        self._bookings: dict[int, _Booking] = {}
        self._strangers: dict[int, tuple[int, int]] = {}

    def fill(self, slot_id: int, *, waiting_list: bool) -> None:
        """Let strangers take all places that are left, and the waiting list or none of it.

        Raises:
            Refusal: There is no such slot.
        """
        slot = self._timetable.slot(slot_id)
        booked, waiting = self.occupancy(slot)
        taken, waits = self._strangers.get(slot_id, (slot.taken, slot.waiting))
        self._strangers[slot_id] = (
            taken + max(0, slot.places - booked),
            waits + max(0, slot.waiting_places - waiting) if waiting_list else 0,
        )

    def occupancy(self, slot: Slot) -> tuple[int, int]:
        """How many people have a place, and how many wait."""
        mine = [booking.status for booking in self._bookings.values() if booking.slot.id == slot.id]
        taken, waiting = self._strangers.get(slot.id, (slot.taken, slot.waiting))
        return taken + sum(status in _LIVE for status in mine), waiting + mine.count("WAITING_LIST")

    def obstacle(self, slot_id: int, customer_id: int) -> str:
        """What stands in the way of a booking; ``AVAILABLE`` when nothing does.

        Raises:
            Refusal: There is no such slot or customer.
        """
        slot, record = self._timetable.slot(slot_id), self._customers.get(customer_id)
        others = [b for b in self._bookings.values() if b.customer_id == customer_id and b.status != "CANCELED"]
        booked, waiting = self.occupancy(slot)
        if any(booking.slot.id == slot_id for booking in others):
            return "CUSTOMER_ALREADY_BOOKED"
        if self._studio.now > slot.latest:
            return "DATE_TIME_AFTER_LATEST_BOOKING_DATE_TIME"
        if self._studio.now < slot.earliest:
            return "DATE_TIME_BEFORE_EARLIEST_BOOKING_DATE_TIME"
        if self._customers.idle(record, slot.start.date()):
            return "CUSTOMER_IDLE"
        if any(booking.slot.start < slot.end and slot.start < booking.slot.end for booking in others):
            return "CUSTOMER_IN_OTHER_BOOKING"
        if booked >= slot.places and waiting >= slot.waiting_places:
            return "NO_CONTINGENT"
        return "AVAILABLE"

    def book(self, slot_id: int, customer_id: int, *, confirm: bool = False) -> dict[str, Any]:
        """Book a place, or one on the waiting list when all are taken.

        Args:
            slot_id: The slot.
            customer_id: Who books.
            confirm: Whether the place has yet to be confirmed.

        Raises:
            Refusal: There is no such slot or customer, or something stands in the way.
        """
        status = self.obstacle(slot_id, customer_id)
        if status != "AVAILABLE":
            raise conflict(status, f"the class slot cannot be booked: {status}", "classSlotId")
        slot = self._timetable.slot(slot_id)
        got = _LIVE[confirm] if self.occupancy(slot)[0] < slot.places else "WAITING_LIST"
        booking = _Booking(self._studio.new_id(), slot, customer_id, got)
        self._bookings[booking.id] = booking
        return self._shown(booking)

    def cancel(self, booking_id: int) -> None:
        """Cancel a booking; who has waited longest moves up.

        Raises:
            Refusal: There is no such booking, or it has been cancelled, or it is too late.
        """
        booking = self._find(booking_id)
        if booking.status == "CANCELED":
            raise conflict("BOOKING_CANCELED", "the booking has been cancelled already", "bookingId")
        if self._studio.now > booking.slot.start - timedelta(hours=2):
            raise conflict("CANCELATION_TOO_LATE", "a booking can be cancelled until 2 hours before", "bookingId")
        booking.status = "CANCELED"
        if self.occupancy(booking.slot)[0] < booking.slot.places:
            waiting = (
                b for b in self._bookings.values() if b.slot.id == booking.slot.id and b.status == "WAITING_LIST"
            )
            following = next(waiting, None)
            if following is not None:
                following.status = "BOOKED"

    def confirm(self, booking_id: int) -> bool:
        """Confirm a booking; False when it has been cancelled.

        Raises:
            Refusal: There is no such booking.
        """
        booking = self._find(booking_id)
        if booking.status == "BOOKED_WITH_CONFIRMATION_REQUIRED":
            booking.status = "BOOKED"
        return booking.status != "CANCELED"

    def booking(self, booking_id: int) -> dict[str, Any]:
        """A booking as the API shows it.

        Raises:
            Refusal: There is no such booking.
        """
        return self._shown(self._find(booking_id))

    def of(self, customer_id: int) -> list[dict[str, Any]]:
        """A customer's bookings, cancelled ones too.

        Raises:
            Refusal: There is no such customer.
        """
        self._customers.check(customer_id)
        return [self._shown(booking) for booking in self._bookings.values() if booking.customer_id == customer_id]

    def _find(self, booking_id: int) -> _Booking:
        if booking_id not in self._bookings:
            raise not_found("booking", booking_id, "bookingId")
        return self._bookings[booking_id]

    def _shown(self, booking: _Booking) -> dict[str, Any]:
        return {
            "bookingId": booking.id,
            "bookingStatus": booking.status,
            "classSlotId": booking.slot.id,
            "classId": booking.slot.class_id,
            "customerId": booking.customer_id,
            "classSlotStatus": "COMPLETED" if booking.slot.end < self._studio.now else "PLANNED",
            "participantStatus": "UNSET",
        }


@handlers.answers("classes.list_classes")
def list_classes(call: Call) -> Any:
    """All classes."""
    return slice_by_count(call, call.studio.part(Timetable).classes)


@handlers.answers("classes.get_class")
def get_class(call: Call) -> Any:
    """One class."""
    return call.studio.part(Timetable).class_by_id(call.path["classId"])


@handlers.answers("classes.list_slots")
def list_slots(call: Call) -> Any:
    """The slots of some days; of today and one day without a window."""
    start = call.query.get("slotWindowStartDate")
    first = date.fromisoformat(start) if start else call.studio.today
    return _sliced(call, call.studio.part(Timetable).between(first, max(1, call.query["daysAhead"])))


@handlers.answers("classes.list_class_slots", "trial_offers.list_trial_class_slots")
def list_class_slots(call: Call) -> Any:
    """The slots of one class in the next weeks."""
    return _sliced(call, call.studio.part(Timetable).upcoming(call.path["classId"]))


@handlers.answers("classes.get_class_slot")
def get_class_slot(call: Call) -> Any:
    """One slot of a class."""
    call.studio.part(Timetable).class_by_id(call.path["classId"])
    slot = call.studio.part(Timetable).slot(call.path["classSlotId"])
    if slot.class_id != call.path["classId"]:
        raise not_found("class slot", slot.id, "classSlotId")
    return _shown(call, slot)


@handlers.answers("classes.validate_class_booking", "trial_offers.validate_trial_class_booking")
def validate_class_booking(call: Call) -> Any:
    """Whether a slot could be booked."""
    bookings = call.studio.part(ClassBookings)
    return {"validationStatus": bookings.obstacle(call.body["classSlotId"], call.body["customerId"])}


@handlers.answers("classes.book_class")
def book_class(call: Call) -> Any:
    """Book a slot."""
    return call.studio.part(ClassBookings).book(call.body["classSlotId"], call.body["customerId"])


@handlers.answers("classes.list_class_bookings")
def list_class_bookings(call: Call) -> Any:
    """A customer's bookings."""
    return call.studio.part(ClassBookings).of(call.query["customerId"])


@handlers.answers("classes.get_class_booking")
def get_class_booking(call: Call) -> Any:
    """One booking."""
    return call.studio.part(ClassBookings).booking(call.path["bookingId"])


@handlers.answers("classes.cancel_class_booking")
def cancel_class_booking(call: Call) -> Any:
    """Cancel a booking."""
    call.studio.part(ClassBookings).cancel(call.path["bookingId"])


def _sliced(call: Call, slots: list[Slot]) -> dict[str, Any]:
    found = slice_by_count(call, slots)
    return {**found, "result": [_shown(call, slot) for slot in found["result"]]}


def _shown(call: Call, slot: Slot) -> dict[str, Any]:
    return shown_slot(call.studio, slot, *call.studio.part(ClassBookings).occupancy(slot))
