"""JSON, exact both ways: a number with fraction or exponent is read as `Decimal`, and written with its digits."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["LoneSurrogateError", "decode", "encode"]

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

_decode = msgspec.json.Decoder(float_hook=Decimal).decode
_encode = msgspec.json.Encoder(decimal_format="number").encode


class LoneSurrogateError(ValueError):
    """A text in JSON holds half of a surrogate pair, which is not a character and cannot be sent or stored as UTF-8.

    Attributes:
        member: Path of the text, ``result[3].note``; empty where it is the whole document.
    """

    def __init__(self, member: str) -> None:
        super().__init__("it holds half of a surrogate pair, which is not a character")
        self.member = member


def decode(data: bytes | str) -> Any:
    """Read JSON. A byte order mark in UTF-8 at its beginning is skipped (RFC 8259, section 8.1).

    Raises:
        ValueError: It is not JSON in UTF-8, or holds a number beyond what `Decimal` can hold.
        LoneSurrogateError: A text holds half of a surrogate pair.
        RecursionError: It is nested too deeply.
    """
    try:
        return _decode(data)
    except InvalidOperation:
        raise ValueError("the exponent of a number is out of range") from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:  # the first a ValueError only since msgspec 0.21
        reason = str(error)
    if isinstance(data, bytes):
        if data.startswith(BOM_UTF8) and not data.startswith(BOM_UTF8 * 2):
            return decode(data[len(BOM_UTF8) :])
        _refuse_other_encodings(data)
        _refuse_lone_surrogates(data)
    raise ValueError(reason)


def _refuse_other_encodings(data: bytes) -> None:
    from json import detect_encoding

    encoding = detect_encoding(data)
    if not encoding.startswith("utf-8"):
        raise ValueError(f"it seems to be encoded in {encoding.upper()[:6]}, but JSON is exchanged in UTF-8")


def _refuse_lone_surrogates(data: bytes) -> None:
    """Raise the error that names the first half of a surrogate pair, if that is all that is wrong.

    Another parser reads the document anew: the fast one calls it truncated, and does not say where.
    """
    import json

    try:
        member = _find_lone_surrogate(json.loads(data, parse_int=_leave, parse_float=_leave), "")
    except (ValueError, RecursionError):
        return
    if member is not None:
        raise LoneSurrogateError(member)


def _leave(number: str) -> None:
    return None


def _find_lone_surrogate(value: Any, path: str) -> str | None:
    if isinstance(value, str):
        return path if _LONE_SURROGATE.search(value) else None
    inner: Iterable[tuple[str, Any]] = ()
    if isinstance(value, list):
        inner = ((f"{path}[{index}]", item) for index, item in enumerate(value))
    elif isinstance(value, dict):
        # A name with such a half counts like a value; shown escaped, it can be printed.
        names = ((name, name.encode("utf-8", "backslashreplace").decode()) for name in value)
        inner = ((f"{path}.{shown}" if path else shown, (name, value[name])) for name, shown in names)
    elif isinstance(value, tuple):
        inner = ((path, item) for item in value)
    return next((found for at, item in inner if (found := _find_lone_surrogate(item, at)) is not None), None)


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
