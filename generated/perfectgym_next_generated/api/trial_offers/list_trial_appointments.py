"""``GET /v1/trial-offers/bookable-trial-offers/appointments/bookable``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, query_values

from ... import models
from ...models.bookable_trial_offer_appointments_sliced_result import BookableTrialOfferAppointmentsSlicedResult

OPERATION = Operation(
    name="trial_offers.list_trial_appointments",
    method="GET",
    path="/v1/trial-offers/bookable-trial-offers/appointments/bookable",
    vendor_name="getBookableTrialOfferAppointments",
    scopes=("TRIAL_OFFER_READ",),
)


def parse(data: Any) -> models.BookableTrialOfferAppointmentsSlicedResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(BookableTrialOfferAppointmentsSlicedResult)._decode(data)


def build(
    *,
    offset: str | None = None,
    slice_size: int = 100,
) -> Request[models.BookableTrialOfferAppointmentsSlicedResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if offset is not None:
        _query += query_values("offset", offset)
    if slice_size is not None:
        _query += query_values("sliceSize", slice_size)
    return Request(
        OPERATION,
        parse,
        path="/v1/trial-offers/bookable-trial-offers/appointments/bookable",
        query=_query,
    )
