"""Whether a response ended exactly where the bytes that were read end (RFC 9112, section 6)."""

from __future__ import annotations

import enum

__all__ = ["ResponseEnd"]

_MAX_HEAD_BYTES = 128 * 1024


class _State(enum.Enum):
    HEAD = enum.auto()
    BODY = enum.auto()
    CHUNK_SIZE = enum.auto()
    CHUNK = enum.auto()
    LAST_LINE = enum.auto()
    COMPLETE = enum.auto()
    UNSURE = enum.auto()


class ResponseEnd:
    """Follows the framing of one response, to tell whether anything was read beyond it.

    It parses less than HTTP allows. Where it is unsure it says so, and the connection is closed.

    Args:
        method: Method of the request.
    """

    __slots__ = ("_buffer", "_left", "_method", "_state")

    def __init__(self, method: str) -> None:
        self._method = method
        self._state = _State.HEAD
        self._buffer = b""
        self._left = 0

    @property
    def is_exact(self) -> bool:
        """Whether the response is complete and not a byte more was read."""
        return self._state is _State.COMPLETE and not self._buffer

    def feed(self, data: bytes) -> None:
        """Follow bytes that were read from the connection."""
        if self._state is _State.BODY and len(data) < self._left:  # most of a large response goes this way
            self._left -= len(data)
            return
        self._buffer += data
        while self._buffer and self._state not in (_State.COMPLETE, _State.UNSURE):
            if not self._step():
                return
        if self._state is _State.UNSURE:
            self._buffer = b""

    def _step(self) -> bool:
        """Consume the next element of the framing, and return whether it was there as a whole."""
        match self._state:
            case _State.HEAD:
                return self._read_head()
            case _State.BODY | _State.CHUNK:
                return self._skip_content()
            case _State.CHUNK_SIZE:
                return self._read_chunk_size()
            case _:
                return self._read_last_line()

    def _read_head(self) -> bool:
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            if len(head) > _MAX_HEAD_BYTES:
                self._state = _State.UNSURE
            return False
        self._buffer = rest
        status, *lines = head.split(b"\r\n")
        code = status[9:12]
        if not status.startswith(b"HTTP/1.1 ") or not code.isdigit():
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
        if codings or len(lengths) != 1 or not lengths[0].isdigit():
            return _State.UNSURE  # the body ends with the connection, or in a way that is not followed here
        self._left = int(lengths[0])
        return _State.BODY if self._left else _State.COMPLETE

    def _skip_content(self) -> bool:
        skipped = min(self._left, len(self._buffer))
        self._left -= skipped
        self._buffer = self._buffer[skipped:]
        if self._left:
            return False
        self._state = _State.COMPLETE if self._state is _State.BODY else _State.CHUNK_SIZE
        return True

    def _read_chunk_size(self) -> bool:
        line, found, rest = self._buffer.partition(b"\r\n")
        if not found:
            if len(line) > _MAX_HEAD_BYTES:
                self._state = _State.UNSURE
            return False
        self._buffer = rest
        digits = line.partition(b";")[0].strip()
        try:
            size = int(digits, 16) if digits.isalnum() else -1
        except ValueError:
            size = -1
        if size < 0:
            self._state = _State.UNSURE
        elif size == 0:
            self._state = _State.LAST_LINE
        else:
            self._left = size + 2  # with the line's end behind the chunk
            self._state = _State.CHUNK
        return True

    def _read_last_line(self) -> bool:
        if len(self._buffer) < 2:
            return False
        # Trailers are not followed.
        self._state = _State.COMPLETE if self._buffer.startswith(b"\r\n") else _State.UNSURE
        self._buffer = self._buffer[2:]
        return True
