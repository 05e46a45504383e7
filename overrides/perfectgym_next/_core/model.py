"""The base class of all generated models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from perfectgym_next._core.decoding import DECODING_ERRORS, new
from perfectgym_next.timestamps import ZoneDataError

__all__ = ["Model"]

_SHOWN_ITEMS = 3
_SHOWN_LETTERS = 60


class Model:
    """An object of the API: attributes in snake_case, missing values are `None`.

    Fields that the description does not have are kept in `additional_properties` and written back.
    """

    __slots__ = ()

    _schema_: ClassVar[str] = ""
    """Name of the schema in the description; ``Outer.field`` or ``Outer.field[]`` where it has none of its own."""

    _example_: ClassVar[str] = ""
    """An example of a constructor call, for error messages; empty for ``Model(...)``."""

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
        module = next(base.__module__ for base in cls.__mro__ if "_schema_" in base.__dict__)  # a subclass has its own
        raise mismatch_error(module, {"$ref": f"#/components/schemas/{place}"}, data, reason)

    def to_dict(self) -> dict[str, Any]:
        """Return the model as decoded JSON: fields by their names in the API, without those that are None.

        Numbers are `Decimal`; dates, date-times, UUIDs and enums are text. Lists and dicts are copies.

        Raises:
            ValueError: A required field is None, a date-time is naive, or a number is NaN or infinite; it is named.
            TypeError: A field, or a value in it, is of a class that its type does not allow; it is named.
        """
        raise NotImplementedError

    @classmethod
    def _blank(cls) -> Self:
        """Return an instance without fields, for `_decode` to fill."""
        return new(cls)

    def _decode(self, data: Any) -> Self:
        """Fill an instance that has no fields yet; a value that does not match the schema raises any `DECODING_ERRORS`.

        Known fields are removed from `data` and from all objects in it; the unknown ones are left.
        """
        raise NotImplementedError

    def __replace__(self, **changes: Any) -> Self:
        # For copy.replace() of Python 3.13, where attrs is older than that.
        from attrs import evolve

        return evolve(self, **changes)  # type: ignore[misc]  # every generated class is an attrs class

    def __repr__(self) -> str:
        # Short: fields that are None are left out, long text and long lists are cut.
        fields = (
            f"{field.name}={_shorten(value)}"
            for field in type(self).__attrs_attrs__  # type: ignore[attr-defined]
            if (value := getattr(self, field.name)) is not None and value != {}
        )
        return f"{type(self).__name__}({', '.join(fields)})"


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
