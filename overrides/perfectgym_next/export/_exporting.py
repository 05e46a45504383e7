"""Exporting one unit: read it, write its file, finish it by its manifest."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from functools import partial
from types import NoneType
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

import perfectgym_next
from perfectgym_next.errors import PerfectGymError
from perfectgym_next.export._arguments import require_aware, require_callable, require_folder, require_type
from perfectgym_next.export._errors import ExportError
from perfectgym_next.export._files import UnitFiles, hash_file
from perfectgym_next.export._manifest import Manifest
from perfectgym_next.export._progress import Progress, ProgressMeter
from perfectgym_next.export._reading import Entries, ParentReader, read_studio
from perfectgym_next.export._requests import CountingLimiter
from perfectgym_next.export._unit import Unit
from perfectgym_next.export._writing import RowWriter, iterate_batches, rewrite_without
from perfectgym_next_generated.tables import TABLES

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

    from perfectgym_next import PerfectGym
    from perfectgym_next_generated.tables import Table

__all__ = ["KEPT_NIGHTS", "export_unit", "parent_unit"]

KEPT_NIGHTS = 7
"""Days for which the lists of a vanished customer are still read."""

_MAX_ATTEMPTS = 3
"""How often a unit is read if other attempts replace its file each time."""


def export_unit(
    unit: Unit,
    folder: str | os.PathLike[str],
    *,
    client: PerfectGym | None = None,
    clock: Callable[[], datetime] | None = None,
    on_progress: Callable[[Progress], object] | None = None,
) -> Manifest:
    """Read a unit and write its file. A finished unit is not read again.

    The file appears under its name when it is complete, and the manifest after it. A process that is killed leaves
    neither, and its leftovers are removed by the attempt that finishes.

    Args:
        unit: A unit of a `Plan`.
        folder: Folder of the export, the same for all of its units.
        client: The studio's client. By default one is created from the environment, and closed afterwards.
        clock: Returns the current time, aware. Defaults to the clock of the machine.
        on_progress: Is called with the progress in this thread: before the first request, and then at most twice a
            second when a response has been read. If it raises, the unit fails with its error.

    Returns:
        The manifest, also of a unit that was finished before.

    Raises:
        PerfectGymError: As every operation.
        ExportError: The customers of the studio are not exported yet, a value does not fit its column exactly, other
            attempts at the unit end at the same time again and again, or the unit is finished with personal data and
            planned without, or the other way round.
        OSError: A file cannot be written; `filename` says which.
        TypeError: An argument is of another type, or `clock` returns something else.
        ValueError: `clock` returns a time without time zone.
    """
    require_type("unit", unit, Unit, "a Unit of a Plan")
    require_folder(folder)
    require_type("client", client, (perfectgym_next.PerfectGym, NoneType), "a PerfectGym")
    require_callable("clock", clock)
    require_callable("on_progress", on_progress)
    for _ in range(_MAX_ATTEMPTS):
        files = UnitFiles(folder, unit)
        finished = files.find_finished()
        if finished is not None:
            files.remove_leftovers()
            return finished
        if client is None:
            with unit.studio.connect(application="perfectgym-export") as gym:
                return export_unit(unit, folder, client=gym, clock=clock, on_progress=on_progress)
        write = partial(_write, unit, folder, files, client, clock=clock or _now, on_progress=on_progress)
        manifest = _attempt(unit, files, write)
        if manifest is not None:
            return manifest
    raise ExportError(
        f"{unit}: other attempts replaced or removed its file {_MAX_ATTEMPTS} times: export it once at a time"
    )


def _attempt(unit: Unit, files: UnitFiles, write: Callable[[], Manifest]) -> Manifest | None:
    """Return the manifest, None if another attempt has replaced or removed the file and not finished the unit."""
    files.prepare()
    try:
        return files.publish(write())
    except FileNotFoundError as error:
        if not files.is_of_attempt(error.filename):
            raise
        return files.find_manifest()  # another attempt has ended, and removed the file of this one
    except PerfectGymError as error:
        error.add_note(f"while exporting {unit}")
        raise
    except OSError as error:
        if error.errno is not None:  # else it has a text of its own, as one of the callback
            error.filename = error.filename or str(files.data)  # that of a full disk names no file
        raise
    finally:
        files.discard()


def _now() -> datetime:
    return datetime.now(UTC)


def _write(
    unit: Unit,
    folder: str | os.PathLike[str],
    files: UnitFiles,
    client: PerfectGym,
    *,
    clock: Callable[[], datetime],
    on_progress: Callable[[Progress], object] | None,
) -> Manifest:
    table = TABLES[unit.table]
    limiter = CountingLimiter(client.limiter)
    gym = client.with_options(limiter=limiter)
    meter = ProgressMeter(unit, limiter, on_progress)
    started, start = clock(), time.monotonic()
    require_aware("what clock returns", started)
    reader = None
    if table.parent is None:
        rows, digest = _write_studio(unit, table, files, meter.follow(read_studio(gym, table, clock)))
    else:
        reader = ParentReader(gym, table, unit, clock)
        rows, digest = _write_children(unit, table, folder, files, reader, meter=meter)
    return Manifest(
        studio=unit.studio.name,
        table=unit.table,
        part=unit.part,
        run=unit.run,
        rows=rows,
        rows_sha256=digest,
        file_sha256=hash_file(files.attempt),
        file_bytes=files.attempt.stat().st_size,
        requests=limiter.requests,
        waits=round(limiter.waited, 3),
        seconds=round(time.monotonic() - start, 3),
        started=_format(started),
        ended=_format(clock()),
        exported_at=_format(unit.started_at),
        not_found=reader.not_found if reader else [],
        denied=reader.denied if reader else [],
        with_personal=unit.with_personal,
        description_sha256=_description_sha256(),
        package_version=perfectgym_next.__version__,
    )


def _write_studio(unit: Unit, table: Table, files: UnitFiles, batches: Iterator[Entries]) -> tuple[int, str]:
    key = [column for column in table.columns if column.name in table.key]
    numbers: dict[Any, int] = {}
    superseded: set[int] = set()
    writer = RowWriter(files.attempt, table, unit)
    try:
        for entries, parent, read_at in batches:
            identities = zip(*(map(column.read, entries) for column in key), strict=True)
            for number, identity in enumerate(identities, start=writer.rows):
                if identity in numbers:
                    superseded.add(numbers[identity])
                numbers[identity] = number
            writer.add(entries, parent, read_at)
        if table.keeps_vanished and unit.previous is not None:
            _add_vanished(unit, table, writer, numbers)
        digest = writer.close()
    finally:
        writer.abandon()
    if not superseded:
        return writer.rows, digest
    return _rewrite(unit, table, files, superseded)


def _rewrite(unit: Unit, table: Table, files: UnitFiles, superseded: set[int]) -> tuple[int, str]:
    first = files.attempt
    files.attempt = first.with_name(f"{first.name.removesuffix('.parquet.part')}b.parquet.part")
    writer = RowWriter(files.attempt, table, unit)
    try:
        rewrite_without(superseded, first, writer)
        return writer.rows, writer.close()
    finally:
        writer.abandon()
        first.unlink()


def _add_vanished(unit: Unit, table: Table, writer: RowWriter, numbers: dict[Any, int]) -> None:
    """Add the rows of the export before whose ids were not read, with the time since when they are missing."""
    before = UnitFiles(unit.previous or "", unit)
    manifest = before.find_manifest()
    if manifest is None:
        raise ExportError(f"{before.data} was finished when the export was planned, and is not any more")
    before.check_data(manifest)
    (name,) = table.key
    for batch in iterate_batches(before.data):
        rows = batch.to_pydict()
        kept = [index for index, identity in enumerate(rows[name]) if (identity,) not in numbers]
        missing = {column: [values[index] for index in kept] for column, values in rows.items()}
        missing["vanished_at"] = [since or unit.started_at.astimezone(UTC) for since in missing["vanished_at"]]
        writer.add_values(missing, len(kept))


def _write_children(
    unit: Unit,
    table: Table,
    folder: str | os.PathLike[str],
    files: UnitFiles,
    reader: ParentReader,
    *,
    meter: ProgressMeter,
) -> tuple[int, str]:
    parents = list(_read_parents(unit, table, folder))
    writer = RowWriter(files.attempt, table, unit)
    try:
        batches = reader.read(iter(parents))
        for entries, parent, read_at in meter.follow(batches, len(parents), reader.not_found, reader.denied):
            writer.add(entries, parent, read_at)
        return writer.rows, writer.close()
    finally:
        writer.abandon()


def parent_unit(unit: Unit) -> Unit | None:
    """Return the unit whose rows a unit is read for, None if it is read for the whole studio."""
    parent = TABLES[unit.table].parent
    if parent is None:
        return None
    return Unit(studio=unit.studio, table=parent.table, run=unit.run, started_at=unit.started_at)


def _read_parents(unit: Unit, table: Table, folder: str | os.PathLike[str]) -> Iterator[Any]:
    """Return the ids for which a table is read, in the order of the parent's file.

    Raises:
        ExportError: The parent is not exported, or its file was changed.
    """
    parent, source = table.parent, parent_unit(unit)
    if parent is None or source is None:
        raise ValueError(f"the table {table.name} has no parent")
    files = UnitFiles(folder, source)
    manifest = files.find_manifest()
    if manifest is None:
        raise ExportError(
            f"studio {unit.studio.name}, table {unit.table}: export {parent.table} of the studio first, it is read for "
            "each of its rows"
        )
    files.check_data(manifest)
    return _iterate_parents(unit, parent.key, files)


def _iterate_parents(unit: Unit, key: str, files: UnitFiles) -> Iterator[Any]:
    last = unit.started_at - timedelta(days=KEPT_NIGHTS)
    seen: set[Any] = set()
    for batch in iterate_batches(files.data, [key, "vanished_at"]):
        if "vanished_at" in batch.schema.names:
            vanished = batch["vanished_at"]
            batch = batch.filter(pc.or_kleene(pc.is_null(vanished), pc.greater_equal(vanished, last)))  # noqa: PLW2901
        for identity in batch[key].to_pylist():
            if identity is None or identity in seen:
                continue
            seen.add(identity)
            if unit.remainder is None or identity % unit.remainder[1] == unit.remainder[0] - 1:
                yield identity


def _format(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _description_sha256() -> str:
    import json
    from importlib.resources import files

    lock = json.loads(files("perfectgym_next_generated").joinpath("generated-from.json").read_bytes())
    return str(lock["description_sha256"])
