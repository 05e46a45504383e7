"""``POST /v1/classes/booking/book``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.class_slot_booking_request import ClassSlotBookingRequest
from ...models.class_slot_booking_result import ClassSlotBookingResult

OPERATION = Operation(
    name="classes.book_class",
    method="POST",
    path="/v1/classes/booking/book",
    vendor_name="bookClassSlot",
    scopes=("CLASSES_WRITE",),
)


def parse(data: Any) -> models.ClassSlotBookingResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(ClassSlotBookingResult)._decode(data)


def build(
    body: models.ClassSlotBookingRequest,
) -> Request[models.ClassSlotBookingResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(ClassSlotBookingRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path="/v1/classes/booking/book",
        body=body.to_dict(),
    )
