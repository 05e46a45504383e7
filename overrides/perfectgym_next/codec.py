"""JSON, exact both ways: a number with fraction or exponent is read as `Decimal`, and written with its digits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec.json

__all__ = ["decode", "encode"]

decode = msgspec.json.Decoder(float_hook=Decimal).decode
_encode = msgspec.json.Encoder(decimal_format="number").encode


def encode(value: Any) -> bytes:
    """Write JSON.

    Raises:
        TypeError, ValueError: The value holds what JSON cannot say: NaN, infinities, objects of other classes.
    """
    written = _encode(value)
    if b"NaN" in written or b"Infinity" in written:
        _refuse_infinite(value)
    return written


def _refuse_infinite(value: Any) -> None:
    """A Decimal that is no number is written as NaN or Infinity, which is no JSON."""
    if isinstance(value, dict):
        for member in value.values():
            _refuse_infinite(member)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_infinite(item)
    elif isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{value} is no number that JSON can hold")
