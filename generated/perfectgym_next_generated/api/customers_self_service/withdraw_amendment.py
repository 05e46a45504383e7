"""``DELETE /v1/customers/{customerId}/self-service/amendment/{amendmentId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.operation import Operation, Request, path_segment

OPERATION = Operation(
    name="customers_self_service.withdraw_amendment",
    method="DELETE",
    path="/v1/customers/{customerId}/self-service/amendment/{amendmentId}",
    vendor_name="withdrawAmendment",
    scopes=("CUSTOMER_SELF_SERVICE_WRITE",),
)


def parse(data: Any) -> None:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""


def build(
    customer_id: int,
    amendment_id: int,
) -> Request[None]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/self-service/amendment/{path_segment('amendmentId', amendment_id)}",
    )
