"""Slices: consecutive sections of a list, each with the offset of the next.

The API pages in two ways: by the last id of a slice, and by the number of entries so far. Clients must support both.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.problems import ProblemResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["slice_after_id", "slice_by_count"]


def slice_by_count(query: Mapping[str, Any], records: Sequence[Any]) -> dict[str, Any]:
    """Return the requested slice of a list whose offsets count entries.

    Args:
        query: Query of the request, with ``sliceSize`` and perhaps ``offset``.
        records: The whole list.

    Raises:
        ProblemResponse: The offset is invalid.
    """
    start = _parse_offset(query.get("offset"))
    end = start + query["sliceSize"]
    result = records[start:end]
    return {"result": result, "hasNext": end < len(records), "offset": str(start + len(result))}


def slice_after_id(
    query: Mapping[str, Any], records_after: Callable[[int], Iterable[dict[str, Any]]], *, start: int = 0
) -> dict[str, Any]:
    """Return the requested slice of a list whose offsets are ids.

    Args:
        query: Query of the request, with ``sliceSize`` and perhaps ``offset``.
        records_after: Returns the records whose ``id`` is greater than its argument, in ascending order.
        start: The id after which the first slice starts.

    Raises:
        ProblemResponse: The offset is invalid.
    """
    offset = query.get("offset")
    last = start if offset is None else _parse_offset(offset)
    size = query["sliceSize"]
    found = list(islice(records_after(last), size + 1))
    result = found[:size]
    return {"result": result, "hasNext": len(found) > size, "offset": str(result[-1]["id"] if result else last)}


def _parse_offset(offset: str | None) -> int:
    if offset is None:
        return 0
    if not (offset.isascii() and offset.isdecimal() and len(offset) <= 18):
        message = f"invalid offset {offset[:100]!r}: expected the offset of a previous slice"
        raise ProblemResponse(400, "INVALID_OFFSET", message, "offset")
    return int(offset)
