"""The base of all generated models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, TypeAlias

from perfectgym_next._core.decoding import DECODING_ERRORS, Check, check_json, new
from perfectgym_next.timestamps import ZoneDataError

__all__ = ["Checks", "Model"]

Checks: TypeAlias = tuple[tuple[str, Check], ...]

_SHOWN_ITEMS = 3
_SHOWN_LETTERS = 60


class Model:
    """A value of the API: attributes in snake_case, `None` for what is absent.

    Members that the description does not know are kept in `additional_properties` and written back.
    """

    __slots__ = ()

    _schema_: ClassVar[str] = ""
    """Name of the schema in the description; ``Outer.member`` or ``Outer.member[]`` where it has none of its own."""

    _checks_: ClassVar[Checks] = ()
    """Fields, each with the function that checks its value; empty for models that are in no request."""

    _example_: ClassVar[str] = ""
    """How a caller makes one, for error messages; empty for the plain way."""

    additional_properties: dict[str, Any]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read a model from decoded JSON.

        Args:
            data: Members by their names in the API. Numbers are exact if they come as `Decimal` or `int`.

        Raises:
            ResponseFormatError: A member does not fit the description; it is named.
        """
        try:
            return cls._blank()._decode(_copied(data))
        except ZoneDataError:  # nothing is wrong with the data
            raise
        except DECODING_ERRORS as error:
            reason = error
        from perfectgym_next._core.schema_mismatch import misfit_error

        place = cls._schema_.replace(".", "/properties/").replace("[]", "/items")
        module = next(base.__module__ for base in cls.__mro__ if "_schema_" in base.__dict__)  # a subclass has its own
        raise misfit_error(module, {"$ref": f"#/components/schemas/{place}"}, data, reason)

    def to_dict(self) -> dict[str, Any]:
        """Write the model as JSON-like data: members by their names in the API, absent ones left out.

        Numbers stay `Decimal`, exact; dates, date-times, UUIDs and enums are text. Other fields are written as they
        are; a request checks them before it is sent.

        Raises:
            ValueError: A required field is None, or a date-time is naive; the field is named.
            TypeError: A date or date-time is of another class; the field is named.
        """
        raise NotImplementedError

    def _check(self) -> None:
        """Check what is about to be sent, at any depth: `to_dict` trusts its fields.

        Raises:
            TypeError, ValueError: A field holds what cannot be sent; it is named.
        """
        for name, check in self._checks_:
            if (value := getattr(self, name)) is not None:
                check(value, f"{type(self).__name__}.{name}")
        if self.additional_properties:
            check_json(self.additional_properties, f"{type(self).__name__}.additional_properties")

    @classmethod
    def _blank(cls) -> Self:
        """Return an instance without fields, for `_decode` to fill."""
        return new(cls)

    def _decode(self, data: Any) -> Self:
        """Fill an instance that has no members yet, without a safety net: whatever does not fit raises something.

        Members are taken out of `data` and of all objects in it; what is left are the unknown ones.
        """
        raise NotImplementedError

    def __replace__(self, **changes: Any) -> Self:
        # For copy.replace() of Python 3.13, where attrs is older than that.
        from attrs import evolve

        return evolve(self, **changes)  # type: ignore[misc]  # every generated class is an attrs class

    def __repr__(self) -> str:
        # Short: what is absent is left out, long text and long lists are cut.
        members = (
            f"{field.name}={_shown(value)}"
            for field in type(self).__attrs_attrs__  # type: ignore[attr-defined]
            if (value := getattr(self, field.name)) is not None and value != {}
        )
        return f"{type(self).__name__}({', '.join(members)})"


def _copied(value: Any) -> Any:
    """JSON-like data for a decoder to take apart."""
    if isinstance(value, Mapping):
        return {name: _copied(member) for name, member in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value


def _shown(value: object) -> str:
    if isinstance(value, list) and len(value) > _SHOWN_ITEMS:
        items = ", ".join(map(_shown, value[:_SHOWN_ITEMS]))
        return f"[{items}, … {len(value) - _SHOWN_ITEMS} more]"
    text = repr(value)
    if isinstance(value, str | Mapping) and len(text) > _SHOWN_LETTERS:
        return f"{text[:_SHOWN_LETTERS]}…"
    return text
