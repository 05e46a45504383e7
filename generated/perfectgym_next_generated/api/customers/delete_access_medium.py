"""``DELETE /v1/customers/{customerId}/access-mediums/{accessMediumId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.operation import Operation, Request, path_segment

OPERATION = Operation(
    name="customers.delete_access_medium",
    method="DELETE",
    path="/v1/customers/{customerId}/access-mediums/{accessMediumId}",
    vendor_name="deleteAccessMediums",
    scopes=("CUSTOMER_ACCESS_MEDIUM_WRITE",),
)


def parse(data: Any) -> None:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""


def build(
    customer_id: int,
    access_medium_id: int,
) -> Request[None]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/access-mediums/{path_segment('accessMediumId', access_medium_id)}",
    )
