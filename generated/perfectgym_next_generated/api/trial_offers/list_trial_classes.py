"""``GET /v1/trial-offers/bookable-trial-offers/classes``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, query_values

from ... import models
from ...models.trial_offer_classes_sliced_result import TrialOfferClassesSlicedResult

OPERATION = Operation(
    name="trial_offers.list_trial_classes",
    method="GET",
    path="/v1/trial-offers/bookable-trial-offers/classes",
    vendor_name="getBookableTrialOfferClasses",
    scopes=("TRIAL_OFFER_READ",),
)


def parse(data: Any) -> models.TrialOfferClassesSlicedResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(TrialOfferClassesSlicedResult)._decode(data)


def build(
    *,
    offset: str | None = None,
    slice_size: int = 100,
) -> Request[models.TrialOfferClassesSlicedResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if offset is not None:
        _query += query_values("offset", offset)
    if slice_size is not None:
        _query += query_values("sliceSize", slice_size)
    return Request(
        OPERATION,
        parse,
        path="/v1/trial-offers/bookable-trial-offers/classes",
        query=_query,
    )
