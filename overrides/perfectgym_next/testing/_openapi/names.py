"""Refusing names that do not exist: a typing error in a test must not make it pass."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["check_name", "check_names", "suggest"]


def check_name(name: str, known: Collection[str], what: str, *, error: type[Exception] = ValueError) -> None:
    """Check that a name exists.

    Args:
        name: The name that was given.
        known: All names that exist.
        what: Beginning of the message, such as ``"the API has no operation"``.
        error: Class of the error.

    Raises:
        ValueError: It does not exist (or `error`); the message suggests the nearest one.
    """
    if not isinstance(name, str) or name not in known:
        raise error(f"{what} {name!r}{suggest(name, known)}")


def check_names(
    names: Collection[str], known: Collection[str], what: str, *, error: type[Exception] = ValueError
) -> None:
    """Check that all of several names exist; see `check_name`."""
    for name in names:
        check_name(name, known, what, error=error)


def suggest(name: object, known: Collection[str]) -> str:
    """Return ``; did you mean 'classes.list_classes'?``, or nothing if no name is near."""
    near = difflib.get_close_matches(str(name), known, 1)
    if not near:  # a name without its beginning, or in other letters
        near = [one for one in sorted(known) if str(name).lower() in (one.lower(), one.rpartition(".")[2].lower())][:1]
    return f"; did you mean {near[0]!r}?" if near else ""
