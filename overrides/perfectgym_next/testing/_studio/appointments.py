"""Appointments: their types, free slots and bookings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.bookings import BOOKED, UNCONFIRMED, Booking, Bookings
from perfectgym_next.testing._studio.problems import conflict
from perfectgym_next.testing._studio.records import find_record
from perfectgym_next.testing._studio.studio import ZONE
from perfectgym_next.testing._studio.timetable import make_instructor
from perfectgym_next.timestamps import format_datetime, parse_datetime

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["Appointments"]

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
class _Appointment(Booking):
    type_id: int
    start: datetime
    end: datetime


class Appointments(Bookings[_Appointment]):
    """Types of appointments and their bookings. Each type can be booked by one person at a time."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.types = [dict(kind) for kind in _TYPES]

    def get_type(self, type_id: int) -> dict[str, Any]:
        """Return a type.

        Raises:
            ProblemResponse: The type does not exist.
        """
        return find_record(self.types, "bookable appointment", type_id, "bookableAppointmentId")

    def find_slots(self, type_id: int, query: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the free slots of a type, as the API returns them.

        Args:
            type_id: The type.
            query: Query of the request: ``daysAhead`` and perhaps ``slotWindowStartDate`` and ``customerId``.

        Raises:
            ProblemResponse: The type or customer does not exist.
        """
        if "customerId" in query:
            self._customers.check(query["customerId"])
        start_date = query.get("slotWindowStartDate")
        first = date.fromisoformat(start_date) if start_date else self._studio.today
        duration = timedelta(minutes=self.get_type(type_id)["duration"])
        free = []
        for number in range(query["daysAhead"]):
            if date.max - first < timedelta(days=number + 1):
                break
            day = first + timedelta(days=number)
            start = datetime.combine(day, time(_OPENS), ZONE)
            while start + duration <= datetime.combine(day, time(_CLOSES), ZONE):
                if start > self._studio.now and not self._is_taken(type_id, start, start + duration):
                    free.append(self._render_times(type_id, start, start + duration))
                start += duration
        return free

    def validate(self, body: Mapping[str, Any]) -> str:
        """Return the validation status of a booking: ``AVAILABLE``, or the reason that prevents it.

        Raises:
            ProblemResponse: The type or customer does not exist.
        """
        type_id, customer_id = body["bookableAppointmentId"], body["customerId"]
        kind, record = self.get_type(type_id), self._customers.get(customer_id)
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
        if self._customers.is_idle(record, local.date()):
            return "CUSTOMER_IDLE"
        if any(b.customer_id == customer_id and _overlaps(b, start, end) for b in self._bookings.values()):
            return "CUSTOMER_IN_OTHER_BOOKING"
        return "RESOURCE_NOT_AVAILABLE" if self._is_taken(type_id, start, end) else "AVAILABLE"

    def book(self, body: Mapping[str, Any], *, trial: bool = False) -> dict[str, Any]:
        """Book an appointment and return the booking, as the API returns it.

        Args:
            body: Body of the request.
            trial: Whether it is of a trial offer, and needs a confirmation.

        Raises:
            ProblemResponse: The type or customer does not exist, or the slot cannot be booked.
        """
        status = self.validate(body)
        if status != "AVAILABLE":
            raise conflict(status, f"the appointment cannot be booked: {status}")
        booking = _Appointment(
            self._studio.new_id(),
            body["customerId"],
            UNCONFIRMED if trial else BOOKED,
            trial,
            body["bookableAppointmentId"],
            parse_datetime(body["startDateTime"]).astimezone(ZONE),
            parse_datetime(body["endDateTime"]).astimezone(ZONE),
        )
        self._bookings[booking.id] = booking
        return self._render(booking)

    def _period_of(self, booking: _Appointment) -> tuple[datetime, datetime]:
        return booking.start, booking.end

    def _is_taken(self, type_id: int, start: datetime, end: datetime) -> bool:
        return any(b.type_id == type_id and _overlaps(b, start, end) for b in self._bookings.values())

    def _render(self, booking: _Appointment) -> dict[str, Any]:
        kind, canceled = self.get_type(booking.type_id), booking.status == "CANCELED"
        held = "COMPLETED" if booking.end < self._studio.now else "PLANNED"
        return {
            **{name: value for name, value in kind.items() if name != "id"},
            "bookingId": booking.id,
            "bookingStatus": booking.status,
            **self._render_times(booking.type_id, booking.start, booking.end),
            "appointmentStatus": "CANCELED" if canceled else held,
            "participantStatus": "NOT_PARTICIPATING" if canceled else "UNSET",
        }

    def _render_times(self, type_id: int, start: datetime, end: datetime) -> dict[str, Any]:
        return {
            "startDateTime": format_datetime(start),
            "endDateTime": format_datetime(end),
            "instructors": [make_instructor(self._studio, type_id % 20)],
        }


def _overlaps(booking: _Appointment, start: datetime, end: datetime) -> bool:
    return booking.status != "CANCELED" and booking.start < end and start < booking.end
