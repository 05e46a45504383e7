"""``POST /v1/memberships/customers/{customerId}/add-membership/preview``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.membership_signup_contract import MembershipSignupContract
from ...models.signup_preview import SignupPreview

OPERATION = Operation(
    name="memberships.preview_membership",
    method="POST",
    path="/v1/memberships/customers/{customerId}/add-membership/preview",
    vendor_name="postMembershipPreview",
    scopes=("MEMBERSHIP_WRITE",),
)


def parse(data: Any) -> models.SignupPreview:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(SignupPreview)._decode(data)


def build(
    customer_id: int,
    body: models.MembershipSignupContract,
) -> Request[models.SignupPreview]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(MembershipSignupContract)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/customers/{path_segment('customerId', customer_id)}/add-membership/preview",
        body=body.to_dict(),
    )
