"""Conversions between decoded JSON and Python values, which generated code calls by the type of a field.

Decoders consume their input. An unreadable value raises at once, and `perfectgym_next._core.schema_mismatch` then
finds and names the field. Decoding calls a function only for values of another class than the expected one. Fields
are checked before they are sent, by the ``check_`` functions, and not each time that a model is encoded.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, TypeAlias

from perfectgym_next.timestamps import parse_datetime

__all__ = [
    "DECODING_ERRORS",
    "Check",
    "array",
    "array_without_null",
    "boolean",
    "booleans",
    "check_boolean",
    "check_json",
    "check_list",
    "check_map",
    "check_model",
    "check_number",
    "check_one_of",
    "check_scalar",
    "check_uuid",
    "encode_one_of",
    "map_",
    "map_without_null",
    "missing_field_error",
    "new",
    "null_field_error",
    "number",
    "one_of",
    "read_date",
    "read_datetime",
    "scalar",
    "scalars",
    "text",
]

Check: TypeAlias = Callable[[Any, str], object]
"""A function that checks a value to send; its second argument is the value's name for the error."""

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


def encode_one_of(value: Any) -> Any:
    """Return a model, or an object of an unknown kind, as JSON-like data."""
    return value if isinstance(value, dict) else value.to_dict()


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
        ValueError: The text is not a finite number.
    """
    if value.__class__ is Decimal:
        return value
    if value.__class__ is int:
        return Decimal(value)
    if not isinstance(value, int | float | Decimal | str) or isinstance(value, bool):
        raise TypeError(f"expected a number, not {type(value).__name__}")
    try:
        # The shortest repr of a float has the digits that were parsed.
        result = Decimal(repr(value) if isinstance(value, float) else value)
    except ArithmeticError:
        raise ValueError(f"expected a number, not {value!r}") from None
    if not result.is_finite():
        raise ValueError(f"expected a number, not {value!r}")
    return result


def null_field_error() -> ValueError:
    """Return the error of a decoder for a required field that is null."""
    return ValueError("a required field is null")


def missing_field_error(model: object, *names: str) -> ValueError:
    """Return the error of a model that is encoded without a required field: the first of `names` that is None."""
    name = next(name for name in names if getattr(model, name) is None)
    return ValueError(f"{type(model).__name__}.{name} is required, but None; set it before sending the model")


def text(value: Any) -> Any:
    """Return an enum's value as plain text, anything else unchanged."""
    return str.__str__(value) if isinstance(value, str) else value


def check_model(cls: type[Any]) -> Check:
    """Return a function that checks that a value is a model of a class, or of a subclass, and checks its fields.

    The function raises:
        TypeError, ValueError: The value is something else, or a field in it, at any depth, cannot be sent.
    """

    def check(value: Any, name: str) -> None:
        if not isinstance(value, cls):
            model = cls.__name__
            example = f"{model}.from_dict(...)" if isinstance(value, dict) else cls._example_ or f"{model}(...)"
            raise TypeError(f"{name} must be a {model}, not {_class_name(value)}; pass {example}")
        value._check()

    return check


def check_list(check: Check, *, nulls: bool = False) -> Check:
    """Return a function that checks that a value is a list or tuple, and checks its items.

    Args:
        check: Checks an item.
        nulls: Whether an item may be None.

    The function raises:
        TypeError, ValueError: The value is something else, or an item cannot be sent; the item is named.
    """

    def check_items(value: Any, name: str) -> None:
        if not isinstance(value, list | tuple):
            raise TypeError(f"{name} must be a list, not {_class_name(value)}")
        for index, item in enumerate(value):
            if item is not None or not nulls:
                check(item, f"{name}[{index}]")

    return check_items


def check_map(check: Check, *, nulls: bool = False) -> Check:
    """Return a function that checks that a value is a dict with text as keys, and checks its values.

    Args:
        check: Checks a value of the dict.
        nulls: Whether a value may be None.

    The function raises:
        TypeError, ValueError: The value is something else, or an item cannot be sent; the item is named.
    """

    def check_items(value: Any, name: str) -> None:
        if not isinstance(value, dict):
            raise TypeError(f"{name} must be a dict, not {_class_name(value)}")
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"the keys of {name} must be text, not {_class_name(key)}")
            if item is not None or not nulls:
                check(item, f"{name}[{key!r}]")

    return check_items


def check_one_of(field: str, classes: dict[str, tuple[type[Any], str]]) -> Check:
    """Return a function that checks that a value is one of several models, or a dict of another kind.

    Args:
        field: The discriminator, by its name in the API.
        classes: Models, each with the attribute that is the discriminator, by the discriminator's value.

    The function raises:
        TypeError, ValueError: The value is something else, its discriminator contradicts its class, or a field in it
            cannot be sent.
    """

    def check(value: Any, name: str) -> None:
        kinds = {kind: attribute for kind, (model, attribute) in classes.items() if isinstance(value, model)}
        models = ", ".join(dict.fromkeys(model.__name__ for model, _ in classes.values()))
        if isinstance(value, dict):
            kind = value.get(field)
            if not isinstance(kind, str):
                raise TypeError(f"{name} needs {field!r} as text; pass it, or one of {models}")
            if kind in classes:
                raise TypeError(f"{name} must be a {classes[kind][0].__name__}, not dict; use its from_dict(...)")
            check_json(value, name)
        elif not kinds:
            raise TypeError(f"{name} must be one of {models} or a dict, not {_class_name(value)}")
        else:
            for attribute in kinds.values():
                if getattr(value, attribute) not in kinds:
                    allowed = " or ".join(map(repr, kinds))
                    raise ValueError(
                        f"{name}.{attribute} of a {type(value).__name__} must be {allowed}, "
                        f"not {text(getattr(value, attribute))!r}"
                    )
            value._check()

    return check


def check_json(value: Any, name: str) -> None:
    """Check a value that is encoded as JSON without a schema.

    Allowed are dicts, lists, text, numbers, booleans, None, dates, UUIDs and enums. The encoder itself accepts more:
    bytes as base64, sets, and objects by the names of their attributes.

    Raises:
        TypeError: The value, or one in it, is of another class; it is named.
    """
    if isinstance(value, dict):
        for key, item in value.items():
            check_json(item, f"{name}[{key!r}]")
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            check_json(item, f"{name}[{index}]")
    elif not (value is None or isinstance(value, str | int | float | Decimal | date | Enum) or _is_uuid(value)):
        hint = "; pass its .to_dict()" if hasattr(value, "to_dict") else ""
        raise TypeError(f"{name} must be a dict, a list, text or a number, not {_class_name(value)}{hint}")


def check_scalar(value: Any, name: str) -> None:
    """Check the value of a text, integer or enum field: text, a finite number or a UUID.

    Raises:
        TypeError: The value is of another class: a bool, bytes, a list, any other object.
        ValueError: The value is NaN or infinite.
    """
    if isinstance(value, bool) or not (isinstance(value, str | int | Decimal | float) or _is_uuid(value)):
        raise TypeError(f"{name} must be text or a number, not {_class_name(value)}")
    if isinstance(value, Decimal | float):
        check_number(value, name)


def check_boolean(value: Any, name: str) -> None:
    """Check a boolean.

    Raises:
        TypeError: The value is anything else, ``"false"`` and 0 included.
    """
    if value is not True and value is not False:
        raise TypeError(f"{name} must be True or False, not {_class_name(value)}")


def check_number(value: Any, name: str) -> None:
    """Check a number: a `Decimal`, an int, a finite float, or text that is a number.

    Raises:
        TypeError: The value is of another class.
        ValueError: The value is text that is not a number, NaN or infinite.
    """
    try:
        finite = number(value).is_finite()
    except TypeError:
        raise TypeError(f"{name} must be a Decimal, not {_class_name(value)}") from None
    except ValueError:
        finite = False
    if not finite:
        raise ValueError(f"{name} must be a finite number, not {value!r}")


def check_uuid(value: Any, name: str) -> None:
    """Check a UUID, or its text.

    Raises:
        TypeError: The value is of another class.
    """
    if not (isinstance(value, str) or _is_uuid(value)):
        raise TypeError(f"{name} must be a UUID, not {_class_name(value)}")


def _is_uuid(value: object) -> bool:
    from uuid import UUID  # a caller who has a UUID has imported it

    return isinstance(value, UUID)


def _class_name(value: object) -> str:
    return "None" if value is None else type(value).__name__
