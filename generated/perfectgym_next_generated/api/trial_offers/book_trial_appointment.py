"""``POST /v1/trial-offers/appointments/booking/book``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.appointment_booking_request import AppointmentBookingRequest
from ...models.appointment_booking_result import AppointmentBookingResult

OPERATION = Operation(
    name="trial_offers.book_trial_appointment",
    method="POST",
    path="/v1/trial-offers/appointments/booking/book",
    vendor_name="bookAppointmentForTrialOffer",
    scopes=("TRIAL_OFFER_WRITE",),
)


def parse(data: Any) -> models.AppointmentBookingResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(AppointmentBookingResult)._decode(data)


def build(
    body: models.AppointmentBookingRequest,
) -> Request[models.AppointmentBookingResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(AppointmentBookingRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path="/v1/trial-offers/appointments/booking/book",
        body=body.to_dict(),
    )
