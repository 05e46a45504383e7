"""How far an export is: what is counted, what is running, how long it will take."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from perfectgym_next.export import Progress
from perfectgym_next.export._history import earlier_folders, expect_requests
from perfectgym_next_generated.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from perfectgym_next import Outcome
    from perfectgym_next.export import Manifest, Plan, Unit

__all__ = ["ExportState", "RunningUnit"]

_NIGHTS = 7
"""Earlier exports in which the requests of a unit are looked up."""

_WINDOW = 300.0
"""Seconds whose requests give the speed of the export."""

_MIN_WINDOW = 10.0
"""Seconds that an export must run before its speed is known."""


class RunningUnit(NamedTuple):
    """A unit that is read.

    Attributes:
        progress: What is read so far.
        seconds: Seconds since it began.
        share: Share that is read, from 0 to 1; None if that is not known.
    """

    progress: Progress
    seconds: float
    share: float | None


class ExportState:
    """How far an export is. One thread adds to it, and any thread may read it.

    Args:
        plan: The plan.
        folder: Folder of the export.
        clock: Returns seconds, as `time.monotonic`.

    Attributes:
        total: Number of units.
        done: Number of units that are finished, those of earlier runs included.
        failed: Errors of the units that failed.
    """

    def __init__(self, plan: Plan, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._folders = [folder, *earlier_folders(folder)[:_NIGHTS]]
        self._running: dict[Unit, tuple[Progress, float]] = {}
        self._waiting: dict[Unit, int | None] = {}
        self._rows = self._requests = self._failed_requests = self.done = 0
        self.total = 0
        self.failed: dict[Unit, Exception] = {}
        for unit in plan.units(folder):
            self.total += 1
            manifest = unit.find_manifest(folder)
            if manifest is None:
                self._waiting[unit] = expect_requests(unit, self._folders)
            else:
                self._count(manifest)
        self._start = clock()
        self._samples = deque([(self._start, self.requests)])

    @property
    def rows(self) -> int:
        """Rows of the finished units, and those read so far."""
        return self._rows + sum(progress.rows for progress, _ in list(self._running.values()))

    @property
    def requests(self) -> int:
        """Requests of all units, those of earlier runs included."""
        running = sum(progress.requests for progress, _ in list(self._running.values()))
        return self._requests + self._failed_requests + running

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return self._clock() - self._start

    def add_progress(self, progress: Progress) -> None:
        """Note how far a unit is."""
        _, start = self._running.get(progress.unit, (None, self._clock()))
        self._running[progress.unit] = progress, start
        self._sample()

    def add_outcome(self, outcome: Outcome[Unit, Manifest]) -> None:
        """Note how a unit ended."""
        unit = outcome.argument
        progress, _ = self._running.pop(unit, (Progress(unit=unit), 0.0))
        del self._waiting[unit]
        if outcome.error is not None:
            self.failed[unit] = outcome.error
            self._failed_requests += progress.requests
            for other in self._waiting:
                parent = TABLES[other.table].parent
                if other.studio == unit.studio and parent is not None and parent.table == unit.table:
                    self._waiting[other] = 0  # it cannot be read without these rows
        else:
            self._count(outcome.result())
            for other, expected in list(self._waiting.items()):
                if expected is None and other.studio == unit.studio:  # it may be read for these rows
                    self._waiting[other] = expect_requests(other, self._folders)
        self._sample()

    def _count(self, manifest: Manifest) -> None:
        self.done += 1
        self._rows += manifest.rows
        self._requests += manifest.requests

    def _sample(self) -> None:
        now = self._clock()
        if now - self._samples[-1][0] >= 1:
            self._samples.append((now, self.requests))
        while now - self._samples[0][0] > _WINDOW:
            self._samples.popleft()

    def running(self) -> list[RunningUnit]:
        """Return the units that are read, the one that began first at the head."""
        now = self._clock()
        units = [RunningUnit(one, now - start, self._share(one)) for one, start in list(self._running.values())]
        return sorted(units, key=lambda unit: -unit.seconds)

    def _share(self, progress: Progress) -> float | None:
        if progress.parents is not None:
            return progress.parents_read / progress.parents if progress.parents else 1.0
        expected = self._waiting.get(progress.unit)
        return min(progress.requests / expected, 1.0) if expected else None

    def seconds_left(self) -> float | None:
        """Return how many seconds are left at the speed of the last minutes, None if that is not known."""
        waiting = list(self._waiting.values())  # of thousands of units: nothing is looked up for each of them
        left: float = sum(expected for expected in waiting if expected is not None)
        unknown = waiting.count(None)
        for progress, _ in list(self._running.values()):
            expected = self._waiting.get(progress.unit)
            if progress.parents is not None and progress.parents_read:
                left += progress.requests * (progress.parents / progress.parents_read - 1) - (expected or 0)
                unknown -= expected is None
            elif expected is not None:
                left -= min(progress.requests, expected)
        if unknown:
            return None
        start, requests = self._samples[0]
        seconds, sent = self._clock() - start, self.requests - requests
        return left * seconds / sent if seconds >= _MIN_WINDOW and sent > 0 else None
