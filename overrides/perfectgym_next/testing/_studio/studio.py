"""The studio behind the embedded API: what it is made from, and its parts."""

from __future__ import annotations

from datetime import date, datetime
from random import Random
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

__all__ = ["NOW", "STUDIO_NAME", "ZONE", "Studio"]

ZONE = ZoneInfo("Europe/Berlin")
"""The studio's time zone."""

STUDIO_NAME = "Example studio"
"""The studio's name."""

NOW = datetime(2025, 6, 2, 9, 0, tzinfo=ZONE)
"""The moment at which the studio stands unless told otherwise: fixed, so that a test means the same every day."""

P = TypeVar("P")


class Studio:
    """One studio: the same arguments give the same members, bookings and timetable.

    Its parts (accounts, customers, classes, ...) are made when first asked for, and their records when first read.

    Args:
        seed: Chooses the studio.
        size: How many customers it has at the start.
        now: The moment at which it stands; time does not pass in it.
    """

    def __init__(self, *, seed: int = 1, size: int = 300, now: datetime = NOW) -> None:
        self.seed = seed
        self.size = size
        self.now = now.astimezone(ZONE)
        self._parts: dict[type[Any], Any] = {}
        self._last_id = 900_000_000

    @property
    def today(self) -> date:
        """The day at which the studio stands, in its own time zone."""
        return self.now.date()

    def part(self, kind: type[P]) -> P:
        """The studio's one part of this kind, made with the studio as its only argument."""
        part = self._parts.get(kind)
        if part is None:
            part = self._parts[kind] = cast("Any", kind)(self)
        return cast("P", part)

    def dice(self, *about: object) -> Random:
        """Random numbers that depend on the seed and on what they are about, and on nothing else."""
        return Random("/".join(map(str, (self.seed, *about))))  # noqa: S311  # example data, no secrets

    def new_id(self) -> int:
        """An id that no record has yet."""
        self._last_id += 1
        return self._last_id
