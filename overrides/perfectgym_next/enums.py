"""Open enumerations: values that the vendor adds later are kept, not refused."""

from __future__ import annotations

from decimal import Decimal
from enum import EnumType, StrEnum
from typing import Any, Generic, NoReturn, Self, TypeVar

__all__ = ["OpenEnum", "Values"]

E = TypeVar("E", bound="OpenEnum")


class _OpenEnumType(EnumType):
    """The class of open enums: a name that one does not have is an error that suggests the closest."""

    def __getattr__(cls, name: str) -> NoReturn:
        if name.startswith("_"):
            raise AttributeError(f"type object {cls.__name__!r} has no attribute {name!r}", name=name, obj=cls)
        from difflib import get_close_matches

        close = get_close_matches(name.upper(), cls.__members__, 1)
        advice = f"did you mean {close[0]}?" if close else f"it has {', '.join(cls.__members__)}"
        raise AttributeError(f"{cls.__name__} has no member {name}: {advice}")


class OpenEnum(StrEnum, metaclass=_OpenEnumType):
    """A set of values that the vendor may extend.

    An unlisted value becomes a member of its own: equal to its text, hashed like it, written back unchanged, and
    recognisable by `is_known`. It is not added to the class, so iterating returns the listed values only. A ``match``
    over an open enum needs a ``case _``.
    """

    __hash__ = str.__hash__  # Enum hashes the name; equality is that of the text

    @property
    def is_known(self) -> bool:
        """Whether the value is one that the API's description lists."""
        return self._name_ in type(self).__members__

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = f"UNKNOWN({value})"
        member._value_ = value
        return member

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._value_!r})"

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Any:
        result = handler(schema)
        resolved = handler.resolve_ref_schema(result)
        resolved["examples"] = resolved.pop("enum")  # any text is accepted
        return result

    @classmethod
    def values(cls) -> Values[Self]:
        """Return the table by which generated decoders read this enum."""
        return Values(cls)


class Values(dict[Any, Any], Generic[E]):
    """Members by their values in JSON; ``None`` is ``None``, and an unlisted value becomes a member of its own.

    A number is returned unchanged, as in every text field.

    Raises:
        TypeError: The value is a boolean, an object or an array.
    """

    def __init__(self, cls: type[E]) -> None:
        super().__init__({member._value_: member for member in cls})
        self[None] = None
        self._cls = cls

    def __missing__(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._cls(value)
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise TypeError(f"expected text, not {type(value).__name__}")
        return value
