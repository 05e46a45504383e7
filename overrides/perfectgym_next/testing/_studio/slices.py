"""Slices: consecutive sections of a list, each with the offset of the next.

The API pages in two ways: by the last id of a slice, and by an offset that clients cannot read. They send back what
they received.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from itertools import islice
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.problems import ProblemResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["slice_after_id", "slice_by_id", "slice_by_token"]

_START = "0"
"""The first offset in the description, which clients may send."""

_MAX_DIGITS = 18


def slice_by_token(query: Mapping[str, Any], records: Sequence[Any]) -> dict[str, Any]:
    """Return the requested slice of a list whose offsets are tokens: neither ids nor numbers to count with.

    Args:
        query: Query of the request, with ``sliceSize`` and perhaps ``offset``.
        records: The whole list.

    Raises:
        ProblemResponse: The offset is invalid.
    """
    start = _decode_count(query.get("offset", _START))
    end = start + query["sliceSize"]
    result = records[start:end]
    return {"result": result, "hasNext": end < len(records), "offset": _encode_count(start + len(result))}


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
    last = start if offset is None else _parse_id(offset)
    size = query["sliceSize"]
    found = list(islice(records_after(last), size + 1))
    result = found[:size]
    return {"result": result, "hasNext": len(found) > size, "offset": str(result[-1]["id"] if result else last)}


def slice_by_id(query: Mapping[str, Any], records: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the requested slice of a list, in ascending order of its ids, which are the offsets.

    Raises:
        ProblemResponse: The offset is invalid.
    """
    return slice_after_id(query, lambda last: (record for record in records if record["id"] > last))


def _parse_id(offset: str) -> int:
    if not (offset.isascii() and offset.isdecimal() and len(offset) <= _MAX_DIGITS):
        raise _invalid_offset(offset)
    return int(offset)


def _encode_count(count: int) -> str:
    return urlsafe_b64encode(f"after {count}".encode()).decode().rstrip("=")


def _decode_count(offset: str) -> int:
    if offset == _START:
        return 0
    try:
        text = urlsafe_b64decode(f"{offset}===").decode("ascii")
        count = int(text.removeprefix("after ")[:_MAX_DIGITS])
    except ValueError:
        raise _invalid_offset(offset) from None
    if count < 0 or _encode_count(count) != offset:
        raise _invalid_offset(offset)
    return count


def _invalid_offset(offset: str) -> ProblemResponse:
    message = f"invalid offset {offset[:100]!r}: expected the offset of a previous slice"
    return ProblemResponse(400, "INVALID_OFFSET", message, "offset")
