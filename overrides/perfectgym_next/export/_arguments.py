"""Checks of arguments. An error names the argument, what is expected, and the type of what was given: not its value."""

from __future__ import annotations

import os
from datetime import datetime
from typing import Any

__all__ = ["require_aware", "require_callable", "require_folder", "require_type"]


def require_type(name: str, value: object, kind: type | tuple[type, ...], expected: str) -> None:
    """Check the type of an argument. A bool does not count as an int.

    Raises:
        TypeError: It has another one.
    """
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"{name} must be {expected}, not {type(value).__name__}")


def require_folder(folder: object) -> None:
    """Check that an argument is the path of a folder."""
    require_type("folder", folder, (str, os.PathLike), "a path, such as 'lake/2026-11-25'")


def require_aware(name: str, value: Any) -> None:
    """Check that an argument is a date-time with a time zone.

    Raises:
        TypeError: It is not a date-time.
        ValueError: It has no time zone.
    """
    require_type(name, value, datetime, "an aware date-time")
    if value.tzinfo is None:
        raise ValueError(f"{name} {value} has no time zone: give an aware date-time")


def require_callable(name: str, value: object) -> None:
    """Check that an argument is a function, or None.

    Raises:
        TypeError: It is not.
    """
    if value is not None and not callable(value):
        raise TypeError(f"{name} must be a function, not {type(value).__name__}")
