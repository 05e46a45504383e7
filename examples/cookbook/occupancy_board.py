"""Print the classes of a day with their free places, as a screen at the entrance shows them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from perfectgym_next import PerfectGym
from perfectgym_next.models import ClassSlot

TIME_ZONE = ZoneInfo("Europe/Berlin")  # the studio's: responses may be in UTC


def places(slot: ClassSlot) -> str:
    """Return how many places are left."""
    if slot.max_participants is None:  # the studio sets no limit
        return "no limit"
    free = slot.max_participants - (slot.booked_participants or 0)
    if free > 0:
        return f"{free} of {slot.max_participants} free"
    return f"full, {slot.waiting_list_participants or 0} waiting"


def main(gym: PerfectGym, today: date) -> None:
    """Print a line for each class of the day, in the studio's time."""
    slots = [(slot.start_date_time, slot) for slot in gym.classes.list_slots_between(today, today)]
    for start, slot in slots:
        if start is not None and slot.class_information is not None:
            room = slot.location.name if slot.location else ""
            print(f"{start.astimezone(TIME_ZONE):%H:%M}  {slot.class_information.title:<18} {room:<8} {places(slot)}")


if __name__ == "__main__":
    with PerfectGym() as gym:
        main(gym, date.today())
