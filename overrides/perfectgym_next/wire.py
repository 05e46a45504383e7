"""From decoded JSON to Python values: what generated decoders call for each kind of member.

Decoders trust what they are given, and take it apart. What cannot be read raises at once, and `perfectgym_next.misfits`
then finds and names the member.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from perfectgym_next.timestamps import parse_datetime

__all__ = ["array", "missing_member", "new", "null_member", "number", "read_date", "read_datetime", "text"]

new = object.__new__
"""An instance without members, for its `_decode` to fill: decoding owes nothing to the constructor."""

read_date = date.fromisoformat
read_datetime = parse_datetime


def array(value: Any) -> list[Any]:
    """A JSON array.

    Raises:
        TypeError: It is something else, text for example, which Python would walk letter by letter.
    """
    if value.__class__ is not list:
        raise TypeError(f"an array is wanted, not {type(value).__name__}")
    return value


def number(value: Any) -> Decimal:
    """A JSON number with exactly the digits that were written; digits in quotes are read too.

    Raises:
        TypeError: It is neither a number nor text.
        ValueError: The text is no number, or no finite one.
    """
    if value.__class__ is Decimal:
        return value
    if value.__class__ is int:
        return Decimal(value)
    if not isinstance(value, int | float | Decimal | str) or isinstance(value, bool):
        raise TypeError(f"a number is wanted, not {type(value).__name__}")
    try:
        # The shortest text of a float holds the digits that were read.
        result = Decimal(repr(value) if isinstance(value, float) else value)
    except ArithmeticError:
        raise ValueError(f"a number is wanted, not {value!r}") from None
    if not result.is_finite():
        raise ValueError(f"a number is wanted, not {value!r}")
    return result


def text(value: Any) -> Any:
    """An enum's value as plain text on its way out; anything else unchanged."""
    return str.__str__(value) if isinstance(value, str) else value


def null_member() -> ValueError:
    """What a decoder raises when a required member is null."""
    return ValueError("a required member is null")


def missing_member(model: object, *names: str) -> ValueError:
    """What a model raises when it is to be sent without a required member: the first of `names` that is None."""
    name = next(name for name in names if getattr(model, name) is None)
    return ValueError(f"{type(model).__name__}.{name} is required, but None")
