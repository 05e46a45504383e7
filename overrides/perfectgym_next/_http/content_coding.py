"""Decompress the body of a response piece by piece, never beyond a limit (RFC 9110, section 8.4)."""

from __future__ import annotations

import zlib
from typing import Any

__all__ = ["ACCEPTED_ENCODING", "BodyDecoder"]

ACCEPTED_ENCODING = "gzip"
"""The compression that requests accept, as ``Accept-Encoding`` (RFC 9110, section 12.5.3)."""


_MAX_MEMBERS = 10_000
"""Gzip members of a body. A server that writes one for each 64 KiB needs a tenth of them for the default limit."""
_STEP = 16 * 1024
"""Bytes to decompress at a time after the first gzip member, because each member copies the bytes behind it."""


class BodyDecoder:
    """Collects a body, and decompresses it if it is gzip.

    Nothing beyond the limit is ever in memory, whatever a piece expands to. A gzip body consists of one or more members
    (RFC 1952, section 2.2). Anything behind them is an error.

    Args:
        limit: Maximum number of bytes after decompression.
        encoding: ``Content-Encoding`` of the response.

    Attributes:
        size: Bytes after decompression so far.
        too_large: Whether the body exceeds the limit.
        problem: What is wrong with the compression, or None.
    """

    def __init__(self, limit: int, encoding: str | None = None) -> None:
        self._limit = limit
        self._pieces: list[bytes] = []
        self.size = 0
        self._received = False
        self._members = 0
        self.too_large = False
        self.problem: str | None = None
        coding = (encoding or "identity").strip().lower()
        self._is_gzip = coding in ("gzip", "x-gzip")
        if self._is_gzip:
            self._inflater = _new_inflater()
        elif coding != "identity":
            self.problem = f"unexpected Content-Encoding {coding!r}: requests accept {ACCEPTED_ENCODING} only"

    def feed(self, piece: bytes) -> bool:
        """Append a piece, and return whether to go on."""
        self._received |= bool(piece)
        if not self._is_gzip:
            return self._keep(piece)
        start = 0
        while start < len(piece):
            if self._inflater.eof and not self._start_member():
                return False
            step = piece[start : start + _STEP] if self._members else piece
            try:
                expanded = self._inflater.decompress(step, self._limit - self.size + 1)
            except zlib.error as error:
                self.problem = f"invalid gzip data ({error})"
                return False
            if not self._keep(expanded):
                return False
            start += len(step) - len(self._inflater.unused_data)
        return True

    def _keep(self, data: bytes) -> bool:
        self.size += len(data)
        if self.size > self._limit:
            self.too_large = True
            data = data[: self._limit - self.size]
        if data:
            self._pieces.append(data)
        return not self.too_large

    def _start_member(self) -> bool:
        self._members += 1
        if self._members == _MAX_MEMBERS:
            self.problem = f"more than {_MAX_MEMBERS} gzip members"
            return False
        self._inflater = _new_inflater()
        return True

    def finish(self) -> None:
        """Check that the compressed data is complete. Call it after the last piece."""
        cut = self._is_gzip and self._received and not self._inflater.eof
        if cut and self.problem is None:
            self.problem = "truncated gzip data"

    @property
    def content(self) -> bytes:
        """The body up to the limit, decompressed."""
        return b"".join(self._pieces)


def _new_inflater() -> Any:
    return zlib.decompressobj(16 + zlib.MAX_WBITS)
