"""``GET /v1/customers/{customerId}/documents/{id}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.customer_document import CustomerDocument

OPERATION = Operation(
    name="customers.get_document",
    method="GET",
    path="/v1/customers/{customerId}/documents/{id}",
    vendor_name="getDocumentById",
    scopes=("CUSTOMER_DOCUMENT_READ",),
)


def parse(data: Any) -> models.CustomerDocument:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(CustomerDocument)._decode(data)


def build(
    customer_id: int,
    id: int,
) -> Request[models.CustomerDocument]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/documents/{path_segment('id', id)}",
    )
