"""``POST /v1/classes/booking/validate``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.class_slot_booking_request import ClassSlotBookingRequest
from ...models.class_slot_booking_validation_result import ClassSlotBookingValidationResult

OPERATION = Operation(
    name="classes.validate_class_booking",
    method="POST",
    path="/v1/classes/booking/validate",
    vendor_name="validateClassSlot",
    scopes=("CLASSES_READ",),
)


def parse(data: Any) -> models.ClassSlotBookingValidationResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(ClassSlotBookingValidationResult)._decode(data)


def build(
    body: models.ClassSlotBookingRequest,
) -> Request[models.ClassSlotBookingValidationResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(ClassSlotBookingRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path="/v1/classes/booking/validate",
        body=body.to_dict(),
    )
