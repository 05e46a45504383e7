"""``DELETE /v1/classes/booking/{bookingId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.operation import Operation, Request, path_segment

OPERATION = Operation(
    name="classes.cancel_class_booking",
    method="DELETE",
    path="/v1/classes/booking/{bookingId}",
    vendor_name="cancelClassSlotById",
    scopes=("CLASSES_WRITE",),
)


def parse(data: Any) -> None:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""


def build(
    booking_id: int,
) -> Request[None]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/classes/booking/{path_segment('bookingId', booking_id)}",
    )
