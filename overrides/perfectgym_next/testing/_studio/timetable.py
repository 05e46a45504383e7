"""Classes and their slots, the sessions on a date.

The timetable repeats every week without end: a slot is computed from its id.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from perfectgym_next.testing._studio import fake_people
from perfectgym_next.testing._studio.problems import not_found
from perfectgym_next.testing._studio.studio import ZONE
from perfectgym_next.timestamps import format_datetime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["Slot", "Timetable", "make_instructor", "render_slot"]

_TITLES = (
    ("Mission Beach Body", "Fitness"),
    ("Spinning", "Endurance"),
    ("Vinyasa Yoga", "Body & Mind"),
    ("Pilates", "Body & Mind"),
    ("Functional Training", "Fitness"),
    ("Boxing", "Fitness"),
    ("Back Fit", "Health"),
    ("Zumba", "Dance"),
)
_CLASSES = 120
_FIRST_CLASS = 2001
_DAYS = 1_000_000  # a slot's id is its class's id times this, plus the day's ordinal number
_BOOKABLE_DAYS = 28
"""Days before a slot from which it can be booked."""

_LISTED_BEFORE, _LISTED_AHEAD = timedelta(days=1), timedelta(days=14)
"""How long ago and how far ahead the slots of a class start that are listed."""

_LISTED_DAYS = (_LISTED_BEFORE + _LISTED_AHEAD).days + 1


class Slot(NamedTuple):
    """One session of a class. `taken` and `waiting` count the people who booked initially."""

    id: int
    class_id: int
    start: datetime
    end: datetime
    places: int
    waiting_places: int
    taken: int
    waiting: int

    @property
    def earliest(self) -> datetime:
        """The earliest time to book it."""
        return datetime.combine(self.start.date() - timedelta(days=_BOOKABLE_DAYS), time(), ZONE)

    @property
    def latest(self) -> datetime:
        """The latest time to book it."""
        return self.start - timedelta(minutes=30)


class Timetable:
    """All classes and slots."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self.classes = [self._make_class(number) for number in range(_CLASSES)]

    @property
    def trial_classes(self) -> list[dict[str, Any]]:
        """The classes of the trial offer: every third one."""
        return self.classes[::3]

    def get_class(self, class_id: int) -> dict[str, Any]:
        """Return a class, as the API returns it.

        Raises:
            ProblemResponse: The class does not exist.
        """
        if not _FIRST_CLASS <= class_id < _FIRST_CLASS + _CLASSES:
            raise not_found("class", class_id, "classId")
        return self.classes[class_id - _FIRST_CLASS]

    def get_slot(self, slot_id: int) -> Slot:
        """Return a slot.

        Raises:
            ProblemResponse: The slot does not exist.
        """
        class_id, ordinal = divmod(slot_id, _DAYS)
        if 0 <= class_id - _FIRST_CLASS < _CLASSES and 0 < ordinal <= date.max.toordinal() - 1:
            day = date.fromordinal(ordinal)
            if self._takes_place(class_id, day):
                return self._make_slot(class_id, day)
        raise not_found("class slot", slot_id, "classSlotId")

    def listed(self, class_id: int) -> list[Slot]:
        """Return the slots of a class that start between one day ago and fourteen days ahead, by time.

        Raises:
            ProblemResponse: The class does not exist.
        """
        self.get_class(class_id)
        days = _iter_days(self._studio.today - _LISTED_BEFORE, _LISTED_DAYS)
        slots = (self._make_slot(class_id, day) for day in days if self._takes_place(class_id, day))
        return [slot for slot in slots if -_LISTED_BEFORE <= slot.start - self._studio.now <= _LISTED_AHEAD]

    def on_days(self, first: date, days: int) -> list[Slot]:
        """Return all slots of a number of days, by time."""
        return sorted(
            (
                self._make_slot(klass["id"], day)
                for day in _iter_days(first, days)
                for klass in self.classes
                if self._takes_place(klass["id"], day)
            ),
            key=lambda slot: (slot.start, slot.id),
        )

    def _takes_place(self, class_id: int, day: date) -> bool:
        return day.weekday() in (class_id % 7, (class_id + 3) % 7)

    def _make_slot(self, class_id: int, day: date) -> Slot:
        slot_id = class_id * _DAYS + day.toordinal()
        rng = self._studio.rng("slot", slot_id)
        start = datetime.combine(day, time(7 + class_id * 5 % 14, class_id % 4 * 15), ZONE)
        places = rng.choice((8, 12, 20, 25))
        full = rng.random() < 0.2
        waiting_places = 5
        return Slot(
            slot_id,
            class_id,
            start,
            start + timedelta(minutes=self.get_class(class_id)["duration"]),
            places,
            waiting_places,
            places if full else rng.randint(0, places - 2),
            rng.randint(0, waiting_places) if full else 0,
        )

    def _make_class(self, number: int) -> dict[str, Any]:
        title, category = _TITLES[number % len(_TITLES)]
        return {
            "id": _FIRST_CLASS + number,
            "title": f"{title} {number // len(_TITLES) + 1}",
            "type": "STREAM" if number % 10 == 9 else "STUDIO",
            "duration": (45, 60, 30, 90)[number % 4],
            "category": category,
            "description": f"{title} for everybody",
            "imgUrl": f"https://images.example.com/classes/{number}",
            "bookable": True,
            "cancelCondition": {
                "cancelationAfterLatestPossible": False,
                "latestCancelTerm": {"value": 2, "unit": "HOURS"},
            },
        }


def make_instructor(studio: Studio, number: int) -> dict[str, Any]:
    """Return the instructor of this number, as the API returns one."""
    person = fake_people.make_person(studio.rng("employee", number))
    return {
        "id": 101 + number,
        "firstName": person.first_name,
        "lastName": person.last_name,
        "publicName": person.first_name,
    }


def render_slot(studio: Studio, slot: Slot, booked: int, waiting: int) -> dict[str, Any]:
    """Return a slot as the API returns it.

    Args:
        studio: The state.
        slot: The slot.
        booked: Number of booked places.
        waiting: Number of people on the waiting list.
    """
    klass = studio.part(Timetable).get_class(slot.class_id)
    room = slot.class_id % 3 + 1
    return {
        "id": slot.id,
        "startDateTime": format_datetime(slot.start),
        "endDateTime": format_datetime(slot.end),
        "classInformation": {"id": klass["id"], "title": klass["title"]},
        "instructors": [make_instructor(studio, slot.class_id % 20)],
        "location": {"id": 200 + room, "name": f"Room {room}"},
        "earliestBookingDateTime": format_datetime(slot.earliest),
        "latestBookingDateTime": format_datetime(slot.latest),
        "maxParticipants": slot.places,
        "maxWaitingListParticipants": slot.waiting_places,
        "bookedParticipants": booked,
        "additionalParticipants": 0,
        "waitingListParticipants": waiting,
    }


def _iter_days(first: date, days: int) -> Iterator[date]:
    begin, end = first.toordinal(), first.toordinal() + days
    # Before a session, there are the days on which it can be booked.
    in_calendar = range(max(begin, date.min.toordinal() + _BOOKABLE_DAYS), min(end, date.max.toordinal()))
    return map(date.fromordinal, in_calendar)
