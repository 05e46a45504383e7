"""Find the end of a response in the bytes read from a connection (RFC 9112, section 6)."""

from __future__ import annotations

import enum

__all__ = ["ResponseEnd"]

_MAX_HEAD_BYTES = 128 * 1024
_MAX_LENGTH_DIGITS = 20
_HEX_DIGITS = b"0123456789abcdefABCDEF"


class _State(enum.Enum):
    HEAD = enum.auto()
    BODY = enum.auto()
    CHUNK_SIZE = enum.auto()
    CHUNK = enum.auto()
    CHUNK_END = enum.auto()
    LAST_LINE = enum.auto()
    COMPLETE = enum.auto()
    UNSURE = enum.auto()


class ResponseEnd:
    """Follows the framing of one response to find out whether anything was read beyond it.

    It does not follow all framings that HTTP allows. Where it is unsure, the connection must be closed.

    Args:
        method: Method of the request.
    """

    __slots__ = ("_buffer", "_left", "_method", "_state")

    def __init__(self, method: str) -> None:
        self._method = method
        self._state = _State.HEAD
        self._buffer = bytearray()  # deletes from its beginning without moving the rest
        self._left = 0

    @property
    def is_exact(self) -> bool:
        """Whether the response is complete and not a byte more was read."""
        return self._state is _State.COMPLETE and not self._buffer

    def feed(self, data: bytes) -> None:
        """Follow bytes that were read from the connection."""
        if len(data) < self._left:  # most of a large response goes this way
            self._left -= len(data)
            return
        self._buffer += data
        while self._buffer and self._state not in (_State.COMPLETE, _State.UNSURE):
            if not self._step():
                return
        if self._state is _State.UNSURE:
            self._buffer.clear()

    def _step(self) -> bool:
        """Consume the next element of the framing, and return whether it was complete."""
        match self._state:
            case _State.HEAD:
                return self._read_head()
            case _State.BODY | _State.CHUNK:
                return self._skip_content()
            case _State.CHUNK_SIZE:
                return self._read_chunk_size()
            case _:
                return self._read_line_end()

    def _pop_until(self, separator: bytes) -> bytes | None:
        """Remove and return the bytes before a separator, or return None if it has not arrived yet."""
        end = self._buffer.find(separator)
        if end < 0:
            if len(self._buffer) > _MAX_HEAD_BYTES:
                self._state = _State.UNSURE
            return None
        taken = bytes(self._buffer[:end])
        del self._buffer[: end + len(separator)]
        return taken

    def _read_head(self) -> bool:
        head = self._pop_until(b"\r\n\r\n")
        if head is None:
            return False
        status, *lines = head.split(b"\r\n")
        code = status[9:12]
        if not status.startswith(b"HTTP/1.1 ") or not code.isdigit() or head.count(b"\n") != len(lines):
            self._state = _State.UNSURE
        elif code[:1] != b"1":  # an interim response is followed by another head
            self._state = self._framing(int(code), lines)
        elif code == b"101":
            self._state = _State.UNSURE
        return True

    def _framing(self, status: int, lines: list[bytes]) -> _State:
        lengths: list[bytes] = []
        codings: list[bytes] = []
        for line in lines:
            name, colon, value = line.partition(b":")
            if not colon or not name or name.strip() != name:
                return _State.UNSURE
            if name.lower() == b"content-length":
                lengths.append(value.strip())
            elif name.lower() == b"transfer-encoding":
                codings.append(value.strip().lower())
        if self._method == "HEAD" or status in (204, 304):
            return _State.COMPLETE
        if codings == [b"chunked"] and not lengths:
            return _State.CHUNK_SIZE
        if codings or len(lengths) != 1 or not lengths[0].isdigit() or len(lengths[0]) > _MAX_LENGTH_DIGITS:
            return _State.UNSURE  # the body ends with the connection, or is framed in a way not followed here
        self._left = int(lengths[0])
        return _State.BODY if self._left else _State.COMPLETE

    def _skip_content(self) -> bool:
        skipped = min(self._left, len(self._buffer))
        self._left -= skipped
        del self._buffer[:skipped]
        if self._left:
            return False
        self._state = _State.COMPLETE if self._state is _State.BODY else _State.CHUNK_END
        return True

    def _read_chunk_size(self) -> bool:
        line = self._pop_until(b"\r\n")
        if line is None:
            return False
        digits = line.partition(b";")[0].strip()
        if not digits or digits.strip(_HEX_DIGITS):
            self._state = _State.UNSURE
        elif size := int(digits, 16):
            self._left = size
            self._state = _State.CHUNK
        else:
            self._state = _State.LAST_LINE
        return True

    def _read_line_end(self) -> bool:
        if len(self._buffer) < 2:
            return False
        if not self._buffer.startswith(b"\r\n"):
            self._state = _State.UNSURE  # a broken chunk, or trailers, which are not followed
        else:
            self._state = _State.CHUNK_SIZE if self._state is _State.CHUNK_END else _State.COMPLETE
        del self._buffer[:2]
        return True
