"""Parts of a multipart/form-data body (RFC 7578)."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Part", "parse_parts"]


class Part(NamedTuple):
    """One part: its content, the file name it came with and its media type, if it has them."""

    content: bytes
    filename: str | None
    content_type: str | None


def parse_parts(content_type: str, body: bytes) -> dict[str, Part]:
    """Take a multipart body apart; of two parts of one name the last counts.

    Args:
        content_type: The ``Content-Type`` header, which names the boundary.
        body: The body as it was sent.

    Raises:
        ValueError: There is no boundary, the closing one is missing, or a part has no name.
    """
    from email import message_from_bytes
    from email.policy import HTTP

    boundary = message_from_bytes(b"Content-Type: " + content_type.encode(), policy=HTTP).get_boundary()
    if not boundary:
        raise ValueError("the Content-Type names no boundary")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise ValueError("the closing boundary is missing")
    parts = {}
    for piece in pieces[1:-1]:
        head, found, content = piece.lstrip(b" \t").removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = message_from_bytes(head, policy=HTTP)
        name = headers.get_param("name", header="Content-Disposition")
        if not found or not isinstance(name, str):
            raise ValueError("a part has no name")
        declared = headers.get_content_type() if "Content-Type" in headers else None
        parts[name] = Part(content, headers.get_filename(), declared)
    return parts
