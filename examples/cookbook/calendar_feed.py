"""Print a member's bookings as an iCalendar feed, which every calendar can subscribe to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from perfectgym_next import PerfectGym
from perfectgym_next.models import AppointmentStatus, ClassSlotBookingRequest, ClassSlotStatus

MEMBER = 1001


def event(uid: str, title: str | None, start: datetime, end: datetime) -> Iterator[str]:
    """Yield the lines of one event."""
    form = "%Y%m%dT%H%M%SZ"
    yield from ("BEGIN:VEVENT", f"UID:{uid}@perfectgym", f"DTSTART:{start.astimezone(UTC):{form}}")
    yield from (f"DTEND:{end.astimezone(UTC):{form}}", f"SUMMARY:{title or 'Appointment'}", "END:VEVENT")


def main(gym: PerfectGym, today: date) -> None:
    """Book a class, so that there is something to see, and print the feed."""
    slot = gym.classes.list_slots(slot_window_start_date=today, days_ahead=6).collect()[-1]
    gym.classes.book_class(ClassSlotBookingRequest(customer_id=MEMBER, class_slot_id=slot.id))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//perfectgym-next//bookings//EN"]
    for one in gym.appointments.list_appointment_bookings(customer_id=MEMBER):
        if one.appointment_status is not AppointmentStatus.CANCELED:
            lines += event(f"appointment-{one.booking_id}", one.title, one.start_date_time, one.end_date_time)
    for booking in gym.classes.list_class_bookings(customer_id=MEMBER):
        if booking.class_slot_status is not ClassSlotStatus.CANCELED:
            booked = gym.classes.get_class_slot(booking.class_id, booking.class_slot_id)
            title = gym.classes.get_class(booking.class_id).title
            if booked.start_date_time and booked.end_date_time:
                lines += event(f"class-{booking.booking_id}", title, booked.start_date_time, booked.end_date_time)
    print("\n".join([*lines, "END:VCALENDAR"]))


if __name__ == "__main__":
    with PerfectGym() as gym:
        main(gym, date.today())  # noqa: DTZ011 - the studio's machine knows the studio's day
