"""Units: the parts into which an export is divided, and the files that hold them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any, Self

from perfectgym_next.export._arguments import require_aware, require_type
from perfectgym_next.studios import Studio
from perfectgym_next_generated.tables import LEFT_OUT, TABLES

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from perfectgym_next.export._manifest import Manifest
    from perfectgym_next_generated.tables import Table

__all__ = ["Unit", "find_table"]


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One part of one table of one studio: all of it, one day, or the customers with one remainder of their ids.

    It can be pickled or written as JSON, and holds no key: another process needs only the unit, the folder and the
    environment.

    Attributes:
        studio: The studio, without its key.
        table: Name of the table.
        run: Text in the column ``_run`` of each row.
        started_at: Start of the export, aware.
        day: The day that is read, of a table that is read day by day.
        remainder: Which of how many parts is read, from 1, of a table that takes several exports.
        previous: Folder of the newest export before that has the studio's customers; None for none.
        with_personal: Whether columns with personal data are written.
    """

    studio: Studio
    table: str
    run: str
    started_at: datetime
    day: date | None = None
    remainder: tuple[int, int] | None = None
    previous: str | None = None
    with_personal: bool = True

    def __post_init__(self) -> None:
        """Check what would name a wrong file, or select other rows than meant."""
        require_type("studio", self.studio, Studio, "a Studio")
        table = find_table(self.table)
        require_type("run", self.run, str, "text")
        require_aware("started_at", self.started_at)
        require_type("with_personal", self.with_personal, bool, "True or False")
        require_type("previous", self.previous, (str, NoneType), "the path of a folder as text")
        is_day = isinstance(self.day, date) and not isinstance(self.day, datetime)
        if self.day is not None if table.window is None else not is_day:
            wanted = "no day" if table.window is None else "a date"
            raise ValueError(f"invalid day {self.day!r} of the table {self.table}: expected {wanted}")
        if self.remainder is not None and (table.parent is None or not _is_remainder(self.remainder)):
            raise ValueError(
                f"invalid remainder {self.remainder!r} of the table {self.table}: expected a part and their number, "
                "such as (3, 7), of a table read by customer"
            )

    @property
    def part(self) -> str:
        """Which rows of the table it has: ``north``, ``north/2026-11-25`` or ``north/3 of 7``."""
        if self.day is not None:
            return f"{self.studio.name}/{self.day.isoformat()}"
        if self.remainder is not None:
            return f"{self.studio.name}/{self.remainder[0]} of {self.remainder[1]}"
        return self.studio.name

    @property
    def path(self) -> Path:
        """Path of its file in the folder, without suffix."""
        return Path(self.table, *self.part.replace(" ", "-").split("/"))

    def find_manifest(self, folder: str | os.PathLike[str]) -> Manifest | None:
        """Return the manifest of the unit in a folder if it is finished there.

        Raises:
            ExportError: The manifest cannot be read.
        """
        from perfectgym_next.export._files import UnitFiles

        return UnitFiles(folder, self).find_manifest()

    def to_dict(self) -> dict[str, Any]:
        """Return the unit as JSON-compatible values, for engines that do not pickle what they hand to workers."""
        day = None if self.day is None else self.day.isoformat()
        remainder = None if self.remainder is None else list(self.remainder)
        return {**asdict(self), "started_at": self.started_at.isoformat(), "day": day, "remainder": remainder}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the unit that `to_dict` was called on.

        Raises:
            ValueError: `data` is not from `to_dict` of this version.
        """
        try:
            return cls(
                **{
                    **data,
                    "studio": Studio(**data["studio"]),
                    "started_at": datetime.fromisoformat(data["started_at"]),
                    "day": None if data["day"] is None else date.fromisoformat(data["day"]),
                    "remainder": None if data["remainder"] is None else tuple(data["remainder"]),
                }
            )
        except (LookupError, TypeError, ValueError) as error:
            raise ValueError(f"not a unit ({error!r}): expected the result of Unit.to_dict() of this version") from None

    def __str__(self) -> str:
        return f"{self.table} of {self.part}"


def find_table(name: str) -> Table:
    """Return a table by its name.

    Raises:
        TypeError: The name is not text.
        ValueError: The table does not exist, or is not exported.
    """
    require_type("the name of a table", name, str, "text, such as 'customers'")
    if name in TABLES:
        return TABLES[name]
    if name in LEFT_OUT:
        raise ValueError(f"{name} is not exported: {LEFT_OUT[name]}")
    raise ValueError(f"unknown table {name!r}: expected {', '.join(TABLES)}")


def _is_remainder(value: Any) -> bool:
    is_pair = isinstance(value, tuple) and len(value) == 2 and all(type(one) is int for one in value)
    return is_pair and 1 <= value[0] <= value[1]
