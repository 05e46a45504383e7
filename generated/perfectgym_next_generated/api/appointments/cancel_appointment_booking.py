"""``DELETE /v1/appointments/booking/{bookingId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.void_result import VoidResult

OPERATION = Operation(
    name="appointments.cancel_appointment_booking",
    method="DELETE",
    path="/v1/appointments/booking/{bookingId}",
    vendor_name="deleteAppointmentBooking",
    scopes=("APPOINTMENTS_WRITE",),
)


def parse(data: Any) -> models.VoidResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(VoidResult)._decode(data)


def build(
    booking_id: int,
) -> Request[models.VoidResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/appointments/booking/{path_segment('bookingId', booking_id)}",
    )
