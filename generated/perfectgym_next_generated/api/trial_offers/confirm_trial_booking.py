"""``POST /v1/trial-offers/bookings/{bookingId}/confirm``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.booking_confirmation_result import BookingConfirmationResult

OPERATION = Operation(
    name="trial_offers.confirm_trial_booking",
    method="POST",
    path="/v1/trial-offers/bookings/{bookingId}/confirm",
    vendor_name="confirmTrialOfferBooking",
    scopes=("TRIAL_OFFER_WRITE",),
)


def parse(data: Any) -> models.BookingConfirmationResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(BookingConfirmationResult)._decode(data)


def build(
    booking_id: int,
) -> Request[models.BookingConfirmationResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/trial-offers/bookings/{path_segment('bookingId', booking_id)}/confirm",
    )
