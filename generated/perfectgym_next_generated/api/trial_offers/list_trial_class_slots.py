"""``GET /v1/trial-offers/bookable-trial-offers/classes/{classId}/slots``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment, query_values

from ... import models
from ...models.class_slot_sliced_result import ClassSlotSlicedResult

OPERATION = Operation(
    name="trial_offers.list_trial_class_slots",
    method="GET",
    path="/v1/trial-offers/bookable-trial-offers/classes/{classId}/slots",
    vendor_name="getClassSlotsForTrialOffers",
    scopes=("TRIAL_OFFER_READ",),
)


def parse(data: Any) -> models.ClassSlotSlicedResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(ClassSlotSlicedResult)._decode(data)


def build(
    class_id: int,
    *,
    offset: str | None = None,
    slice_size: int = 100,
) -> Request[models.ClassSlotSlicedResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if offset is not None:
        _query += query_values("offset", offset)
    if slice_size is not None:
        _query += query_values("sliceSize", slice_size)
    return Request(
        OPERATION,
        parse,
        path=f"/v1/trial-offers/bookable-trial-offers/classes/{path_segment('classId', class_id)}/slots",
        query=_query,
    )
