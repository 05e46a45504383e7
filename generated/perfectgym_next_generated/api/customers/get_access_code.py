"""``GET /v1/customers/{customerId}/access-code``"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.operations import Operation, Request, path_segment
from perfectgym_next.wire import new as _new

from ...models.customer_access_code import CustomerAccessCode

if TYPE_CHECKING:
    from typing import Any


OPERATION = Operation(
    name="customers.get_access_code",
    method="GET",
    path="/v1/customers/{customerId}/access-code",
    vendor_name="getCustomerAccessCode",
    scopes=("CUSTOMER_READ",),
)


def parse(data: Any) -> CustomerAccessCode:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(CustomerAccessCode)._decode(data)


def build(
    customer_id: int,
) -> Request[CustomerAccessCode]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/access-code",
    )
