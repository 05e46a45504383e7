"""Files to send in a multipart body (RFC 7578)."""

from __future__ import annotations

import os
import re
from typing import Any, BinaryIO, ClassVar, TypeAlias

__all__ = ["FileContent", "Upload"]

_CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_MEDIA_TYPE = re.compile(r"[!-.0-~]+/[!-~][ -~]*")


class Upload:
    """A file with the name and media type under which it is sent.

    Args:
        content: A path (opened when the request is sent, and closed afterwards), bytes, or a file opened in binary
            mode (sent from its beginning if it can seek, and left open).
        filename: Name to send; by default that of the path, or ``upload``.
        content_type: Media type to send, ``application/pdf``; by default guessed from the name.

    Raises:
        TypeError: The content is something else, for example a file opened in text mode, or the name is not text.
        ValueError: The media type is invalid, or the name is empty, holds control characters or cannot be written in
            UTF-8, like names of files from older systems; pass another name as ``filename=``.
    """

    __slots__ = ("content", "content_type", "filename")

    content: str | os.PathLike[str] | bytes | BinaryIO
    content_type: str | None
    filename: str

    def __init__(
        self,
        content: str | os.PathLike[str] | bytes | BinaryIO,
        *,
        filename: str | None = None,
        content_type: str | None = None,
    ) -> None:
        own_name: object = None
        if isinstance(content, str | os.PathLike):
            own_name = os.fspath(content)
        elif isinstance(content, bytearray | memoryview):
            content = bytes(content)
        elif not isinstance(content, bytes):
            _require_binary_file(content)
            own_name = getattr(content, "name", None)  # a number for a file that was opened by its descriptor
        if content_type is not None and _MEDIA_TYPE.fullmatch(content_type) is None:
            raise ValueError(f"invalid content_type {content_type!r}: expected a media type, such as 'application/pdf'")
        self.content = content
        if filename is not None:
            self.filename = _check_filename(filename)
        elif isinstance(own_name, str | bytes):
            self.filename = _check_filename(os.path.basename(os.fsdecode(own_name)) or "upload")
        else:
            self.filename = "upload"
        self.content_type = content_type

    @property
    def rewindable(self) -> bool:
        """Whether the content can be sent again."""
        if isinstance(self.content, str | os.PathLike | bytes):
            return True
        seekable = getattr(self.content, "seekable", None)
        return bool(callable(seekable) and seekable())

    @classmethod
    def of(cls, content: FileContent) -> Upload:
        """Return the content as an upload, with its name and media type guessed unless it is one already."""
        return content if isinstance(content, Upload) else cls(content)

    def __repr__(self) -> str:
        return f"<Upload {self.filename!r}>"


FileContent: TypeAlias = Upload | str | os.PathLike[str] | bytes | BinaryIO
"""Content of an upload: a path, bytes, a file opened in binary mode, or an `Upload` of one of these."""


class JsonPart:
    """A part of a multipart body that holds JSON."""

    __slots__ = ("value",)

    rewindable: ClassVar[bool] = True
    value: Any

    def __init__(self, value: Any) -> None:
        self.value = value


def _check_filename(filename: str) -> str:
    if not isinstance(filename, str):
        raise TypeError(f"filename must be text, not {type(filename).__name__}")
    if not filename:
        raise ValueError("filename must not be empty; omit it to send the file's own name")
    if _CONTROL_CHARACTER.search(filename):
        raise ValueError(f"the file name {filename!r} holds control characters; pass another one as filename=")
    try:
        filename.encode()
    except UnicodeEncodeError:
        reason = "it cannot be written in UTF-8"
    else:
        return filename
    raise ValueError(f"the file name {filename!r} cannot be sent: {reason}; pass another one as filename=")


def _require_binary_file(content: object) -> None:
    import io

    if isinstance(content, io.TextIOBase):
        raise TypeError("a file to upload must be opened in binary mode: open(path, 'rb')")
    if not callable(getattr(content, "read", None)):
        raise TypeError(f"an upload must be a path, bytes or a binary file, not {type(content).__name__}")
