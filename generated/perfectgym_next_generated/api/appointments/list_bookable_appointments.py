"""``GET /v1/appointments/bookable``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, query_values

from ... import models
from ...models.bookable_appointment_sliced_result import BookableAppointmentSlicedResult

OPERATION = Operation(
    name="appointments.list_bookable_appointments",
    method="GET",
    path="/v1/appointments/bookable",
    vendor_name="getBookableAppointments",
    scopes=("BOOKABLE_APPOINTMENTS_READ",),
)


def parse(data: Any) -> models.BookableAppointmentSlicedResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(BookableAppointmentSlicedResult)._decode(data)


def build(
    *,
    offset: str | None = None,
    slice_size: int = 100,
) -> Request[models.BookableAppointmentSlicedResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if offset is not None:
        _query += query_values("offset", offset)
    if slice_size is not None:
        _query += query_values("sliceSize", slice_size)
    return Request(
        OPERATION,
        parse,
        path="/v1/appointments/bookable",
        query=_query,
    )
