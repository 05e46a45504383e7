"""Positions in a sliced list: offsets that say which list they belong to.

A position names its operation and carries a hash of the filled-in path, a hash of the filters (all query parameters but
``offset`` and ``sliceSize``), how many entries of the slice are done, a hash of the last one's id, the size of that
slice, the vendor's offset, and a hash of all this. It holds no argument in the clear and is URL-safe ASCII::

    pgnextpos1~customers_account.list_transactions~D2A4k4Ze1a4W~47DEQpj8HBSa~12~AxW0Agrz~50~=1050~hOpL0PDS
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote, urlencode

if TYPE_CHECKING:
    from perfectgym_next._core.operation import Request

__all__ = ["Position", "hash_entry", "is_position", "parse_offset", "refuse_positions"]

_MARK = "pgnextpos"
_PREFIX = f"{_MARK}1~"
_FIELDS = 8
_END = "end"
_ADVICE = "pass each list its own position, or no offset to start from the beginning"


class Position(NamedTuple):
    """A place in a sliced list.

    Attributes:
        offset: The vendor's offset of the slice; None is the first slice.
        done: How many entries of the slice are done.
        last_done: `hash_entry` of the last of them; empty where it has no id.
        slice_size: Size of that slice as requested; None where the request has none.
        ended: Whether the whole list is done.
    """

    offset: str | None
    done: int = 0
    last_done: str = ""
    slice_size: str | None = None
    ended: bool = False

    def encode(self, request: Request[Any]) -> str:
        """Return the position as text, for the list of a request."""
        path, filters = _hash_list(request)
        offset = "" if self.offset is None else f"={_quote(self.offset)}"
        done = _END if self.ended else str(self.done)
        size = _quote(self.slice_size or "") if self.done else ""
        text = "~".join((request.operation.name, path, filters, done, self.last_done, size, offset))
        return f"{_PREFIX}{text}~{_hash(_PREFIX + text, 6)}"


def parse_offset(request: Request[Any]) -> Position:
    """Return the position from which a request of a sliced list starts.

    Text that is not a position of this package is an offset of the vendor's, and used unchanged.

    Raises:
        ValueError: The offset is a position in another list, or a damaged one.
    """
    text = request.query_value("offset")
    size = request.query_value("sliceSize")
    if text is None or not is_position(text):
        return Position(text, slice_size=size)
    given = request.operation
    fields = text.strip().removeprefix(_PREFIX).split("~")
    body, _, check = text.strip().rpartition("~")
    if not body.startswith(_PREFIX) or len(fields) != _FIELDS or check != _hash(body, 6):
        raise ValueError(
            f"offset={_shorten(text)!r} of {given.name} is a damaged position: it was cut, changed, or written "
            "by a newer version of this package; pass the text of resume_offset unchanged, or no offset to start from "
            "the beginning"
        )
    name, path, filters, done, last_done, slice_size, offset, _ = fields
    if name != given.name:
        raise ValueError(f"offset is a position in {name}, but was given to {given.name}: {_ADVICE}")
    own_path, own_filters = _hash_list(request)
    if path != own_path:
        raise ValueError(
            f"offset is a position in {name}, but was given to {given.name} with other path arguments "
            f"({given.path}): {_ADVICE}"
        )
    if filters != own_filters:
        named = ", ".join(sorted({key for key, _ in _filters(request)})) or "none"
        raise ValueError(
            f"offset is a position in {name}, but was given to {given.name} with other filters (now {named}): repeat "
            "the filters of the first call, or pass no offset to start from the beginning"
        )
    if done == _END:
        return Position(None, ended=True, slice_size=size)
    return Position(
        unquote(offset[1:]) if offset else None,
        done=int(done),
        last_done=last_done,
        # `done` was counted in slices of that size.
        slice_size=unquote(slice_size) or None if int(done) else size,
    )


def is_position(text: str) -> bool:
    """Return whether a text is a position of this package, whole or damaged, and not an offset of the vendor's."""
    return _MARK in text.lower()


def refuse_positions(request: Request[Any]) -> None:
    """Check that no query parameter of a request holds a position, which the service does not know.

    Raises:
        ValueError: A query parameter holds one.
    """
    for name, value in request.query or ():
        if is_position(value):
            raise ValueError(
                f"{name}={_shorten(value)!r} of {request.operation.name} is a position of this package, which the "
                "service does not know: pass it as offset= to the client's list method, not to a single request"
            )


def hash_entry(entry: object) -> str:
    """Return a hash of an entry's id, by which a later walk recognises it; empty where it has none."""
    number = getattr(entry, "id", None)
    return "" if number is None else _hash(str(number), 6)


def _hash_list(request: Request[Any]) -> tuple[str, str]:
    return _hash(request.path, 9), _hash(urlencode(sorted(_filters(request))), 9)


def _filters(request: Request[Any]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.query or () if name not in ("offset", "sliceSize")]


def _hash(text: str, size: int) -> str:
    from base64 import urlsafe_b64encode
    from hashlib import sha256

    return urlsafe_b64encode(sha256(text.encode()).digest()[:size]).decode("ascii")


def _quote(text: str) -> str:
    return quote(text, safe="").replace("~", "%7E")


def _shorten(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
