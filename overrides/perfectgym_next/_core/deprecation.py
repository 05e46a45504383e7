"""PEP 702's ``deprecated`` for type checkers, without typing_extensions at run time."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["deprecated"]

if TYPE_CHECKING:
    from typing_extensions import deprecated
else:

    def deprecated(message, /):  # noqa: ANN001, ANN202 - type checkers read the branch above
        """Mark a function as deprecated, without a warning when it is called."""

        def mark(function):  # noqa: ANN001, ANN202
            function.__deprecated__ = message
            return function

        return mark
