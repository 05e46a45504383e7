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

__all__ = ["LoneSurrogateError", "decode", "encode", "write"]

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

_decode = msgspec.json.Decoder(float_hook=Decimal).decode
_encode = msgspec.json.Encoder(decimal_format="number").encode


class LoneSurrogateError(ValueError):
    """Text in JSON holds half of a surrogate pair, which is not a character and cannot be written as UTF-8.

    Attributes:
        field: Path of the text, ``result[3].note``; empty where it is the whole document.
    """

    field: str

    def __init__(self, field: str) -> None:
        super().__init__("it holds half of a surrogate pair, which is not a character")
        self.field = field


def decode(data: bytes | str) -> Any:
    """Decode JSON in UTF-8. A byte order mark at its beginning is skipped (RFC 8259, section 8.1).

    Returns:
        Objects as dicts, integers as `int`, all other numbers as `Decimal`.

    Raises:
        ValueError: The data is not JSON in UTF-8, or holds a number out of the range of `Decimal`.
        LoneSurrogateError: A text holds half of a surrogate pair.
        RecursionError: The data is nested too deeply.
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
        _check_encoding(data)
        _check_surrogates(data)
    raise ValueError(reason)


def _check_encoding(data: bytes) -> None:
    from json import detect_encoding

    encoding = detect_encoding(data)
    if not encoding.startswith("utf-8"):
        raise ValueError(f"it seems to be encoded in {encoding.upper()[:6]}; expected UTF-8")


def _check_surrogates(data: bytes) -> None:
    """Raise the error that names the first half of a surrogate pair, if that is all that is wrong.

    The document is parsed again by the standard library: msgspec calls it truncated and does not say where.
    """
    import json

    try:
        field = _find_lone_surrogate(json.loads(data, parse_int=_ignore, parse_float=_ignore), "")
    except (ValueError, RecursionError):
        return
    if field is not None:
        raise LoneSurrogateError(field)


def _ignore(number: str) -> None:
    return None


def _find_lone_surrogate(value: Any, path: str) -> str | None:
    if isinstance(value, str):
        return path if _LONE_SURROGATE.search(value) else None
    inner: Iterable[tuple[str, Any]] = ()
    if isinstance(value, list):
        inner = ((f"{path}[{index}]", item) for index, item in enumerate(value))
    elif isinstance(value, dict):
        # Names are checked like values; they are escaped so that the path can be printed.
        names = ((name, name.encode("utf-8", "backslashreplace").decode()) for name in value)
        inner = ((f"{path}.{shown}" if path else shown, (name, value[name])) for name, shown in names)
    elif isinstance(value, tuple):
        inner = ((path, item) for item in value)
    return next((found for at, item in inner if (found := _find_lone_surrogate(item, at)) is not None), None)


def write(value: Any) -> bytes:
    """Write as JSON in UTF-8 what a model's `to_dict` or `encode_json` returned: they have checked it.

    Raises:
        TypeError: The value holds an object of a class that JSON has no form for.
        ValueError: The value holds half of a surrogate pair.
    """
    try:
        return _encode(value)
    except (msgspec.MsgspecError, ValueError) as error:
        raise ValueError(str(error)) from None


def encode(value: Any) -> bytes:
    """Encode any value as JSON in UTF-8; a `Decimal` keeps its digits.

    Raises:
        TypeError: The value holds an object of a class that JSON has no form for.
        ValueError: The value holds NaN, an infinity or half of a surrogate pair.
    """
    try:
        written = write(value)
    except ValueError:
        _check_finite(value)  # from 0.23 on msgspec refuses NaN by itself, in other words
        raise
    # To search the bytes takes a third of the time that a look at every value takes.
    if b"NaN" in written or b"Infinity" in written or b"null" in written:
        _check_finite(value)
    return written


def _check_finite(value: Any) -> None:
    """Refuse NaN and infinities: msgspec writes a `Decimal` as NaN or Infinity, which is not JSON, a float as null."""
    if isinstance(value, dict):
        for name, item in value.items():
            _check_finite(name)
            _check_finite(item)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            _check_finite(item)
    elif (isinstance(value, Decimal) and not value.is_finite()) or (isinstance(value, float) and not isfinite(value)):
        raise ValueError(f"{value} cannot be written as JSON: expected a finite number")
