"""``GET /v1/classes/booking``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, query_values

from ... import models
from ...models.class_slot_booking_result import ClassSlotBookingResult

OPERATION = Operation(
    name="classes.list_class_bookings",
    method="GET",
    path="/v1/classes/booking",
    vendor_name="getClassBookingsByCustomerId",
    scopes=("CLASSES_READ",),
)


def parse(data: Any) -> list[models.ClassSlotBookingResult]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(ClassSlotBookingResult)._decode(item) for item in _array(data)]


def build(
    *,
    customer_id: int,
) -> Request[list[models.ClassSlotBookingResult]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    _query += query_values("customerId", customer_id)
    return Request(
        OPERATION,
        parse,
        path="/v1/classes/booking",
        query=_query,
    )
