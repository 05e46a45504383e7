"""``GET /v1/customers/{customerId}/documents``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment, query_values

from ... import models
from ...models.customer_documents import CustomerDocuments

OPERATION = Operation(
    name="customers.list_documents",
    method="GET",
    path="/v1/customers/{customerId}/documents",
    vendor_name="getDocuments",
    scopes=("CUSTOMER_DOCUMENT_READ",),
)


def parse(data: Any) -> models.CustomerDocuments:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(CustomerDocuments)._decode(data)


def build(
    customer_id: int,
    *,
    offset: str | None = None,
    slice_size: int = 50,
) -> Request[models.CustomerDocuments]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if offset is not None:
        _query += query_values("offset", offset)
    if slice_size is not None:
        _query += query_values("sliceSize", slice_size)
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/documents",
        query=_query,
    )
