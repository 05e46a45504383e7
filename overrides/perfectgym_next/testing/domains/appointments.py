"""Appointments: what can be booked, when, and by whom it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import conflict, not_found
from perfectgym_next.testing._studio.slices import slice_by_count
from perfectgym_next.testing._studio.studio import ZONE
from perfectgym_next.testing.domains.customers import Customers
from perfectgym_next.testing.domains.timetable import instructor
from perfectgym_next.timestamps import format_datetime, parse_datetime

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["Appointments", "handlers"]

handlers = Handlers()

_OPENS, _CLOSES = 9, 19
_TYPES = tuple(
    {
        "id": 3001 + number,
        "title": f"{title} {number // 4 + 1}",
        "duration": duration,
        "category": category,
        "description": f"{title} with a trainer",
        "imgUrl": f"https://images.example.com/appointments/{number}",
    }
    for number, (title, duration, category) in enumerate(
        (
            ("Personal training", 60, "Fitness"),
            ("Trial training", 45, "Fitness"),
            ("Body analysis", 30, "Health"),
            ("Massage", 60, "Health"),
        )
        * 30
    )
)


@dataclass(slots=True)
class _Booking:
    id: int
    type_id: int
    customer_id: int
    start: datetime
    end: datetime
    status: str


class Appointments:
    """Types of appointments and who has booked one. One person at a time can have each type."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._bookings: dict[int, _Booking] = {}
        self.types = [dict(kind) for kind in _TYPES]

    def type_by_id(self, type_id: int) -> dict[str, Any]:
        """One type.

        Raises:
            Refusal: There is none with this id.
        """
        for kind in self.types:
            if kind["id"] == type_id:
                return kind
        raise not_found("bookable appointment", type_id, "bookableAppointmentId")

    def slots(self, type_id: int, first: date, days: int) -> list[tuple[datetime, datetime]]:
        """The free times of a type on some days."""
        duration = timedelta(minutes=self.type_by_id(type_id)["duration"])
        free = []
        for number in range(days):
            if date.max - first < timedelta(days=number + 1):
                break
            day = first + timedelta(days=number)
            start = datetime.combine(day, time(_OPENS), ZONE)
            while start + duration <= datetime.combine(day, time(_CLOSES), ZONE):
                if start > self._studio.now and not self._taken(type_id, start, start + duration):
                    free.append((start, start + duration))
                start += duration
        return free

    def obstacle(self, body: Mapping[str, Any]) -> str:
        """What stands in the way of a booking; ``AVAILABLE`` when nothing does.

        Raises:
            Refusal: There is no such type or customer.
        """
        type_id, customer_id = body["bookableAppointmentId"], body["customerId"]
        kind, record = self.type_by_id(type_id), self._customers.get(customer_id)
        start, end = parse_datetime(body["startDateTime"]), parse_datetime(body["endDateTime"])
        if end <= start:
            return "END_DATE_TIME_NOT_AFTER_START_DATE_TIME"
        if start < self._studio.now:
            return "PAST_START_DATE_TIME"
        if end - start != timedelta(minutes=kind["duration"]):
            return "PERIOD_DOES_NOT_MATCH"
        local = start.astimezone(ZONE)
        opens, closes = (datetime.combine(local.date(), time(hour), ZONE) for hour in (_OPENS, _CLOSES))
        if start < opens or end > closes:
            return "STUDIO_CLOSED"
        if (local - opens) % timedelta(minutes=kind["duration"]):
            return "PERIOD_DOES_NOT_MATCH"
        if self._customers.idle(record, local.date()):
            return "CUSTOMER_IDLE"
        if any(b.customer_id == customer_id and _overlap(b, start, end) for b in self._bookings.values()):
            return "CUSTOMER_IN_OTHER_BOOKING"
        return "RESOURCE_NOT_AVAILABLE" if self._taken(type_id, start, end) else "AVAILABLE"

    def book(self, body: Mapping[str, Any], *, confirm: bool = False) -> dict[str, Any]:
        """Book an appointment.

        Args:
            body: The request.
            confirm: Whether the booking has yet to be confirmed.

        Raises:
            Refusal: There is no such type or customer, or something stands in the way.
        """
        status = self.obstacle(body)
        if status != "AVAILABLE":
            raise conflict(status, f"the appointment cannot be booked: {status}")
        booking = _Booking(
            self._studio.new_id(),
            body["bookableAppointmentId"],
            body["customerId"],
            parse_datetime(body["startDateTime"]).astimezone(ZONE),
            parse_datetime(body["endDateTime"]).astimezone(ZONE),
            "BOOKED_WITH_CONFIRMATION_REQUIRED" if confirm else "BOOKED",
        )
        self._bookings[booking.id] = booking
        return self._shown(booking)

    def booking(self, booking_id: int) -> dict[str, Any]:
        """A booking as the API shows it, with the customer.

        Raises:
            Refusal: There is no such booking.
        """
        booking = self._find(booking_id)
        return {**self._shown(booking), "customerId": booking.customer_id}

    def has(self, booking_id: int) -> bool:
        """Whether there is such a booking."""
        return booking_id in self._bookings

    def confirm(self, booking_id: int) -> bool:
        """Confirm a booking; False when it has been cancelled."""
        booking = self._find(booking_id)
        if booking.status == "BOOKED_WITH_CONFIRMATION_REQUIRED":
            booking.status = "BOOKED"
        return booking.status != "CANCELED"

    def cancel(self, booking_id: int) -> None:
        """Cancel a booking.

        Raises:
            Refusal: There is no such booking, or it has been cancelled.
        """
        booking = self._find(booking_id)
        if booking.status == "CANCELED":
            raise conflict("BOOKING_CANCELED", "the booking has been cancelled already", "bookingId")
        booking.status = "CANCELED"

    def of(self, customer_id: int) -> list[dict[str, Any]]:
        """A customer's bookings, cancelled ones too.

        Raises:
            Refusal: There is no such customer.
        """
        self._customers.check(customer_id)
        return [self._shown(booking) for booking in self._bookings.values() if booking.customer_id == customer_id]

    def _taken(self, type_id: int, start: datetime, end: datetime) -> bool:
        return any(b.type_id == type_id and _overlap(b, start, end) for b in self._bookings.values())

    def _find(self, booking_id: int) -> _Booking:
        if booking_id not in self._bookings:
            raise not_found("booking", booking_id, "bookingId")
        return self._bookings[booking_id]

    def _shown(self, booking: _Booking) -> dict[str, Any]:
        kind, canceled = self.type_by_id(booking.type_id), booking.status == "CANCELED"
        return {
            **{name: value for name, value in kind.items() if name != "id"},
            "bookingId": booking.id,
            "bookingStatus": booking.status,
            "startDateTime": format_datetime(booking.start),
            "endDateTime": format_datetime(booking.end),
            "instructors": [instructor(self._studio, booking.type_id % 20)],
            "appointmentStatus": "CANCELED" if canceled else "PLANNED",
            "participantStatus": "NOT_PARTICIPATING" if canceled else "UNSET",
        }


@handlers.answers("appointments.list_bookable_appointments")
def list_bookable_appointments(call: Call) -> Any:
    """All types."""
    return slice_by_count(call, call.studio.part(Appointments).types)


@handlers.answers("appointments.get_bookable_appointment")
def get_bookable_appointment(call: Call) -> Any:
    """One type."""
    return call.studio.part(Appointments).type_by_id(call.path["bookableAppointmentId"])


@handlers.answers("appointments.list_appointment_slots", "trial_offers.list_trial_appointment_slots")
def list_appointment_slots(call: Call) -> Any:
    """Free times of a type; of today without a window."""
    studio, start, type_id = call.studio, call.query.get("slotWindowStartDate"), call.path["bookableAppointmentId"]
    if "customerId" in call.query:
        studio.part(Customers).check(call.query["customerId"])
    first = date.fromisoformat(start) if start else studio.today
    return [
        {
            "startDateTime": format_datetime(begin),
            "endDateTime": format_datetime(end),
            "instructors": [instructor(studio, type_id % 20)],
        }
        for begin, end in studio.part(Appointments).slots(type_id, first, call.query["daysAhead"])
    ]


@handlers.answers("appointments.validate_appointment_booking", "trial_offers.validate_trial_appointment_booking")
def validate_appointment_booking(call: Call) -> Any:
    """Whether a time could be booked."""
    return {"validationStatus": call.studio.part(Appointments).obstacle(call.body)}


@handlers.answers("appointments.book_appointment")
def book_appointment(call: Call) -> Any:
    """Book a time."""
    return call.studio.part(Appointments).book(call.body)


@handlers.answers("appointments.list_appointment_bookings")
def list_appointment_bookings(call: Call) -> Any:
    """A customer's bookings."""
    return call.studio.part(Appointments).of(call.query["customerId"])


@handlers.answers("appointments.get_appointment_booking")
def get_appointment_booking(call: Call) -> Any:
    """One booking."""
    return call.studio.part(Appointments).booking(call.path["bookingId"])


@handlers.answers("appointments.cancel_appointment_booking")
def cancel_appointment_booking(call: Call) -> Any:
    """Cancel a booking."""
    call.studio.part(Appointments).cancel(call.path["bookingId"])
    return {"success": "true"}


def _overlap(booking: _Booking, start: datetime, end: datetime) -> bool:
    return booking.status != "CANCELED" and booking.start < end and start < booking.end
