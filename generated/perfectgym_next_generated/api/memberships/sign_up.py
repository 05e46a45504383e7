"""``POST /v1/memberships/signup``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.membership_signup_request import MembershipSignupRequest
from ...models.membership_signup_result import MembershipSignupResult

OPERATION = Operation(
    name="memberships.sign_up",
    method="POST",
    path="/v1/memberships/signup",
    vendor_name="signupMembership",
    scopes=("MEMBERSHIP_WRITE",),
)


def parse(data: Any) -> models.MembershipSignupResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(MembershipSignupResult)._decode(data)


def build(
    body: models.MembershipSignupRequest,
) -> Request[models.MembershipSignupResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(MembershipSignupRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path="/v1/memberships/signup",
        body=body.to_dict(),
    )
