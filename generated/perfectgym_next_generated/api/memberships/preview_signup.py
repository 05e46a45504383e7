"""``POST /v1/memberships/signup/preview``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.membership_signup_request import MembershipSignupRequest
from ...models.signup_preview import SignupPreview

OPERATION = Operation(
    name="memberships.preview_signup",
    method="POST",
    path="/v1/memberships/signup/preview",
    vendor_name="postSignupPreview",
    scopes=("MEMBERSHIP_READ",),
)


def parse(data: Any) -> models.SignupPreview:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(SignupPreview)._decode(data)


def build(
    body: models.MembershipSignupRequest,
) -> Request[models.SignupPreview]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(MembershipSignupRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path="/v1/memberships/signup/preview",
        body=body.to_dict(),
    )
