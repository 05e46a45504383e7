"""Factories: valid models with the fields that a test cares about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._openapi.examples import Examples
from perfectgym_next.testing._openapi.names import check_names

if TYPE_CHECKING:
    from perfectgym_next._core.model import Model

__all__ = ["make"]

M = TypeVar("M", bound="Model")


def make(model: type[M], /, *, seed: int = 0, **fields: Any) -> M:
    """Return a model that is valid by the API's description: ``make(BookingEntry, amount=Money("9.90", "EUR"))``.

    Other fields hold the description's example or a value that matches; the same seed gives the same values.

    Args:
        model: A class of ``perfectgym_next.models``.
        seed: Chooses the values that the description has no example for.
        fields: Fields of the model by their Python names; None leaves an optional one out.

    Raises:
        TypeError: `model` is not a model class, or has no such field.

    Example:
        >>> from perfectgym_next.models import BookingEntry, Money
        >>> from perfectgym_next.testing import make
        >>> make(BookingEntry, amount=Money("9.90", "EUR")).amount
        Money('9.90', 'EUR')
    """
    schema = getattr(model, "_schema_", "")
    if not schema or not isinstance(model, type):
        raise TypeError(f"cannot make {model!r}: give a model class of perfectgym_next.models")
    value = model.from_dict(Examples(Description.shipped(), seed).named(schema))
    if not fields:
        return value
    from attrs import evolve, fields_dict

    check_names(fields, fields_dict(cast("Any", model)), f"{model.__name__} has no field", error=TypeError)
    return cast("M", evolve(cast("Any", value), **fields))
