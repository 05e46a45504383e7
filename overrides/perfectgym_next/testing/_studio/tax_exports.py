"""Exports for tax advisors."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.problems import invalid, not_found

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["TaxExports"]


_MAX_DAYS = 90
"""Days from the first to the last day of a period that can be exported."""


class TaxExports:
    """All exports; they are ready at once."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._exports: dict[int, dict[str, Any]] = {}

    def create(self, body: dict[str, Any]) -> int:
        """Create an export and return its id.

        Raises:
            ProblemResponse: The period ends before it starts, after yesterday, or more than 90 days after its start.
        """
        first, last = date.fromisoformat(body["fromDate"]), date.fromisoformat(body["toDate"])
        if last < first:
            raise invalid("toDate must not be before fromDate", "toDate")
        if last >= self._studio.today:
            yesterday = self._studio.today - timedelta(days=1)
            raise invalid(f"toDate must be in the past: {yesterday} is the last possible day", "toDate")
        if (last - first).days > _MAX_DAYS:
            raise invalid(f"toDate must be at most {_MAX_DAYS} days after fromDate", "toDate")
        export_id = self._studio.new_id()
        self._exports[export_id] = body
        return export_id

    def get(self, export_id: int) -> dict[str, Any]:
        """Return an export, as the API returns it.

        Raises:
            ProblemResponse: The export does not exist.
        """
        if export_id not in self._exports:
            raise not_found("export", export_id, "exportId")
        export = self._exports[export_id]
        url = f"https://exports.example.com/{export_id}.{export['exportFileFormat'].lower()}"
        return {**export, "downloadUrl": url}
