"""The base class of all generated models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from perfectgym_next._core.decoding import DECODING_ERRORS, is_uuid, new
from perfectgym_next.timestamps import ZoneDataError

__all__ = ["Model", "json_default", "mask"]

_SHOWN_ITEMS = 3
_SHOWN_LETTERS = 60


class Model:
    """An object of the API: attributes in snake_case, missing values are `None`.

    Fields that the description does not have are kept in `additional_properties` and written back.
    """

    __slots__ = ()

    _schema_: ClassVar[str] = ""
    """Name of the schema in the description; ``Outer.field`` or ``Outer.field[]`` where it has none of its own."""

    _names_: ClassVar[tuple[str, ...]] = ()
    """Names of the fields in the API, in the order of the attributes."""

    _example_: ClassVar[str] = ""
    """An example of a constructor call, for error messages; empty for ``Model(...)``."""

    _unnamed_column_: ClassVar[str] = ""
    """The attribute whose column, in the row of another model, has the name of the whole: that of money's amount."""

    _empty_row_: ClassVar[dict[str, Any] | None] = None
    """The row of a model without values; created when first needed."""

    additional_properties: dict[str, Any]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Create a model from decoded JSON.

        Args:
            data: Fields by their names in the API. Numbers are exact if they are given as `Decimal` or `int`.

        Raises:
            ResponseFormatError: A field does not match the schema; it is named.
        """
        try:
            return cls._blank()._decode(_copy(data))
        except ZoneDataError:  # nothing is wrong with the data
            raise
        except DECODING_ERRORS as error:
            reason = error
        from perfectgym_next._core.schema_mismatch import mismatch_error

        place = cls._schema_.replace(".", "/properties/").replace("[]", "/items").replace("{}", "/additionalProperties")
        raise mismatch_error(cls._generated_class().__module__, {"$ref": f"#/components/schemas/{place}"}, data, reason)

    def to_dict(self) -> dict[str, Any]:
        """Return the model as decoded JSON: fields by their names in the API, without those that are None.

        Numbers are `Decimal`; dates, date-times, UUIDs and enums are text. Lists and dicts are copies.

        Raises:
            ValueError: A required field is None, a date-time is naive, or a number is NaN or infinite; it is named.
            TypeError: A field, or a value in it, is of a class that its type does not allow; it is named.
        """
        raise NotImplementedError

    def to_json(self) -> str:
        """Return the model as JSON: what `to_dict` returns, with exactly the digits of every number.

        Raises:
            ValueError, TypeError: As `to_dict`; or a text holds half of a surrogate pair.
        """
        from perfectgym_next._core.json import write

        return write(self.to_dict()).decode()

    def to_row(self) -> dict[str, Any]:
        """Return the model as one flat row for frames and tables: columns by Python names, every column present.

        The fields of a nested object are columns too, ``address_street``; those of money are ``amount`` and
        ``amount_currency``. Without the object, each of them is None. A list of models is a list of their rows.
        Date-times stay aware `datetime` objects, numbers `Decimal`; enums and UUIDs are text. Unknown fields, those of
        nested objects included, are in ``additional_properties``, which is None where there are none.

        Raises:
            ValueError: A value does not fit the type of its column: a date-time is naive, text is not a number; it is
                named.
            TypeError: A field, or a value in it, is of a class that its type does not allow, or a required field is
                None; it is named.
        """
        raise NotImplementedError

    @classmethod
    def row_schema(cls) -> dict[str, Any]:
        """Return the columns of `to_row` in order, each with its Python type: ``Decimal``, ``str | None``."""
        from perfectgym_next._core.rows import row_schema

        return row_schema(cls._generated_class())

    @classmethod
    def _make_empty_row(cls) -> dict[str, Any]:
        row: dict[str, Any] = dict.fromkeys(cls.row_schema())
        cls._generated_class()._empty_row_ = row
        return row

    @classmethod
    def _generated_class(cls) -> type[Model]:
        """Return the class that has a schema: this one, or the one that a caller's class is derived from."""
        return next(base for base in cls.__mro__ if "_schema_" in base.__dict__)

    @classmethod
    def _blank(cls) -> Self:
        """Return an instance without fields, for `_decode` to fill."""
        return new(cls)

    def _decode(self, data: Any) -> Self:
        """Fill an instance that has no fields yet; a value that does not match the schema raises any `DECODING_ERRORS`.

        Known fields are removed from `data` and from all objects in it; the unknown ones are left.
        """
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from perfectgym_next._core.pydantic_support import model_schema

        return model_schema(cls, handler)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Any:
        from perfectgym_next._core.pydantic_support import json_schema

        return json_schema(cls, schema, handler)

    def __replace__(self, **changes: Any) -> Self:
        # For copy.replace() of Python 3.13, where attrs is older than that.
        from attrs import evolve

        return evolve(self, **changes)  # type: ignore[misc]  # every generated class is an attrs class

    def __repr__(self) -> str:
        shown = (text if name is None else f"{name}={text}" for name, text in self._shown())
        return f"{type(self).__name__}({', '.join(shown)})"

    def __rich_repr__(self) -> Iterator[Any]:
        # Without it rich shows every field of an attrs class, in full.
        return (_Verbatim(text) if name is None else (name, _Verbatim(text)) for name, text in self._shown())

    def _shown(self) -> Iterator[tuple[str | None, str]]:
        """Yield what `repr` shows: fields that are None are left out, secrets masked, long text and long lists cut."""
        for field in type(self).__attrs_attrs__:  # type: ignore[attr-defined]  # every generated class is an attrs class
            value = getattr(self, field.name)
            if value is not None and value != {}:
                yield field.name, field.repr(value) if callable(field.repr) else _shorten(value)


class _Verbatim:
    """Something whose `repr` is a given text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def mask(value: object) -> str:
    """Return what `repr` shows of a secret; the fields of generated classes that hold one have it as their ``repr``."""
    return "***"


def json_default(value: object) -> Any:
    """Convert what a JSON library does not know: ``json.dumps(customer, default=json_default)``, orjson the same way.

    A model becomes an object with the API's names, as by `Model.to_dict`. A number becomes text, which keeps its
    digits. Dates, date-times and UUIDs, as in rows, become text too.

    Raises:
        TypeError: The value is of another class; or as `Model.to_dict`.
        ValueError: A number is NaN or infinite; or as `Model.to_dict`.
    """
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} cannot be written as JSON: expected a finite number")
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_uuid(value):
        return str(value)
    raise TypeError(f"cannot write a {type(value).__name__} as JSON: expected a model, a number, a date or a UUID")


def _copy(value: Any) -> Any:
    """Return a copy of decoded JSON for a decoder to consume."""
    if isinstance(value, Mapping):
        return {name: _copy(item) for name, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _shorten(value: object) -> str:
    if isinstance(value, list) and len(value) > _SHOWN_ITEMS:
        items = ", ".join(map(_shorten, value[:_SHOWN_ITEMS]))
        return f"[{items}, … {len(value) - _SHOWN_ITEMS} more]"
    text = repr(value)
    if isinstance(value, str | Mapping) and len(text) > _SHOWN_LETTERS:
        return f"{text[:_SHOWN_LETTERS]}…"
    return text
