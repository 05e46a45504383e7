"""``GET /v1/customers``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, query_values

from ... import models
from ...models.customer_sliced_result import CustomerSlicedResult

OPERATION = Operation(
    name="customers.list_customers",
    method="GET",
    path="/v1/customers",
    vendor_name="getCustomers",
    scopes=("CUSTOMER_READ",),
)


def parse(data: Any) -> models.CustomerSlicedResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(CustomerSlicedResult)._decode(data)


def build(
    *,
    card_number_format: models.CardNumberFormat | None = None,
    last_offset_id: int | None = None,
    offset: str | None = None,
    slice_size: int = 500,
    customer_status: models.CustomerStatusFilter | None = None,
) -> Request[models.CustomerSlicedResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if card_number_format is not None:
        _query += query_values("cardNumberFormat", card_number_format)
    if last_offset_id is not None:
        _query += query_values("lastOffsetId", last_offset_id)
    if offset is not None:
        _query += query_values("offset", offset)
    if slice_size is not None:
        _query += query_values("sliceSize", slice_size)
    if customer_status is not None:
        _query += query_values("customerStatus", customer_status)
    return Request(
        OPERATION,
        parse,
        path="/v1/customers",
        query=_query,
    )
