"""Conversions between decoded JSON and Python values, which generated code calls by the type of a field.

Decoders consume their input. An unreadable value raises at once, and `perfectgym_next._core.schema_mismatch` then
finds and names the field. Encoders, the ``encode_`` functions, return what JSON can say, or raise an error that names
the value; `perfectgym_next._core.json.write` trusts them. Generated code tests the class of a value itself and calls
a function only for another class than the expected one.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Any

from perfectgym_next.timestamps import format_date, format_datetime, format_naive_datetime, parse_datetime

__all__ = [
    "DECODING_ERRORS",
    "FLOAT_DIGITS",
    "add_unknown_fields",
    "array",
    "array_without_null",
    "boolean",
    "booleans",
    "check_model",
    "encodable_list",
    "encodable_map",
    "encode_boolean",
    "encode_json",
    "encode_model",
    "encode_number",
    "encode_one_of",
    "encode_scalar",
    "encode_uuid",
    "is_uuid",
    "keeps_digits",
    "map_",
    "map_without_null",
    "missing_field_error",
    "new",
    "null_field_error",
    "number",
    "one_of",
    "read_date",
    "read_datetime",
    "row_date",
    "row_datetime",
    "row_int",
    "row_model",
    "row_naive_datetime",
    "row_number",
    "row_one_of",
    "row_str",
    "scalar",
    "scalars",
]

_MAX_INT_DIGITS = 40
FLOAT_DIGITS = 15
"""Significant digits that every float keeps."""

_are_scalars = frozenset({str, int, Decimal}).issuperset
_BOOLEANS = frozenset({bool})

DECODING_ERRORS = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""Errors that decoders raise. Others must pass: a signal handler may raise in the middle of them, as Celery's does."""

new = object.__new__
"""Create an instance without fields for its `_decode` to fill; decoding does not call constructors."""

read_date = date.fromisoformat
read_datetime = parse_datetime


def array(value: Any) -> list[Any]:
    """Return a JSON array.

    Raises:
        TypeError: The value is not a list, for example text, which Python would iterate by letters.
    """
    if value.__class__ is not list:
        raise TypeError(f"expected an array, not {type(value).__name__}")
    return value


def array_without_null(value: Any) -> list[Any]:
    """Return a JSON array that holds no null.

    Raises:
        TypeError: The value is not a list.
        ValueError: An item is null.
    """
    if None in array(value):
        raise ValueError("an item is null")
    return value  # type: ignore[no-any-return]


def map_(value: Any) -> dict[str, Any]:
    """Return a JSON object whose fields are all of one type.

    Raises:
        TypeError: The value is not an object.
    """
    if value.__class__ is not dict:
        raise TypeError(f"expected an object, not {type(value).__name__}")
    return value


def map_without_null(value: Any) -> dict[str, Any]:
    """Return a JSON object that holds no null.

    Raises:
        TypeError: The value is not an object.
        ValueError: A field is null.
    """
    if None in map_(value).values():
        raise ValueError("a field is null")
    return value  # type: ignore[no-any-return]


def one_of(value: Any, field: str, classes: dict[str, type[Any]]) -> Any:
    """Return an object as the model that its discriminator names; one of an unknown kind as it is.

    Args:
        value: Decoded JSON.
        field: The discriminator, by its name in the API.
        classes: Models by the discriminator's value.

    Raises:
        TypeError: The value is not an object.
    """
    kind = map_(value).get(field)
    model = classes.get(kind) if isinstance(kind, str) else None
    return value if model is None else new(model)._decode(value)


def scalar(value: Any) -> Any:
    """Return the value of a text, integer or enum field: text is accepted for numbers and the other way round.

    Raises:
        TypeError: The value is a boolean, an object, an array or null.
    """
    if value is True or value is False or not isinstance(value, str | int | Decimal | float):
        raise TypeError(f"expected text or a number, not {type(value).__name__}")
    return value


def scalars(value: Any) -> list[Any]:
    """Return a JSON array of text or integers.

    Raises:
        TypeError: The value is not a list, or an item is a boolean, an object, an array or null.
    """
    if value.__class__ is not list or not _are_scalars(map(type, value)):
        for item in array(value):
            scalar(item)
    return value  # type: ignore[no-any-return]


def boolean(value: Any) -> bool:
    """Return a JSON boolean.

    Raises:
        TypeError: The value is anything else, ``"false"`` and 0 included.
    """
    if value is True or value is False:
        return value
    raise TypeError(f"expected a boolean, not {type(value).__name__}")


def booleans(value: Any) -> list[bool]:
    """Return a JSON array of booleans.

    Raises:
        TypeError: The value is not a list, or an item is not a boolean.
    """
    if not _BOOLEANS.issuperset(map(type, array(value))):
        raise TypeError("expected an array of booleans")
    return value  # type: ignore[no-any-return]


def number(value: Any) -> Decimal:
    """Return a JSON number with exactly its digits; digits in quotes are accepted.

    Raises:
        TypeError: The value is neither a number nor text.
        ValueError: The text is not a finite number, or the value is a float that may have lost digits.
    """
    if value.__class__ is Decimal:
        return value
    if value.__class__ is int:
        return Decimal(value)
    result = _any_number(value)
    if isinstance(value, float) and not keeps_digits(value):
        raise ValueError(f"a float keeps {FLOAT_DIGITS} digits, so {value!r} may have lost some")
    return result


def keeps_digits(value: float) -> bool:
    """Return whether a parsed float still has every digit that was written.

    One of up to 15 significant digits has. From 10**15 on, a fraction may be gone without a trace.
    """
    digits = float.__repr__(value).partition("e")[0].replace(".", "").strip("-0")
    return len(digits) <= FLOAT_DIGITS and abs(value) < 10**FLOAT_DIGITS


def _any_number(value: Any) -> Decimal:
    if not isinstance(value, int | float | Decimal | str) or isinstance(value, bool):
        raise TypeError(f"expected a number, not {type(value).__name__}")
    try:
        # The shortest repr of a float has the digits that were parsed.
        result = Decimal(float.__repr__(value) if isinstance(value, float) else value)
    except ArithmeticError:
        raise ValueError(f"expected a number, not {value!r}") from None
    if not result.is_finite():
        raise ValueError(f"expected a number, not {value!r}")
    return result


def null_field_error() -> ValueError:
    """Return the error of a decoder for a required field that is null."""
    return ValueError("a required field is null")


def check_model(value: Any, cls: type[Any], name: str) -> None:
    """Check that a value is a model of a class, or of a subclass.

    Raises:
        TypeError: The value is something else.
    """
    if not isinstance(value, cls):
        model = cls.__name__
        example = f"{model}.from_dict(...)" if isinstance(value, dict) else cls._example_ or f"{model}(...)"
        raise TypeError(f"{name} must be a {model}, not {_class_name(value)}; pass {example}")


def encode_model(value: Any, cls: type[Any], name: str) -> dict[str, Any]:
    """Encode a model of a class, or of a subclass.

    Raises:
        TypeError: The value is something else, or a field in it, at any depth, is of another class.
        ValueError: A field in it cannot be written.
    """
    check_model(value, cls, name)
    return value.to_dict()  # type: ignore[no-any-return]


def encodable_list(value: Any, name: str) -> list[Any] | tuple[Any, ...]:
    """Return a list or tuple, whose items are encoded by the caller.

    Raises:
        TypeError: The value is something else.
    """
    if not isinstance(value, list | tuple):
        raise TypeError(f"{name} must be a list, not {_class_name(value)}")
    return value


def encodable_map(value: Any, name: str) -> dict[str, Any]:
    """Return a dict with text as keys, whose values are encoded by the caller.

    Raises:
        TypeError: The value is something else, or a key is.
    """
    if not isinstance(value, dict):
        raise TypeError(f"{name} must be a dict, not {_class_name(value)}")
    for key in value:
        if not isinstance(key, str):
            raise TypeError(f"the keys of {name} must be text, not {_class_name(key)}")
    return value


def encode_one_of(value: Any, field: str, classes: dict[str, tuple[type[Any], str]], name: str) -> Any:
    """Encode one of several models, or a dict of another kind.

    Args:
        value: The model or dict.
        field: The discriminator, by its name in the API.
        classes: Models, each with the attribute that is the discriminator, by the discriminator's value.
        name: Name of the value.

    Raises:
        TypeError, ValueError: The value is something else, its discriminator contradicts its class, or a field in it
            cannot be written.
    """
    kinds = {kind: attribute for kind, (model, attribute) in classes.items() if isinstance(value, model)}
    models = ", ".join(dict.fromkeys(model.__name__ for model, _ in classes.values()))
    if isinstance(value, dict):
        kind = value.get(field)
        if not isinstance(kind, str):
            raise TypeError(f"{name} needs {field!r} as text; pass it, or one of {models}")
        if kind in classes:
            raise TypeError(f"{name} must be a {classes[kind][0].__name__}, not dict; use its from_dict(...)")
        return encode_json(value, name)
    if not kinds:
        raise TypeError(f"{name} must be one of {models} or a dict, not {_class_name(value)}")
    for attribute in kinds.values():
        if (given := getattr(value, attribute)) not in kinds:
            allowed = " or ".join(map(repr, kinds))
            given = str.__str__(given) if isinstance(given, str) else given
            raise ValueError(f"{name}.{attribute} of a {type(value).__name__} must be {allowed}, not {given!r}")
    return value.to_dict()


def encode_json(value: Any, name: str) -> Any:
    """Encode a value that has no schema; dicts and lists are copied.

    Allowed are dicts, lists, text, finite numbers, booleans, None, dates, UUIDs and enums. The writer itself accepts
    more: bytes as base64, sets, objects by the names of their attributes, NaN as a word or as null.

    Raises:
        TypeError: The value, or one in it, is of another class; it is named.
        ValueError: The value, or one in it, is NaN or infinite; it is named.
    """
    if isinstance(value, dict):
        for key in value:
            if not (isinstance(key, str | int) or is_uuid(key)):  # a Decimal would be written without quotes
                raise TypeError(f"the keys of {name} must be text, not {_class_name(key)}")
        return {key: encode_json(item, f"{name}[{key!r}]") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [encode_json(item, f"{name}[{index}]") for index, item in enumerate(value)]
    if not (value is None or isinstance(value, str | int | float | Decimal | date | Enum) or is_uuid(value)):
        hint = "; pass its .to_dict()" if hasattr(value, "to_dict") else ""
        raise TypeError(f"{name} must be a dict, a list, text or a number, not {_class_name(value)}{hint}")
    return _finite(value, name)


def encode_scalar(value: Any, name: str) -> Any:
    """Encode the value of a text, integer or enum field: text, a finite number or a UUID.

    Raises:
        TypeError: The value is of another class: a bool, bytes, a list, any other object.
        ValueError: The value is NaN or infinite.
    """
    if isinstance(value, str):
        return str.__str__(value)  # that of an enum
    if isinstance(value, bool) or not (isinstance(value, int | Decimal | float) or is_uuid(value)):
        raise TypeError(f"{name} must be text or a number, not {_class_name(value)}")
    return _finite(value, name)


def encode_boolean(value: Any, name: str) -> bool:
    """Encode a boolean.

    Raises:
        TypeError: The value is anything else, ``"false"`` and 0 included.
    """
    if value is not True and value is not False:
        raise TypeError(f"{name} must be True or False, not {_class_name(value)}")
    return value


def encode_number(value: Any, name: str) -> Any:
    """Encode a number: a `Decimal`, an int, a finite float, or text that is a number.

    Raises:
        TypeError: The value is of another class.
        ValueError: The value is text that is not a number, NaN or infinite.
    """
    try:
        finite = _any_number(value).is_finite()
    except TypeError:
        raise TypeError(f"{name} must be a Decimal, not {_class_name(value)}") from None
    except ValueError:
        finite = False
    if not finite:
        raise ValueError(f"{name} must be a finite number, not {value!r}")
    return value


def encode_uuid(value: Any, name: str) -> str:
    """Encode a UUID, or its text.

    Raises:
        TypeError: The value is of another class.
    """
    if not (isinstance(value, str) or is_uuid(value)):
        raise TypeError(f"{name} must be a UUID, not {_class_name(value)}")
    return str(value)


def row_str(value: Any, name: str) -> str:
    """Convert the value of a text or enum field for a row: a number becomes its digits.

    Raises:
        TypeError, ValueError: As `encode_scalar`.
    """
    return str(encode_scalar(value, name))


def row_int(value: Any, name: str) -> int:
    """Convert the value of an integer field for a row: text, which responses may hold, becomes a number.

    Raises:
        TypeError: As `encode_scalar`.
        ValueError: The value is not a whole number of up to 40 digits.
    """
    try:
        exact = Decimal(str(encode_scalar(value, name)))
    except ArithmeticError:
        exact = Decimal("NaN")
    if not exact.is_finite() or exact.adjusted() >= _MAX_INT_DIGITS or int(exact) != exact:
        raise ValueError(f"{name} must be a whole number, not {value!r}")
    return int(exact)


def row_number(value: Any, name: str) -> Decimal:
    """Convert a number for a row, with its digits.

    Raises:
        TypeError, ValueError: As `encode_number`.
    """
    return _any_number(encode_number(value, name))


def row_date(value: Any, name: str) -> date:
    """Return a date for a row.

    Raises:
        TypeError: As `perfectgym_next.timestamps.format_date`.
    """
    format_date(value, name)
    return value  # type: ignore[no-any-return]


def row_datetime(value: Any, name: str) -> datetime:
    """Return an aware date-time for a row.

    Raises:
        TypeError, ValueError: As `perfectgym_next.timestamps.format_datetime`.
    """
    if value.__class__ is not datetime or value.utcoffset() is None:
        format_datetime(value, name)
    return value  # type: ignore[no-any-return]


def row_naive_datetime(value: Any, name: str) -> datetime:
    """Return a date-time of a field that the service keeps without offset, for a row.

    Raises:
        TypeError, ValueError: As `perfectgym_next.timestamps.format_naive_datetime`.
    """
    format_naive_datetime(value, name)
    return value  # type: ignore[no-any-return]


def row_model(value: Any, cls: type[Any], name: str) -> dict[str, Any]:
    """Return the row of a model of a class, or of a subclass.

    Raises:
        TypeError, ValueError: The value is something else, or a field in it does not fit its column.
    """
    check_model(value, cls, name)
    return value.to_row()  # type: ignore[no-any-return]


def row_one_of(value: Any, classes: dict[str, type[Any]], name: str) -> Any:
    """Return the row of one of several models, or a copy of a dict of another kind.

    Raises:
        TypeError, ValueError: The value is something else, or a field in it does not fit its column.
    """
    if isinstance(value, tuple(classes.values())):
        return value.to_row()  # type: ignore[attr-defined]  # of a model
    return encode_json(value, name)


def add_unknown_fields(row: dict[str, Any], model: Any, path: str) -> None:
    """Add the additional properties of a model, or of an object in it, to a row.

    Args:
        row: The row; its column ``additional_properties`` is a dict, or None.
        model: The model or object.
        path: Place of the object in the row's model, by names in the API: ``openAmount.``.
    """
    unknown = encode_json(model.additional_properties, f"{type(model).__name__}.additional_properties")
    known = row["additional_properties"] or {}
    row["additional_properties"] = known | {f"{path}{name}": value for name, value in unknown.items()}


def missing_field_error(model: object, *names: str) -> ValueError:
    """Return the error of a model that is encoded without a required field: the first of `names` that is None."""
    name = next(name for name in names if getattr(model, name) is None)
    return ValueError(f"{type(model).__name__}.{name} is required, but None; set it before sending the model")


def _finite(value: Any, name: str) -> Any:
    if (isinstance(value, Decimal) and not value.is_finite()) or (isinstance(value, float) and not isfinite(value)):
        raise ValueError(f"{name} must be a finite number, not {value!r}")
    return value


def is_uuid(value: object) -> bool:
    """Return whether a value is a UUID."""
    from uuid import UUID  # a caller who has a UUID has imported it

    return isinstance(value, UUID)


def _class_name(value: object) -> str:
    return "None" if value is None else type(value).__name__
