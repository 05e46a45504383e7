"""``GET /v1/trial-offers/bookable-trial-offers/appointments/bookable/{bookableAppointmentId}/slots``"""

from __future__ import annotations

import datetime
from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment, query_values

from ... import models
from ...models.bookable_appointment_slot import BookableAppointmentSlot

OPERATION = Operation(
    name="trial_offers.list_trial_appointment_slots",
    method="GET",
    path="/v1/trial-offers/bookable-trial-offers/appointments/bookable/{bookableAppointmentId}/slots",
    vendor_name="getBookableAppointmentSlotsForTrialOffers",
    scopes=("TRIAL_OFFER_READ",),
)


def parse(data: Any) -> list[models.BookableAppointmentSlot]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(BookableAppointmentSlot)._decode(item) for item in _array(data)]


def build(
    bookable_appointment_id: int,
    *,
    customer_id: int | None = None,
    days_ahead: int | None = None,
    slot_window_start_date: datetime.date | None = None,
) -> Request[list[models.BookableAppointmentSlot]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if customer_id is not None:
        _query += query_values("customerId", customer_id)
    if days_ahead is not None:
        _query += query_values("daysAhead", days_ahead)
    if slot_window_start_date is not None:
        _query += query_values("slotWindowStartDate", slot_window_start_date, date_only=True)
    return Request(
        OPERATION,
        parse,
        path=f"/v1/trial-offers/bookable-trial-offers/appointments/bookable/{path_segment('bookableAppointmentId', bookable_appointment_id)}/slots",
        query=_query,
    )
