"""Responses of the service in the benchmarks, created from the examples of the description."""

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
    """Return examples of a schema with different ids; the other values repeat after twenty examples."""
    return [{**_example(schema, number % 20), "id": first + number} for number in range(count)]


def _sliced(entries: list[dict[str, Any]]) -> bytes:
    return encode({"result": entries, "hasNext": False})


@cache
def customers(count: int = 500) -> bytes:
    """Return a slice of customers with every field present; 500 are one megabyte."""
    return _sliced(_entries("Customer", count))


@cache
def sparse_customers() -> bytes:
    """Return a slice of 500 customers with few fields, like those of most members of a studio."""
    return _sliced([{name: customer[name] for name in _KNOWN_OF_MOST} for customer in _entries("Customer", 500)])


@cache
def bookings() -> bytes:
    """Return a slice of 50 bookings, each with two amounts of money."""
    return _sliced(_entries("BookingEntry", SLICE))


@cache
def offer() -> bytes:
    """Return a membership offer, seven levels deep."""
    return encode(_entries("MembershipOfferExtended", 1)[0])


@cache
def class_slots(*, zoned: bool) -> bytes:
    """Return a slice of 50 class slots, each with four date-times.

    Args:
        zoned: Include the zones in brackets, which the service sends and no peer can read.
    """
    text = _sliced(_entries("ClassSlot", 50))
    return text if zoned else text.replace(b"[Europe/Berlin]", b"")


@cache
def balance() -> bytes:
    """Return the balance of an account."""
    return encode(Examples(Description.shipped()).named("CustomerAccountBalance"))


def booking_slices() -> list[bytes]:
    """Return the 2,000 slices of an account with 100,000 bookings; the offset of a slice is its index."""
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
