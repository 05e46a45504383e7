"""The webhook keys that a receiver accepts, as digests: it keeps no key."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from hmac import compare_digest
from typing import Any, Final

__all__ = ["HEADER", "KeyTable", "read_key"]

HEADER: Final = "x-api-key"
"""The header that carries the webhook key."""

_HEADER_BYTES: Final = HEADER.encode()
_VISIBLE_ASCII = re.compile(r"[!-~]+")
_HALF = 32  # bytes


class KeyTable:
    """Finds the studio that a key belongs to, in the same time for one key and for hundreds.

    A key is hashed with a secret of this table, so that nobody outside can compute the digest. Its first half finds the
    entry. Its second half is compared in constant time, also without an entry.
    """

    def __init__(self) -> None:
        self._secret = os.urandom(_HALF)
        self._entries: dict[bytes, tuple[bytes, str | None]] = {}
        self._no_entry = (os.urandom(_HALF), None)

    def add_all(self, keys: object) -> str | None:
        """Add the keys of all studios and return what is wrong with them, or None.

        Nothing is raised: the traceback of an error would show the keys.
        """
        if not isinstance(keys, Mapping):
            return f"the webhook keys must be a mapping of studios to keys, not a {type(keys).__name__}"
        if not keys:
            return "no webhook key given: a receiver without one would accept nothing"
        for studio, given in keys.items():
            if not isinstance(studio, str) or not studio:
                return f"invalid name of a studio {studio!r}: expected text"
            several = given if isinstance(given, list | tuple | set | frozenset) else (given,)
            if not several:
                return f"no webhook key given for studio {studio!r}"
            for key in several:
                if problem := self._add(studio, key):
                    return problem
        return None

    def find(self, given: bytes) -> str | None:
        """Return the studio of a key, or None if no studio has it."""
        digest = blake2b(given, key=self._secret).digest()
        verifier, studio = self._entries.get(digest[:_HALF], self._no_entry)
        return studio if compare_digest(digest[_HALF:], verifier) else None

    def _add(self, studio: str, key: object) -> str | None:
        if key is None or key == "":
            return f"no webhook key given for studio {studio!r}: check that its setting or environment variable is set"
        if not isinstance(key, str) or _VISIBLE_ASCII.fullmatch(key) is None:
            return (
                f"the webhook key of studio {studio!r} must be text of visible ASCII characters without blanks or line "
                "breaks; check its setting (it is not shown here)"
            )
        other = self.find(key.encode())
        if other not in (None, studio):
            return (
                f"the studios {other!r} and {studio!r} have the same webhook key: the key is what tells studios apart, "
                "so each needs its own"
            )
        digest = blake2b(key.encode(), key=self._secret).digest()
        self._entries[digest[:_HALF]] = digest[_HALF:], studio
        return None


def read_key(headers: Any) -> bytes | None:
    """Return the key in the headers of a request: empty where there is none, and not a valid one if it is repeated.

    Args:
        headers: A mapping or an iterable of pairs, or None. Names, in any case, and values are text or bytes, or a
            value is a list of them.

    Returns:
        The key; None if the headers are of another type.
    """
    if headers is None:
        return b""
    pairs = headers.items() if hasattr(headers, "items") else headers
    if isinstance(pairs, str | bytes) or not isinstance(pairs, Iterable):
        return None
    found: list[bytes] = []
    for pair in pairs:
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            return None
        name, value = pair
        if _is_key_header(name):
            found += map(_to_bytes, value if isinstance(value, list | tuple) else (value,))
    return b", ".join(found)  # a key has no blanks, so a repeated header is not valid


def _is_key_header(name: object) -> bool:
    if isinstance(name, str):
        return name.lower() == HEADER
    return isinstance(name, bytes) and name.lower() == _HEADER_BYTES


def _to_bytes(value: object) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    return value if isinstance(value, bytes) else b" "
