"""Earlier exports: the folders beside the one of this export."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from perfectgym_next.export._unit import Unit

__all__ = ["earlier_folders", "find_covered_day", "find_finished"]


def earlier_folders(folder: str | os.PathLike[str]) -> list[Path]:
    """Return the folders beside a folder whose names sort before its name, the last one first."""
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
