"""Which deliveries were handled, to recognise a repeated one by its uuid."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from uuid import UUID

    from perfectgym_next.webhooks._events import Delivery

__all__ = ["MemorySeen", "SeenStore"]


class SeenStore(Protocol):
    """The protocol of a store for ``WebhookReceiver(seen=…)``: studio and uuid identify a delivery.

    There are two steps: `has` before the work, and `add` once its result is stored. With a single step at reception, a
    crash before the work is done would lose the delivery. Between the two steps a repeated delivery passes, so the
    work must be one that may be done twice.
    """

    def has(self, delivery: Delivery, /) -> bool:
        """Return whether a delivery was added."""

    def add(self, delivery: Delivery, /) -> None:
        """Add a delivery whose work is done and stored."""


class MemorySeen:
    """A store in the memory of one process. It forgets when the process ends; other processes do not share it.

    Args:
        max_deliveries: How many deliveries are kept; beyond that, the oldest are forgotten.

    Raises:
        ValueError: The number is not a positive whole one.
    """

    def __init__(self, max_deliveries: int = 100_000) -> None:
        if type(max_deliveries) is not int or max_deliveries < 1:
            raise ValueError(f"invalid max_deliveries={max_deliveries!r}: expected a positive whole number")
        self._max = max_deliveries
        # Each step on it is atomic, so it needs no lock, which a forked process might inherit locked.
        self._seen: OrderedDict[tuple[str, UUID | str], None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._seen)

    def has(self, delivery: Delivery, /) -> bool:
        """Return whether a delivery was added, and is not forgotten."""
        return (delivery.studio, delivery.uuid) in self._seen

    def add(self, delivery: Delivery, /) -> None:
        """Add a delivery whose work is done and stored."""
        self._seen[delivery.studio, delivery.uuid] = None
        if len(self._seen) > self._max:
            self._seen.popitem(last=False)
