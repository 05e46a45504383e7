"""Walk a list of the API over any number of days, in windows as long as the API allows.

No page of the vendor says whether a window of six days from a date on ends before or with the sixth day after it. So
windows begin where the shorter reading of the one before ends, and what comes twice is returned once.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from perfectgym_next._core.operation import check_option_names
from perfectgym_next.errors import PerfectGymError
from perfectgym_next.timestamps import format_date

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping

__all__ = ["DayWalk", "Window"]

T = TypeVar("T")

_MAX_DATETIME = datetime.max.replace(tzinfo=UTC)


class Window(NamedTuple):
    """Days to request at once.

    Attributes:
        first: The first day.
        last: The last day.
        days: Number of days from the first to the last.
    """

    first: date
    last: date
    days: int


class DayWalk(Generic[T]):
    """The windows of a walk, and which of their entries to return, in which order.

    Args:
        name: Name of the method, for errors.
        first_day: The first day.
        last_day: The last day.
        options: Options of each call.
        max_days: Maximum number of days in a window.
        at: Attribute of an entry with its date-time, by which entries are sorted.
        id: Attribute that identifies an entry, None if there is none.
        is_open_ended: Whether a window may hold entries of the day behind it.

    Raises:
        TypeError: A day is not a date, or the option does not exist.
        ValueError: The last day is before the first.
    """

    def __init__(
        self,
        name: str,
        first_day: date,
        last_day: date,
        options: Mapping[str, Any],
        *,
        max_days: int,
        at: str,
        id: str | None = None,  # noqa: A002 - as the API names it
        is_open_ended: bool = False,
    ) -> None:
        first, last = format_date(first_day, "first_day"), format_date(last_day, "last_day")
        if first > last:
            raise ValueError(f"last_day {last} is before first_day {first}: both belong to the days that are listed")
        check_option_names(name, options)
        self._first_day, self._last_day, self._max_days = first_day, last_day, max_days
        self._at, self._id, self._is_open_ended = at, id, is_open_ended
        self._name = name
        self._returned: set[object] = set()

    def walk(self, fetch: Callable[[Window], Iterable[T]]) -> Iterator[T]:
        """Yield the entries of each window, which is requested when the iteration reaches it."""
        for window in self._windows():
            with self._locate_errors(window):
                entries = list(fetch(window))
            yield from self._select(window, entries)

    async def walk_async(self, fetch: Callable[[Window], Any]) -> AsyncIterator[T]:
        """Yield the entries of each window asynchronously; see `walk`."""
        for window in self._windows():
            with self._locate_errors(window):
                found = fetch(window)
                entries: list[T] = await (_collect(found) if hasattr(found, "__aiter__") else found)
            for entry in self._select(window, entries):
                yield entry

    def _windows(self) -> Iterator[Window]:
        first = self._first_day
        while True:
            days = min(self._max_days, (self._last_day - first).days + 1)
            last = first + timedelta(days - 1)
            yield Window(first, last, days)
            if last == self._last_day:
                return
            first = last + timedelta(1)

    def _select(self, window: Window, entries: list[T]) -> list[T]:
        """Return the entries that are in the days of the walk and were not in the window before, in order of time."""
        if self._is_open_ended and window.last == self._last_day:
            entries = [entry for entry in entries if not self._is_later(entry)]
        keys = [self._key(entry) for entry in entries]
        selected = [entry for entry, key in zip(entries, keys, strict=True) if key not in self._returned]
        self._returned = set(keys)
        return sorted(selected, key=self._instant)

    def _is_later(self, entry: T) -> bool:
        at: datetime | None = getattr(entry, self._at)
        return at is not None and at.date() > self._last_day

    def _key(self, entry: Any) -> object:
        found = None if self._id is None else getattr(entry, self._id)
        return repr(entry.to_dict()) if found is None else found  # the text, as it holds the offset of a repeated hour

    def _instant(self, entry: T) -> datetime:
        at: datetime | None = getattr(entry, self._at)
        return _MAX_DATETIME if at is None else at.astimezone(UTC)  # two hours of one name are compared by their names

    @contextmanager
    def _locate_errors(self, window: Window) -> Iterator[None]:
        try:
            yield
        except PerfectGymError as error:
            days = f"from {window.first} to {window.last}"
            error.add_note(f"{self._name}() failed in the days {days}; to continue, give first_day {window.first}")
            raise


async def _collect(entries: AsyncIterator[T]) -> list[T]:
    return [entry async for entry in entries]
