"""Lists of records, as the API returns them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.problems import not_found

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["find_record"]


def find_record(records: Iterable[dict[str, Any]], kind: str, record_id: int, reference: str) -> dict[str, Any]:
    """Return the record with an id.

    Args:
        records: The records.
        kind: Name of their kind for the message.
        record_id: The id.
        reference: Name of the parameter that holds the id.

    Raises:
        ProblemResponse: The record does not exist.
    """
    for record in records:
        if record["id"] == record_id:
            return record
    raise not_found(kind, record_id, reference)
