"""``GET /v1/customers/{customerId}/account/transactions/upcoming``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment, query_values

from ... import models
from ...models.booking_entry_sliced_result import BookingEntrySlicedResult

OPERATION = Operation(
    name="customers_account.list_upcoming_transactions",
    method="GET",
    path="/v1/customers/{customerId}/account/transactions/upcoming",
    vendor_name="getCustomersAccountUpcomingData",
    scopes=("CUSTOMER_ACCOUNT_READ",),
)


def parse(data: Any) -> models.BookingEntrySlicedResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(BookingEntrySlicedResult)._decode(data)


def build(
    customer_id: int,
    *,
    slice_size: int = 50,
    offset: str | None = None,
) -> Request[models.BookingEntrySlicedResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if slice_size is not None:
        _query += query_values("sliceSize", slice_size)
    if offset is not None:
        _query += query_values("offset", offset)
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/account/transactions/upcoming",
        query=_query,
    )
