"""``POST /v1/appointments/bookable/validate``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.appointment_booking_request import AppointmentBookingRequest
from ...models.appointment_booking_validation_result import AppointmentBookingValidationResult

OPERATION = Operation(
    name="appointments.validate_appointment_booking",
    method="POST",
    path="/v1/appointments/bookable/validate",
    vendor_name="validateForAppointmentBooking",
    scopes=("BOOKABLE_APPOINTMENTS_READ",),
)


def parse(data: Any) -> models.AppointmentBookingValidationResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(AppointmentBookingValidationResult)._decode(data)


def build(
    body: models.AppointmentBookingRequest,
) -> Request[models.AppointmentBookingValidationResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(AppointmentBookingRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path="/v1/appointments/bookable/validate",
        body=body.to_dict(),
    )
