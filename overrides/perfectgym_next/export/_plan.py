"""Plans: which units an export has, in which order, and what is left of them."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import NoneType
from typing import TYPE_CHECKING, NamedTuple

import perfectgym_next
from perfectgym_next.errors import PerfectGymError
from perfectgym_next.export._arguments import require_aware, require_callable, require_folder, require_type
from perfectgym_next.export._exporting import export_unit
from perfectgym_next.export._files import UnitFiles, remove_finished_leftovers
from perfectgym_next.export._history import earlier_folders, find_covered_day, find_finished
from perfectgym_next.export._manifest import Manifest
from perfectgym_next.export._processes import MAX_JOBS, export_in_processes
from perfectgym_next.export._progress import CheckedCallback, Progress
from perfectgym_next.export._reading import read_studio
from perfectgym_next.export._unit import Unit, find_table
from perfectgym_next.limits import DEFAULT_LIMIT
from perfectgym_next.outcomes import Outcome
from perfectgym_next.studios import AsyncStudios, Studios
from perfectgym_next.timestamps import load_zone
from perfectgym_next_generated.tables import TABLES

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from perfectgym_next import PerfectGym
    from perfectgym_next.studios import Studio
    from perfectgym_next_generated.tables import Table

__all__ = ["OVERLAP_DAYS", "Estimate", "EstimateRow", "Plan"]

OVERLAP_DAYS = 3
"""Days before the last one covered that are read again: entries may arrive late."""


class EstimateRow(NamedTuple):
    """What one table of one studio is expected to take."""

    studio: str
    table: str
    requests: int
    rows: int | None
    """None if no export before tells."""

    @property
    def minutes(self) -> float:
        """Minutes at the rate limit."""
        return self.requests / DEFAULT_LIMIT


@dataclass(frozen=True)
class Estimate:
    """What an export is expected to take.

    Attributes:
        parts: The tables of the studios.
    """

    parts: tuple[EstimateRow, ...]

    @property
    def requests(self) -> int:
        """Requests of all tables."""
        return sum(part.requests for part in self.parts)

    @property
    def rows(self) -> int | None:
        """Rows of all tables, None if they are not known of each."""
        known = [part.rows for part in self.parts if part.rows is not None]
        return sum(known) if len(known) == len(self.parts) else None

    @property
    def minutes(self) -> float:
        """Minutes at the rate limit if one table is exported after the other."""
        return self.requests / DEFAULT_LIMIT

    @property
    def shortest_minutes(self) -> float:
        """Minutes at the rate limit if all tables are exported at once: the limit is one for each studio and table."""
        return max((part.requests for part in self.parts), default=0) / DEFAULT_LIMIT

    def __str__(self) -> str:
        rows = "rows not known" if self.rows is None else f"{self.rows:,} rows"
        return (
            f"{self.requests:,} requests, {rows}; at {DEFAULT_LIMIT:,} requests a minute for each studio and table: "
            f"{self.minutes:,.1f} minutes one after the other, {self.shortest_minutes:,.1f} all at once"
        )


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Which units an export has. It sends nothing and writes nothing, except `estimate` and `export`.

    Attributes:
        studios: The studios.
        tables: Names of the tables, parents first.
        run: Text in the column ``_run`` of each row.
        started_at: Start of the export, aware.
        since: First day of tables that are read day by day; None to continue the export before.
        rotate: How many exports a table takes to be read once, by its name.
        with_personal: Whether columns with personal data are written.
    """

    studios: tuple[Studio, ...]
    tables: tuple[str, ...]
    run: str
    started_at: datetime
    since: date | None
    rotate: Mapping[str, int]
    with_personal: bool

    @classmethod
    def for_studios(
        cls,
        studios: Studios,
        tables: Iterable[str] | None = None,
        *,
        run: str | None = None,
        started_at: datetime | None = None,
        since: date | None = None,
        rotate: Mapping[str, int] | None = None,
        with_personal: bool = True,
    ) -> Plan:
        """Plan an export.

        Args:
            studios: The studios. Other processes can export their units if `Studios.from_toml` or
                `Studios.from_environment` made them.
            tables: Names of the tables; None for all. The tables that they are read for are added.
            run: Text in the column ``_run`` of each row. Defaults to the start in UTC.
            started_at: Start of the export, aware. Defaults to now.
            since: First day of tables that are read day by day, such as ``checkins``. By default they continue three
                days before the last day that the export before has.
            rotate: How many exports a table takes, by its name: with ``{"documents": 7}`` each export reads the
                customers whose id has another remainder by 7.
            with_personal: Whether columns with personal data are written.

        Raises:
            TypeError: An argument is of another type, such as one text for `tables`, or a date-time for `since`.
            ValueError: No table is given, one does not exist or cannot be read in parts, or the start has no time zone.
        """
        require_type("studios", studios, (Studios, AsyncStudios), "Studios, as Studios.from_toml() makes them")
        started_at = datetime.now(UTC) if started_at is None else started_at
        require_aware("started_at", started_at)
        if isinstance(since, datetime):
            raise TypeError(f"since must be a date, not the date-time {since}: a day depends on the studio's time zone")
        require_type("since", since, (date, NoneType), "a date")
        require_type("run", run, (str, NoneType), "text")
        require_type("with_personal", with_personal, bool, "True or False")
        require_type("rotate", rotate, (Mapping, NoneType), "numbers by table, such as {'documents': 7}")
        rotated = dict(rotate or {})
        for name, count in rotated.items():
            table = find_table(name)
            is_count = isinstance(count, int) and not isinstance(count, bool) and count >= 1
            if table.parent is None or table.window is not None or not is_count:
                raise ValueError(
                    f"invalid rotate {{{name!r}: {count!r}}}: expected a table read by customer, and 1 or more"
                )
        return cls(
            studios=tuple(studios.studio(name) for name in studios),
            tables=_order(TABLES if tables is None else tables),
            run=started_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") if run is None else run,
            started_at=started_at,
            since=since,
            rotate=rotated,
            with_personal=with_personal,
        )

    def units(self, folder: str | os.PathLike[str]) -> Iterator[Unit]:
        """Yield all units of the export, parents first.

        Args:
            folder: Folder of the export. The folders beside it whose names sort before its name are those of earlier
                exports, such as ``lake/2026-11-24`` and ``lake/2026-11-25``.
        """
        earlier = earlier_folders(folder)
        for name in self.tables:
            table = TABLES[name]
            for studio in self.studios:
                make = partial(
                    Unit,
                    studio=studio,
                    table=name,
                    run=self.run,
                    started_at=self.started_at,
                    with_personal=self.with_personal,
                )
                if table.keeps_vanished:
                    previous = find_finished(make(), earlier)
                    yield make(previous=None if previous is None else str(previous))
                elif table.window is not None:
                    yield from (make(day=day) for day in self._days(studio, name, earlier))
                elif self.rotate.get(name, 1) > 1:
                    count = self.rotate[name]
                    yield make(remainder=(self.started_at.toordinal() % count + 1, count))
                else:
                    yield make()

    def missing(self, folder: str | os.PathLike[str]) -> Iterator[Unit]:
        """Yield the units that are not finished, parents first; see `units`.

        What killed processes left of finished units is removed from the folder.

        Raises:
            ExportError: A manifest in the folder cannot be read, or a unit is finished with personal data and planned
                without, or the other way round.
        """
        remove_finished_leftovers(folder)
        return (unit for unit in self.units(folder) if UnitFiles(folder, unit).find_finished() is None)

    def stages(self, folder: str | os.PathLike[str]) -> Iterator[list[Unit]]:
        """Yield the units that are not finished in two lists; the second one is read for the rows of the first.

        All units of a list may be exported at the same time.
        """
        units = list(self.missing(folder))
        for stage in (False, True):
            yield [unit for unit in units if (TABLES[unit.table].parent is not None) is stage]

    def export(
        self,
        folder: str | os.PathLike[str],
        *,
        clients: Mapping[str, PerfectGym] | None = None,
        clock: Callable[[], datetime] | None = None,
        jobs: int = 1,
        on_progress: Callable[[Progress], object] | None = None,
        max_seconds: float | None = None,
    ) -> Iterator[Outcome[Unit, Manifest]]:
        """Export the units that are not finished. A unit that fails does not stop the others.

        Args:
            folder: Folder of the export.
            clients: Clients by the studios' names. By default each is created from the environment.
            clock: As of `export_unit`.
            jobs: Number of processes, from 1 to 64. Those of more than 1 import the caller's ``__main__`` module.
            on_progress: As of `export_unit`. With several processes, it is called in this one, twice a second for each
                unit in progress, while the next outcome is waited for. If it raises, the iteration ends with its error.
            max_seconds: Seconds from the first step of the iteration after which no unit is begun. Those in progress
                are finished.

        Returns:
            The outcome of each unit as it ends, with the unit as its ``argument``, and the manifest as its result.

        Raises:
            TypeError: An argument is of another type.
            ValueError: `jobs` or `max_seconds` is out of range, `jobs` is given with `clients`, which do not leave
                their process, or a studio has no client.
        """
        if isinstance(jobs, bool) or not isinstance(jobs, int) or not 1 <= jobs <= MAX_JOBS:
            raise ValueError(f"invalid jobs {jobs!r}: expected a whole number from 1 to {MAX_JOBS}")
        require_folder(folder)
        require_callable("clock", clock)
        require_callable("on_progress", on_progress)
        self._require_clients(clients)
        if jobs > 1 and clients is not None:
            raise ValueError("clients do not leave their process: give jobs=1, or no clients")
        if max_seconds is not None and not max_seconds > 0:
            raise ValueError(f"invalid max_seconds {max_seconds!r}: expected more than 0, or None")
        seconds = math.inf if max_seconds is None else max_seconds
        return self._export(folder, clients, clock, jobs=jobs, on_progress=on_progress, max_seconds=seconds)

    def _export(
        self,
        folder: str | os.PathLike[str],
        clients: Mapping[str, PerfectGym] | None,
        clock: Callable[[], datetime] | None,
        *,
        jobs: int,
        on_progress: Callable[[Progress], object] | None,
        max_seconds: float,
    ) -> Iterator[Outcome[Unit, Manifest]]:
        deadline = time.monotonic() + max_seconds
        if jobs > 1:
            for stage in self.stages(folder):
                yield from export_in_processes(
                    stage, folder, jobs, clock=clock, on_progress=on_progress, deadline=deadline
                )
            return
        report = None if on_progress is None else CheckedCallback(on_progress)
        for unit in self.missing(folder):
            if time.monotonic() >= deadline:
                return
            client = None if clients is None else clients[unit.studio.name]
            try:
                manifest = export_unit(unit, folder, client=client, clock=clock, on_progress=report)
            except Exception as error:  # the other units are exported
                if report is not None and error is report.error:
                    raise
                yield Outcome(unit, error, None)
            else:
                yield Outcome(unit, None, manifest)

    def _require_clients(self, clients: Mapping[str, PerfectGym] | None) -> None:
        if clients is None:
            return
        require_type("clients", clients, Mapping, "clients by the studios' names, as Studios are")
        for studio in self.studios:
            if studio.name not in clients:
                raise ValueError(f"clients must have each studio of the plan, and have no {studio.name!r}")
            require_type(f"clients[{studio.name!r}]", clients[studio.name], perfectgym_next.PerfectGym, "a PerfectGym")

    def estimate(
        self, folder: str | os.PathLike[str] | None = None, *, clients: Mapping[str, PerfectGym] | None = None
    ) -> Estimate:
        """Estimate what an export takes: from the manifests of the export before, else by reading the parents' lists.

        Args:
            folder: Folder of the export, beside those of earlier exports; None if there are none.
            clients: Clients by the studios' names. By default each is created from the environment.

        Raises:
            PerfectGymError: As every operation.
        """
        self._require_clients(clients)
        earlier = [] if folder is None else earlier_folders(folder)
        read_for = {parent.table for name in self.tables if (parent := TABLES[name].parent) is not None}
        parts = []
        for studio in self.studios:
            counts: dict[str, EstimateRow] = {}
            for name in self.tables:
                table = TABLES[name]
                known = _sum_manifests(studio.name, name, earlier)
                if known is None and table.parent is not None:
                    known = self._estimate_children(studio, table, counts[table.parent.table], earlier)
                elif known is None and name in read_for:
                    known = _count(studio, table, clients)
                counts[name] = known or EstimateRow(studio.name, name, len(table.walks), None)
                parts.append(counts[name])
        return Estimate(tuple(parts))

    def _estimate_children(
        self, studio: Studio, table: Table, parents: EstimateRow, earlier: list[Path]
    ) -> EstimateRow:
        days = 1 if table.window is None else len(list(self._days(studio, table.name, earlier)))
        requests = (parents.rows or 0) * days * len(table.walks) // self.rotate.get(table.name, 1)
        return EstimateRow(studio.name, table.name, requests, None)

    def _days(self, studio: Studio, table: str, earlier: list[Path]) -> Iterator[date]:
        zone = UTC if studio.time_zone is None else load_zone(studio.time_zone)
        last = self.started_at.astimezone(zone).date() - timedelta(days=1)
        first = self.since or (find_covered_day(studio.name, table, earlier) or last) - timedelta(days=OVERLAP_DAYS)
        for number in range((last - first).days + 1):
            yield first + timedelta(days=number)


def _sum_manifests(studio: str, table: str, earlier: list[Path]) -> EstimateRow | None:
    """Return what a table took in the last export that has it, None if none has it."""
    for folder in earlier:
        paths = [folder / table / f"{studio}.json", *(folder / table / studio).glob("*.json")]
        found = [Manifest.read(path) for path in paths if path.exists()]
        if found:
            return EstimateRow(studio, table, sum(one.requests for one in found), sum(one.rows for one in found))
    return None


def _count(studio: Studio, table: Table, clients: Mapping[str, PerfectGym] | None) -> EstimateRow:
    """Read a list to count it: lists tell no total."""
    with contextlib.ExitStack() as stack:
        gym = clients[studio.name] if clients is not None else stack.enter_context(studio.connect())
        try:
            slices = [len(one.entries) for one in read_studio(gym, table, _no_time)]
        except PerfectGymError as error:
            error.add_note(f"while counting {table.name} of {studio.name}")
            raise
    return EstimateRow(studio.name, table.name, len(slices), sum(slices))


def _no_time() -> datetime:
    return datetime.min.replace(tzinfo=UTC)


def _order(names: Iterable[str]) -> tuple[str, ...]:
    """Return the tables with those that they are read for, parents first."""
    if isinstance(names, str):
        raise TypeError(f"tables must be several names, such as [{names!r}]")
    require_type("tables", names, Iterable, "several names, such as ['customers']")
    wanted = {name: find_table(name) for name in names}
    if not wanted:
        raise ValueError("no table given: name at least one, or give None for all")
    parents = {table.parent.table for table in wanted.values() if table.parent is not None}
    chosen = [table for name, table in TABLES.items() if name in wanted or name in parents]
    return tuple(table.name for table in sorted(chosen, key=lambda table: table.parent is not None))
