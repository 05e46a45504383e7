"""``GET /v1/cross-studio/customers/{customerId}/activities/checkins``"""

from __future__ import annotations

import datetime
from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment, query_values

from ... import models
from ...models.customer_checkin_sliced_result import CustomerCheckinSlicedResult

OPERATION = Operation(
    name="cross_studio.list_cross_studio_checkins",
    method="GET",
    path="/v1/cross-studio/customers/{customerId}/activities/checkins",
    vendor_name="getCrossStudioCustomersCheckinHistory",
    scopes=("CHECKIN_READ",),
)


def parse(data: Any) -> models.CustomerCheckinSlicedResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(CustomerCheckinSlicedResult)._decode(data)


def build(
    customer_id: int,
    *,
    from_date: datetime.date | None = None,
    to_date: datetime.date | None = None,
    slice_size: int = 50,
    offset: str | None = None,
) -> Request[models.CustomerCheckinSlicedResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if from_date is not None:
        _query += query_values("fromDate", from_date, date_only=True)
    if to_date is not None:
        _query += query_values("toDate", to_date, date_only=True)
    if slice_size is not None:
        _query += query_values("sliceSize", slice_size)
    if offset is not None:
        _query += query_values("offset", offset)
    return Request(
        OPERATION,
        parse,
        path=f"/v1/cross-studio/customers/{path_segment('customerId', customer_id)}/activities/checkins",
        query=_query,
    )
