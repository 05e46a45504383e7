"""``POST /v1/customers/{customerId}/benefits/{benefitKey}/use``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.operation import Operation, Request, path_segment

OPERATION = Operation(
    name="customers.use_benefit",
    method="POST",
    path="/v1/customers/{customerId}/benefits/{benefitKey}/use",
    vendor_name="useBenefit",
    scopes=(
        "CUSTOMER_WRITE",
        "CUSTOMER_BENEFIT_WRITE",
    ),
    any_scope=True,
)


def parse(data: Any) -> None:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""


def build(
    customer_id: int,
    benefit_key: str,
) -> Request[None]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/benefits/{path_segment('benefitKey', benefit_key)}/use",
    )
