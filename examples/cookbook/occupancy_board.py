"""Print the classes of a day with their free places, as a screen at the entrance shows them."""

from __future__ import annotations

from datetime import date

from perfectgym_next import PerfectGym


def main(gym: PerfectGym, today: date) -> None:
    """Print a line for each class slot of the day."""
    titles = {one.id: one.title for one in gym.classes.list_classes()}
    slots = gym.classes.list_slots(slot_window_start_date=today, days_ahead=1)
    for slot in sorted(slots, key=lambda slot: slot.start_date_time.timestamp() if slot.start_date_time else 0):
        if slot.start_date_time is None or slot.start_date_time.date() != today:
            continue
        title = titles.get(slot.class_information.id) if slot.class_information else None
        if slot.max_participants is None:
            places = "no limit"
        elif free := slot.max_participants - (slot.booked_participants or 0):
            places = f"{free} of {slot.max_participants} free"
        else:
            places = f"full, {slot.waiting_list_participants or 0} waiting"
        print(f"{slot.start_date_time:%H:%M}  {title or 'class':<20} {places}")


if __name__ == "__main__":
    with PerfectGym() as gym:
        main(gym, date.today())  # noqa: DTZ011 - the studio's machine knows the studio's day
