"""What the service answers in the benchmarks: real shapes, from the examples of the description."""

from __future__ import annotations

from functools import cache
from typing import Any

from perfectgym_next._core.json import encode
from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._openapi.examples import Examples

SLICE = 50
SLICES = 2000
TASKS = 50

_KNOWN_OF_MOST = (
    *("id", "status", "accessRefusal", "customerNumber", "firstName", "lastName", "dateOfBirth", "email", "gender"),
    *("street", "houseNumber", "zipCode", "city", "country", "phonePrivateMobile", "uuid", "studioId"),
)


@cache
def _example(schema: str, seed: int) -> dict[str, Any]:
    value: dict[str, Any] = Examples(Description.shipped(), seed).named(schema)
    return value


def _entries(schema: str, count: int, *, first: int = 1001) -> list[dict[str, Any]]:
    """Examples of a schema with ids of their own; every twentieth has the same other values."""
    return [{**_example(schema, number % 20), "id": first + number} for number in range(count)]


def _sliced(entries: list[dict[str, Any]]) -> bytes:
    return encode({"result": entries, "hasNext": False})


@cache
def customers() -> bytes:
    """A slice of 500 customers with every member there, a megabyte."""
    return _sliced(_entries("Customer", 500))


@cache
def sparse_customers() -> bytes:
    """A slice of 500 customers of whom little is known: what most members of a studio look like."""
    return _sliced([{name: customer[name] for name in _KNOWN_OF_MOST} for customer in _entries("Customer", 500)])


@cache
def bookings() -> bytes:
    """A slice of 50 bookings, each with two amounts of money."""
    return _sliced(_entries("BookingEntry", SLICE))


@cache
def offer() -> bytes:
    """A membership offer, seven levels deep."""
    return encode(_entries("MembershipOfferExtended", 1)[0])


@cache
def class_slots(*, zoned: bool) -> bytes:
    """A slice of 50 class slots, each with four date-times.

    Args:
        zoned: With the zone in brackets, as the service writes date-times and no peer reads them; else without.
    """
    text = _sliced(_entries("ClassSlot", 50))
    return text if zoned else text.replace(b"[Europe/Berlin]", b"")


@cache
def balance() -> bytes:
    """The balance of an account."""
    return encode(Examples(Description.shipped()).named("CustomerAccountBalance"))


def booking_slices() -> list[bytes]:
    """The 2,000 slices of an account with 100,000 bookings; the offset of a slice is its place here."""
    entries = _entries("BookingEntry", SLICE)
    return [
        encode(
            {
                "result": [{**entry, "id": number * SLICE + place} for place, entry in enumerate(entries)],
                "hasNext": number + 1 < SLICES,
                "offset": str(number + 1),
            }
        )
        for number in range(SLICES)
    ]
