"""``GET /v1/appointments/booking/{bookingId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.appointment_booking_result_with_customer_id import AppointmentBookingResultWithCustomerId

OPERATION = Operation(
    name="appointments.get_appointment_booking",
    method="GET",
    path="/v1/appointments/booking/{bookingId}",
    vendor_name="getAppointmentBooking",
    scopes=("APPOINTMENTS_READ",),
)


def parse(data: Any) -> models.AppointmentBookingResultWithCustomerId:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(AppointmentBookingResultWithCustomerId)._decode(data)


def build(
    booking_id: int,
) -> Request[models.AppointmentBookingResultWithCustomerId]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/appointments/booking/{path_segment('bookingId', booking_id)}",
    )
