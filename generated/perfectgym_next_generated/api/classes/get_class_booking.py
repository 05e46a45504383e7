"""``GET /v1/classes/booking/{bookingId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.class_slot_booking_result import ClassSlotBookingResult

OPERATION = Operation(
    name="classes.get_class_booking",
    method="GET",
    path="/v1/classes/booking/{bookingId}",
    vendor_name="getClassBookingById",
    scopes=("CLASSES_READ",),
)


def parse(data: Any) -> models.ClassSlotBookingResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(ClassSlotBookingResult)._decode(data)


def build(
    booking_id: int,
) -> Request[models.ClassSlotBookingResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/classes/booking/{path_segment('bookingId', booking_id)}",
    )
