"""``GET /v1/appointments/bookable/{bookableAppointmentId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.bookable_appointment import BookableAppointment

OPERATION = Operation(
    name="appointments.get_bookable_appointment",
    method="GET",
    path="/v1/appointments/bookable/{bookableAppointmentId}",
    vendor_name="getBookableAppointment",
    scopes=("BOOKABLE_APPOINTMENTS_READ",),
)


def parse(data: Any) -> models.BookableAppointment:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(BookableAppointment)._decode(data)


def build(
    bookable_appointment_id: int,
) -> Request[models.BookableAppointment]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/appointments/bookable/{path_segment('bookableAppointmentId', bookable_appointment_id)}",
    )
