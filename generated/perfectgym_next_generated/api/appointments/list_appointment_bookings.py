"""``GET /v1/appointments/booking``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, query_values

from ... import models
from ...models.appointment_booking_result import AppointmentBookingResult

OPERATION = Operation(
    name="appointments.list_appointment_bookings",
    method="GET",
    path="/v1/appointments/booking",
    vendor_name="getAppointmentBookings",
    scopes=("APPOINTMENTS_READ",),
)


def parse(data: Any) -> list[models.AppointmentBookingResult]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(AppointmentBookingResult)._decode(item) for item in _array(data)]


def build(
    *,
    customer_id: int,
) -> Request[list[models.AppointmentBookingResult]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    _query += query_values("customerId", customer_id)
    return Request(
        OPERATION,
        parse,
        path="/v1/appointments/booking",
        query=_query,
    )
