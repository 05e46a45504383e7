"""JSON, exact both ways: a number with fraction or exponent is read as `Decimal`, and written with its digits."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

import msgspec

__all__ = ["decode", "encode"]


_decode = msgspec.json.Decoder(float_hook=Decimal).decode
_encode = msgspec.json.Encoder(decimal_format="number").encode


def decode(data: bytes | str) -> Any:
    """Read JSON.

    Raises:
        ValueError: It is no JSON, or holds a number beyond what `Decimal` can hold.
        RecursionError: It is nested too deeply.
    """
    try:
        return _decode(data)
    except InvalidOperation:
        raise ValueError("the exponent of a number is out of range") from None
    except msgspec.MsgspecError as error:  # a ValueError only since msgspec 0.21
        raise ValueError(str(error)) from None


def encode(value: Any) -> bytes:
    """Write JSON.

    Raises:
        TypeError, ValueError: The value holds what JSON cannot say: NaN, infinities, objects of other classes.
    """
    try:
        written = _encode(value)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from None
    if b"NaN" in written or b"Infinity" in written or b"null" in written:
        _refuse_infinite(value)
    return written


def _refuse_infinite(value: Any) -> None:
    """A Decimal that is no number is written as NaN or Infinity, which is no JSON; a float as null."""
    if isinstance(value, dict):
        for name, member in value.items():
            _refuse_infinite(name)
            _refuse_infinite(member)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            _refuse_infinite(item)
    elif (isinstance(value, Decimal) and not value.is_finite()) or (isinstance(value, float) and not isfinite(value)):
        raise ValueError(f"{value} is no number that JSON can hold")
