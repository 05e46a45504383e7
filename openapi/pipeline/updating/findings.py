"""A place in hand-written code that an update makes wrong."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Finding"]


class Finding(NamedTuple):
    """A place to change.

    Attributes:
        path: File, relative to the checkout.
        line: Line, from 1; 0 means the file as a whole, which may not exist yet.
        text: What is wrong there, in one line.
    """

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.text}"
