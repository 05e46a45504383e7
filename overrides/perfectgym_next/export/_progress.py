"""Progress of a unit while it is read."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sized

    from perfectgym_next.export._reading import Entries
    from perfectgym_next.export._requests import CountingLimiter
    from perfectgym_next.export._unit import Unit

__all__ = ["INTERVAL", "CheckedCallback", "Progress", "ProgressMeter"]

INTERVAL = 0.5
"""Seconds between two reports of a unit, at least."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far the reading of a unit is.

    Attributes:
        unit: The unit.
        rows: Rows read so far.
        requests: Requests sent so far, retries included.
        parents_read: Number of parents, such as customers, whose list is read.
        parents: Number of parents for which the table is read; None if it is read for the whole studio, whose number of
            rows nobody knows before the end.
    """

    unit: Unit
    rows: int = 0
    requests: int = 0
    parents_read: int = 0
    parents: int | None = None


class ProgressMeter:
    """Reports how far a unit is, at its start and then at most every `INTERVAL` seconds.

    Args:
        unit: The unit.
        limiter: Counts its requests.
        on_progress: Is called with the progress; None for nothing.
    """

    def __init__(self, unit: Unit, limiter: CountingLimiter, on_progress: Callable[[Progress], object] | None) -> None:
        self._unit, self._limiter, self._on_progress = unit, limiter, on_progress

    def follow(self, batches: Iterator[Entries], parents: int | None = None, *skipped: Sized) -> Iterator[Entries]:
        """Yield the entries that are read, and report them.

        Args:
            batches: The entries as they are read.
            parents: Number of parents for which they are read, None for the whole studio.
            skipped: Parents without entries so far.
        """
        if self._on_progress is None:
            yield from batches
            return
        rows = 0
        self._on_progress(Progress(unit=self._unit, parents=parents))
        due = time.monotonic() + INTERVAL
        for read, entries in enumerate(batches, start=1):
            yield entries
            rows += len(entries.entries)
            if time.monotonic() >= due:
                self._on_progress(
                    Progress(
                        unit=self._unit,
                        rows=rows,
                        requests=self._limiter.requests,
                        parents_read=0 if parents is None else read + sum(map(len, skipped)),
                        parents=parents,
                    )
                )
                due = time.monotonic() + INTERVAL


class CheckedCallback:
    """Calls a callback, and keeps the error that it raised: it is its caller's, not one of the unit.

    Args:
        callback: The callback.

    Attributes:
        error: What it raised, or None.
    """

    def __init__(self, callback: Callable[[Progress], object]) -> None:
        self._callback = callback
        self.error: Exception | None = None

    def __call__(self, progress: Progress) -> None:
        """Call the callback."""
        try:
            self._callback(progress)
        except Exception as error:
            self.error = error
            raise
