"""A studio behind the embedded API, and the parts of its state."""

from __future__ import annotations

from datetime import date, datetime
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar, cast

from perfectgym_next.timestamps import load_zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfectgym_next.testing._studio.clock import Clock

__all__ = ["FIRST_STUDIO_ID", "NOW", "STUDIO_NAME", "ZONE", "Studio"]

ZONE = load_zone("Europe/Berlin")
"""The time zone of all studios."""

NOW = datetime(2025, 6, 2, 9, 0, tzinfo=ZONE)
"""The default time at the beginning: fixed, so that a test gives the same results every day."""

STUDIO_NAME = "Example studio"
"""The name of the first studio."""

FIRST_STUDIO_ID = 1210005340
"""The id of the first studio."""

P = TypeVar("P")


class Studio:
    """One studio: the same arguments give the same customers, bookings and timetable.

    Its parts (accounts, customers, classes, ...) are created on first use, and their records when first read. What the
    seed generates depends on the day of the opening, not on the current one: the order of reading and advancing the
    clock makes no difference.

    Args:
        clock: The current time.
        seed: Seed of the data.
        size: Initial number of customers.
        studio_id: Id of the studio.
        name: Name of the studio.

    Attributes:
        opened: Time of the opening, which the initial data depend on.

    Raises:
        ValueError: The size is negative.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        seed: int = 1,
        size: int = 300,
        studio_id: int = FIRST_STUDIO_ID,
        name: str = STUDIO_NAME,
    ) -> None:
        if size < 0:
            raise ValueError(f"invalid customers={size}: the number of customers must be 0 or more")
        self.clock = clock
        self.seed = seed
        self.size = size
        self.id = studio_id
        self.name = name
        self.opened: datetime = self.clock.now
        self.last_id: int = 900_000_000
        self._parts: dict[type[Any], Any] = {}

    @property
    def now(self) -> datetime:
        """The current time, in the studio's time zone."""
        return self.clock.now

    @property
    def today(self) -> date:
        """The current day in the studio's time zone."""
        return self.now.date()

    @property
    def first_day(self) -> date:
        """The day of the opening."""
        return self.opened.date()

    @property
    def parts(self) -> Iterator[Any]:
        """The parts that were used so far."""
        return iter(list(self._parts.values()))

    def part(self, kind: type[P]) -> P:
        """Return the studio's one instance of a class, created with the studio as its only argument."""
        part = self._parts.get(kind)
        if part is None:
            part = self._parts[kind] = cast("Any", kind)(self)
        return cast("P", part)

    def is_part(self, value: object) -> bool:
        """Return whether a value is this studio or one of its parts."""
        return value is self or self._parts.get(type(value)) is value

    def pass_time(self, before: datetime) -> None:
        """Tell all parts that have a method ``pass_time`` that the clock was advanced.

        Args:
            before: The time until then.
        """
        for part in self.parts:
            if hasattr(part, "pass_time"):
                part.pass_time(before)

    def rng(self, *scope: object) -> Random:
        """Return a random number generator that depends on the seed and the scope only."""
        return Random("/".join(map(str, (self.seed, *scope))))  # noqa: S311  # example data, no secrets

    def new_id(self) -> int:
        """Return an id that no record has."""
        self.last_id += 1
        return self.last_id
