"""Earlier exports: the folders beside the one of this export."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from perfectgym_next.export._arguments import require_folder
from perfectgym_next.export._errors import ExportError
from perfectgym_next.export._exporting import parent_unit
from perfectgym_next_generated.tables import TABLES

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence

    from perfectgym_next.export._manifest import Manifest
    from perfectgym_next.export._unit import Unit

__all__ = ["earlier_folders", "expect_requests", "find_covered_day", "find_finished"]


def earlier_folders(folder: str | os.PathLike[str]) -> list[Path]:
    """Return the folders beside a folder whose names sort before its name, the last one first."""
    require_folder(folder)
    here = Path(folder).resolve()
    if not here.parent.is_dir():
        return []
    folders = [path for path in here.parent.iterdir() if path.name < here.name and path.is_dir()]
    return sorted(folders, key=lambda path: path.name, reverse=True)


def find_finished(unit: Unit, folders: Iterable[Path]) -> Path | None:
    """Return the first of some folders in which a unit is finished."""
    return next((folder for folder in folders if unit.find_manifest(folder) is not None), None)


def find_covered_day(studio: str, table: str, folders: Iterable[Path]) -> date | None:
    """Return the last day that the first folder with the table has, None if none has it."""
    for folder in folders:
        days = [date.fromisoformat(path.stem) for path in (folder / table / studio).glob("????-??-??.json")]
        if days:
            return max(days)
    return None


def expect_requests(unit: Unit, folders: Sequence[Path]) -> int | None:
    """Return how many requests a unit will take, None if that is not known. Nothing is sent.

    Args:
        unit: The unit.
        folders: Folders of exports, the newest one first. The first in which the unit is finished tells. Otherwise, a
            list of each customer takes a request for each customer, in the first folder that has them.
    """
    known = _find_manifest(unit, folders)
    if known is not None:
        return known.requests
    walks, parent = len(TABLES[unit.table].walks), parent_unit(unit)
    if parent is None:
        is_parent = any(table.parent is not None and table.parent.table == unit.table for table in TABLES.values())
        return None if is_parent else walks
    known = _find_manifest(parent, folders)
    return None if known is None else known.rows * walks // (unit.remainder[1] if unit.remainder else 1)


def _find_manifest(unit: Unit, folders: Sequence[Path]) -> Manifest | None:
    for folder in folders:
        with contextlib.suppress(ExportError):  # one that cannot be read tells nothing
            if (manifest := unit.find_manifest(folder)) is not None:
                return manifest
    return None
