"""The scopes of an operation, which the vendor writes at the head of its description."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Scopes", "parse_scopes"]

_HEAD = re.compile(
    r"[\s*_]*Required Scopes?[\s*_]*(?P<any>\(any of\))?[\s*_]*:[\s*_-]*"
    r"(?P<names>`[^`\n]+`(?:[ \t*_]*(?:,[\s*_-]*|\r?\n[ \t*_-]*)?`[^`\n]+`)*)[*_]*\s*",
    re.IGNORECASE,
)


class Scopes(NamedTuple):
    """Scopes of an operation.

    Attributes:
        names: Scopes that the key needs, in the order of the description.
        any_scope: Whether one of them is enough; else all are needed.
        text: The rest of the operation's description.
    """

    names: tuple[str, ...]
    any_scope: bool
    text: str


def parse_scopes(description: str) -> Scopes:
    r"""Split the scopes off an operation's description: ``Required Scopes (any of): `A`, `B`\n\nLists toys.``.

    Case, line breaks, and Markdown's emphasis and bullets do not matter. A description with another head has none.
    """
    head = _HEAD.match(description)
    if head is None:
        return Scopes((), any_scope=False, text=description.strip())
    names = tuple(re.findall(r"`([^`\n]+)`", head["names"]))
    return Scopes(names, any_scope=head["any"] is not None, text=description[head.end() :].strip())
