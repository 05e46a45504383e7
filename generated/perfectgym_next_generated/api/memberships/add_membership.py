"""``POST /v1/memberships/customers/{customerId}/add-membership``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.membership_signup_contract import MembershipSignupContract

OPERATION = Operation(
    name="memberships.add_membership",
    method="POST",
    path="/v1/memberships/customers/{customerId}/add-membership",
    vendor_name="addMembership",
    scopes=("MEMBERSHIP_WRITE",),
)


def parse(data: Any) -> None:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""


def build(
    customer_id: int,
    body: models.MembershipSignupContract,
) -> Request[None]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(MembershipSignupContract)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/customers/{path_segment('customerId', customer_id)}/add-membership",
        body=body.to_dict(),
    )
