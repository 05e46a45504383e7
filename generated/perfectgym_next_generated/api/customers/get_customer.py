"""``GET /v1/customers/{customerId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment, query_values

from ... import models
from ...models.customer import Customer

OPERATION = Operation(
    name="customers.get_customer",
    method="GET",
    path="/v1/customers/{customerId}",
    vendor_name="getCustomerById",
    scopes=("CUSTOMER_READ",),
)


def parse(data: Any) -> models.Customer:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(Customer)._decode(data)


def build(
    customer_id: int,
    *,
    card_number_format: models.CardNumberFormat | None = None,
) -> Request[models.Customer]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if card_number_format is not None:
        _query += query_values("cardNumberFormat", card_number_format)
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}",
        query=_query,
    )
