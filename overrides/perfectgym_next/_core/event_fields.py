"""What the generated readers of webhook events stand on: the fields of an event by its type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from perfectgym_next.timestamps import parse_datetime

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from datetime import datetime

__all__ = ["Checkout", "EventFieldError", "EventFields"]

_MAX_DIGITS = 19  # of an int64


class EventFieldError(ValueError):
    """A field of a webhook event has another form than the vendor documents; ``event.content`` has it as it came."""


class Checkout(NamedTuple):
    """A customer that the studio checked out."""

    customer_id: int
    checkout_time: datetime
    """Aware where the vendor writes an offset, else naive."""


class EventFields:
    """Base class of the generated readers. Each reads one field, of the types of events that have it."""

    __slots__ = ()

    type: str
    entity_id: int
    content: Mapping[str, Any]

    def _read_entity(self, types: Container[str]) -> int | None:
        return self.entity_id if self.type in types else None

    def _read_any(self, types: Container[str], name: str) -> Any:
        return self.content.get(name) if self.type in types else None

    def _read_integer(self, types: Container[str], name: str) -> int | None:
        value = self._read_any(types, name)
        return None if value is None else _integer(value, name)

    def _read_checkouts(self, types: Container[str], name: str) -> tuple[Checkout, ...] | None:
        found = self._read_any(types, name)
        if found is None:
            return None
        try:
            return tuple(
                Checkout(_integer(one["customerId"], "customerId"), parse_datetime(one["checkoutTime"]))
                for one in found
            )
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise EventFieldError(f"{name} is not a list of customerId and checkoutTime; see event.content") from error


def _integer(value: object, name: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= _MAX_DIGITS:
        return int(value)
    raise EventFieldError(f"{name} is a {type(value).__name__}, not an integer; see event.content")
