"""Slices: parts of a list that end, with an offset from which to go on.

The API pages in two ways: after the last id seen, and by how many entries were read. Its clients must not care.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._server.responses import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from perfectgym_next.testing._handlers._registry import Call

__all__ = ["slice_after_id", "slice_by_count"]


def slice_by_count(call: Call, records: Sequence[Any]) -> dict[str, Any]:
    """The slice that a call asks for, of a list that is paged by a running count.

    Raises:
        Refusal: The offset makes no sense.
    """
    start = _number(call.query.get("offset"))
    end = start + call.query["sliceSize"]
    result = records[start:end]
    return {"result": result, "hasNext": end < len(records), "offset": str(start + len(result))}


def slice_after_id(
    call: Call, records_after: Callable[[int], Iterable[dict[str, Any]]], *, start: int = 0
) -> dict[str, Any]:
    """The slice that a call asks for, of records that are paged by the last id seen.

    Args:
        call: The call.
        records_after: Gives the records whose ``id`` is greater than its argument, by rising id.
        start: The id to start after when the call has no ``offset``.

    Raises:
        Refusal: The offset makes no sense.
    """
    offset = call.query.get("offset")
    last = start if offset is None else _number(offset)
    size = call.query["sliceSize"]
    found = list(islice(records_after(last), size + 1))
    result = found[:size]
    return {"result": result, "hasNext": len(found) > size, "offset": str(result[-1]["id"] if result else last)}


def _number(offset: str | None) -> int:
    if offset is None:
        return 0
    if not (offset.isascii() and offset.isdecimal() and len(offset) <= 18):
        raise Refusal(400, "INVALID_OFFSET", "offset must be one that came with a slice", "offset")
    return int(offset)
