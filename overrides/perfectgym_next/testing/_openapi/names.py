"""Checks of names that a test gives: a misspelled name must not let the test pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["check_name", "check_names", "suggest"]


def check_name(name: str, known: Collection[str], problem: str, *, error: type[Exception] = ValueError) -> None:
    """Check that a name exists.

    Args:
        name: The name that was given.
        known: All names that exist.
        problem: Start of the message, such as ``"the API has no operation"``.
        error: Class of the error.

    Raises:
        ValueError: The name does not exist. The message suggests the closest one. `error` replaces the class.
    """
    if not isinstance(name, str) or name not in known:
        raise error(f"{problem} {name!r}{suggest(name, known)}")


def check_names(
    names: Collection[str], known: Collection[str], problem: str, *, error: type[Exception] = ValueError
) -> None:
    """Check that all names exist; see `check_name`."""
    for name in names:
        check_name(name, known, problem, error=error)


def suggest(name: object, known: Collection[str]) -> str:
    """Return ``; did you mean 'classes.list_classes'?``, or an empty text if no name is close."""
    import difflib

    close = difflib.get_close_matches(str(name), known, 1)
    if not close:  # the tag is missing, or the case differs
        text = str(name).lower()
        close = [other for other in sorted(known) if text in (other.lower(), other.rpartition(".")[2].lower())][:1]
    return f"; did you mean {close[0]!r}?" if close else ""
