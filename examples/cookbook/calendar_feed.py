"""Print a member's bookings as an iCalendar feed (RFC 5545), which every calendar can subscribe to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from perfectgym_next import PerfectGym
from perfectgym_next.models import AppointmentBookingStatus, ClassSlotBookingStatus, ClassSlotStatus

MEMBER = 1001


def event(uid: str, title: str | None, start: datetime, end: datetime, stamp: datetime) -> Iterator[str]:
    """Yield the lines of one event."""
    text = re.sub(r"([\\,;])", r"\\\1", title or "Appointment")
    form = "%Y%m%dT%H%M%SZ"
    yield from ("BEGIN:VEVENT", f"UID:{uid}@perfectgym", f"DTSTAMP:{stamp:{form}}")
    yield from (f"DTSTART:{start.astimezone(UTC):{form}}", f"DTEND:{end.astimezone(UTC):{form}}")
    yield from (f"SUMMARY:{text}", "END:VEVENT")


def main(gym: PerfectGym, today: date) -> None:
    """Print the feed. The service lists the bookings of two weeks before and after now."""
    stamp = datetime.combine(today, time(), tzinfo=UTC)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//perfectgym-next//bookings//EN"]
    for one in gym.appointments.list_appointment_bookings(customer_id=MEMBER):
        if one.booking_status is not AppointmentBookingStatus.CANCELED:
            lines += event(f"appointment-{one.booking_id}", one.title, one.start_date_time, one.end_date_time, stamp)
    for booking in gym.classes.list_class_bookings(customer_id=MEMBER):
        if (
            booking.booking_status is ClassSlotBookingStatus.CANCELED  # by the member
            or booking.class_slot_status is ClassSlotStatus.CANCELED  # by the studio
        ):
            continue
        slot = gym.classes.get_class_slot(booking.class_id, booking.class_slot_id)
        title = slot.class_information.title if slot.class_information else None
        if slot.start_date_time and slot.end_date_time:
            lines += event(f"class-{booking.booking_id}", title, slot.start_date_time, slot.end_date_time, stamp)
    print("\r\n".join([*lines, "END:VCALENDAR"]))


if __name__ == "__main__":
    with PerfectGym() as gym:
        main(gym, date.today())
