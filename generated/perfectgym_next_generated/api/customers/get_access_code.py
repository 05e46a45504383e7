"""``GET /v1/customers/{customerId}/access-code``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.customer_access_code import CustomerAccessCode

OPERATION = Operation(
    name="customers.get_access_code",
    method="GET",
    path="/v1/customers/{customerId}/access-code",
    vendor_name="getCustomerAccessCode",
    scopes=("CUSTOMER_READ",),
)


def parse(data: Any) -> models.CustomerAccessCode:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(CustomerAccessCode)._decode(data)


def build(
    customer_id: int,
) -> Request[models.CustomerAccessCode]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/access-code",
    )
