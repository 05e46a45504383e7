"""The studio behind the embedded API, and the parts of its state."""

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
"""The studio's default current time: fixed, so that a test gives the same results every day."""

P = TypeVar("P")


class Studio:
    """One studio: the same arguments give the same customers, bookings and timetable.

    Its parts (accounts, customers, classes, ...) are created on first use, and their records when first read.

    Args:
        seed: Seed of the data.
        size: Initial number of customers.
        now: The current time; it does not advance.
    """

    def __init__(self, *, seed: int = 1, size: int = 300, now: datetime = NOW) -> None:
        self.seed = seed
        self.size = size
        self.now = now.astimezone(ZONE)
        self._parts: dict[type[Any], Any] = {}
        self._last_id = 900_000_000

    @property
    def today(self) -> date:
        """The current day in the studio's time zone."""
        return self.now.date()

    def part(self, kind: type[P]) -> P:
        """Return the studio's one instance of a class, created with the studio as its only argument."""
        part = self._parts.get(kind)
        if part is None:
            part = self._parts[kind] = cast("Any", kind)(self)
        return cast("P", part)

    def rng(self, *scope: object) -> Random:
        """Return a random number generator that depends on the seed and the scope only."""
        return Random("/".join(map(str, (self.seed, *scope))))  # noqa: S311  # example data, no secrets

    def new_id(self) -> int:
        """Return an id that no record has."""
        self._last_id += 1
        return self._last_id
