"""The body of an answer as it arrives: decompressed piece by piece, and never more of it than was asked for."""

from __future__ import annotations

import zlib

__all__ = ["ACCEPTED_ENCODING", "Body"]

ACCEPTED_ENCODING = "gzip"
"""The one compression that is asked for, as ``Accept-Encoding`` (RFC 9110, section 12.5.3)."""


class Body:
    """What has come of a body.

    Libraries decompress whatever a piece expands to; here nothing beyond the limit is ever in memory.

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
        self._inflater = None
        self.too_large = False
        self.broken: str | None = None
        coding = (encoding or "identity").strip().lower()
        if coding in ("gzip", "x-gzip"):
            self._inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
        elif coding != "identity":
            self.broken = f"it is compressed as {coding!r}, which was not asked for"

    def add(self, piece: bytes) -> bool:
        """Take a piece. Whether more of them are wanted."""
        self._received |= bool(piece)
        if self._inflater is not None:
            try:
                piece = self._inflater.decompress(piece, self._limit - self._size + 1)
            except zlib.error as error:
                self.broken = f"its compression is broken ({error})"
                return False
        self._size += len(piece)
        if self._size > self._limit:
            self.too_large = True
            piece = piece[: self._limit - self._size]
        self._pieces.append(piece)
        return not self.too_large

    def end(self) -> None:
        """Note that all pieces have come."""
        cut = self._inflater is not None and self._received and not self._inflater.eof
        if cut and self.broken is None:
            self.broken = "its compression is cut off"

    @property
    def content(self) -> bytes:
        """What came, up to the limit."""
        return b"".join(self._pieces)
