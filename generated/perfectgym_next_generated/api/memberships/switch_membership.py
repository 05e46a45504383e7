"""``POST /v1/memberships/{customerId}/membership-switch``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.membership_switch import MembershipSwitch

OPERATION = Operation(
    name="memberships.switch_membership",
    method="POST",
    path="/v1/memberships/{customerId}/membership-switch",
    vendor_name="switchMembership",
    scopes=("MEMBERSHIP_WRITE",),
)


def parse(data: Any) -> None:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""


def build(
    customer_id: int,
    body: models.MembershipSwitch,
) -> Request[None]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(MembershipSwitch)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('customerId', customer_id)}/membership-switch",
        body=body.to_dict(),
    )
