"""The fields of a generated model with their types, read once a class by what needs all of them."""

from __future__ import annotations

from functools import reduce
from operator import or_
from types import NoneType
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_type_hints

from perfectgym_next._core.model import Model

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ModelField", "fields_of", "is_model"]


class ModelField(NamedTuple):
    """A field of a model.

    Attributes:
        name: Its attribute.
        wire: Its name in the API.
        kind: Its type besides None.
        nullable: Whether it may be None.
    """

    name: str
    wire: str
    kind: Any
    nullable: bool

    @classmethod
    def of_type(cls, annotation: Any, name: str = "", wire: str = "") -> ModelField:
        """Create a field from its evaluated annotation."""
        kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
        if NoneType not in get_args(annotation):
            return cls(name, wire, annotation, nullable=annotation is Any)
        return cls(name, wire, reduce(or_, kinds), nullable=True)


def fields_of(cls: type[Model]) -> Iterator[ModelField]:
    """Yield the fields of a generated class in their order, without ``additional_properties``."""
    hints = get_type_hints(cls)
    names = [field.name for field in cls.__attrs_attrs__ if field.name != "additional_properties"]  # type: ignore[attr-defined]  # every generated class is an attrs class
    for name, wire in zip(names, cls._names_, strict=True):
        yield ModelField.of_type(hints[name], name, wire)


def is_model(kind: Any) -> bool:
    """Return whether a type is a model, and not a list or a union of models."""
    return isinstance(kind, type) and issubclass(kind, Model)
