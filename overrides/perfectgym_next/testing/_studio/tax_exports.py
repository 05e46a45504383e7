"""Exports for tax advisors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.problems import invalid, not_found

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["TaxExports"]


class TaxExports:
    """All exports; they are ready at once."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._exports: dict[int, dict[str, Any]] = {}

    def create(self, body: dict[str, Any]) -> int:
        """Create an export and return its id.

        Raises:
            ProblemResponse: The period ends before it starts.
        """
        if body["toDate"] < body["fromDate"]:
            raise invalid("toDate must not be before fromDate", "toDate")
        export_id = self._studio.new_id()
        self._exports[export_id] = body
        return export_id

    def get(self, export_id: int) -> dict[str, Any]:
        """Return an export, as the API returns it.

        Raises:
            ProblemResponse: There is no such export.
        """
        if export_id not in self._exports:
            raise not_found("export", export_id, "exportId")
        export = self._exports[export_id]
        url = f"https://exports.example.com/{export_id}.{export['exportFileFormat'].lower()}"
        return {**export, "downloadUrl": url}
