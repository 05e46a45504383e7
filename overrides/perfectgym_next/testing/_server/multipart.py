"""Parts of a multipart/form-data body (RFC 7578)."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Part", "parse_parts"]


class Part(NamedTuple):
    """One part of a body.

    Attributes:
        content: The bytes.
        filename: File name, or None.
        content_type: Media type, or None.
    """

    content: bytes
    filename: str | None
    content_type: str | None


def parse_parts(content_type: str, body: bytes) -> dict[str, Part]:
    """Split a multipart body into its parts by name; the last part of a name wins.

    Args:
        content_type: The ``Content-Type`` header with the boundary.
        body: The body as sent.

    Raises:
        ValueError: The header has no boundary, the closing boundary is missing, or a part has no name.
    """
    from email import message_from_bytes
    from email.policy import HTTP

    boundary = message_from_bytes(b"Content-Type: " + content_type.encode(), policy=HTTP).get_boundary()
    if not boundary:
        raise ValueError("the Content-Type header has no boundary")
    chunks = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    if len(chunks) < 2 or not chunks[-1].startswith(b"--"):
        raise ValueError("the closing boundary is missing")
    parts = {}
    for chunk in chunks[1:-1]:
        head, found, content = chunk.lstrip(b" \t").removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = message_from_bytes(head, policy=HTTP)
        name = headers.get_param("name", header="Content-Disposition")
        if not found or not isinstance(name, str):
            raise ValueError("a part has no name")
        declared = headers.get_content_type() if "Content-Type" in headers else None
        parts[name] = Part(content, headers.get_filename(), declared)
    return parts
