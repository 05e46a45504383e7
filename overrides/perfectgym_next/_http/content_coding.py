"""The body of an answer as it arrives: decompressed piece by piece, and never more of it than was asked for."""

from __future__ import annotations

import zlib
from typing import Any

__all__ = ["ACCEPTED_ENCODING", "BodyDecoder"]

ACCEPTED_ENCODING = "gzip"
"""The one compression that is asked for, as ``Accept-Encoding`` (RFC 9110, section 12.5.3)."""


_MAX_MEMBERS = 10_000
"""Members of a gzip body; a server that writes one for every 64 KiB needs a tenth of them for the default limit."""
_STEP = 16 * 1024
"""Bytes that are decompressed at a time behind the first member: what follows a member is copied with each."""


class BodyDecoder:
    """What has come of a body.

    Libraries decompress whatever a piece expands to; here nothing beyond the limit is ever in memory. A gzip body is
    one member or several, one after the other (RFC 1952, section 2.2); anything behind them breaks it.

    Args:
        limit: Bytes that are kept, after decompression.
        encoding: ``Content-Encoding`` of the answer.

    Attributes:
        too_large: Whether there was more than the limit.
        broken: What is wrong with the compression, or None.
    """

    def __init__(self, limit: int, encoding: str | None = None) -> None:
        self._limit = limit
        self._pieces: list[bytes] = []
        self._size = 0
        self._received = False
        self._members = 0
        self.too_large = False
        self.problem: str | None = None
        coding = (encoding or "identity").strip().lower()
        self._is_gzip = coding in ("gzip", "x-gzip")
        if self._is_gzip:
            self._inflater = _new_inflater()
        elif coding != "identity":
            self.problem = f"it is compressed as {coding!r}, which was not asked for"

    def feed(self, piece: bytes) -> bool:
        """Take a piece. Whether more of them are wanted."""
        self._received |= bool(piece)
        if not self._is_gzip:
            return self._keep(piece)
        start = 0
        while start < len(piece):
            if self._inflater.eof and not self._begin_member():
                return False
            step = piece[start : start + _STEP] if self._members else piece
            try:
                expanded = self._inflater.decompress(step, self._limit - self._size + 1)
            except zlib.error as error:
                self.problem = f"its compression is broken ({error})"
                return False
            if not self._keep(expanded):
                return False
            start += len(step) - len(self._inflater.unused_data)
        return True

    def _keep(self, data: bytes) -> bool:
        self._size += len(data)
        if self._size > self._limit:
            self.too_large = True
            data = data[: self._limit - self._size]
        if data:
            self._pieces.append(data)
        return not self.too_large

    def _begin_member(self) -> bool:
        self._members += 1
        if self._members == _MAX_MEMBERS:
            self.problem = f"its compression has more than {_MAX_MEMBERS} members"
            return False
        self._inflater = _new_inflater()
        return True

    def finish(self) -> None:
        """Note that all pieces have come."""
        cut = self._is_gzip and self._received and not self._inflater.eof
        if cut and self.problem is None:
            self.problem = "its compression is cut off"

    @property
    def content(self) -> bytes:
        """What came, up to the limit."""
        return b"".join(self._pieces)


def _new_inflater() -> Any:
    return zlib.decompressobj(16 + zlib.MAX_WBITS)
