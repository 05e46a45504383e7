"""Units: the parts into which an export is divided, and the files that hold them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from perfectgym_next.studios import Studio

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from perfectgym_next.export._manifest import Manifest

__all__ = ["Unit"]


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
