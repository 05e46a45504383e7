"""``POST /v1/payments/user-session``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.user_session_request import UserSessionRequest
from ...models.user_session_response import UserSessionResponse

OPERATION = Operation(
    name="payments.create_user_session",
    method="POST",
    path="/v1/payments/user-session",
    vendor_name="userSession",
    scopes=("PAYMENT_WRITE",),
)


def parse(data: Any) -> models.UserSessionResponse:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(UserSessionResponse)._decode(data)


def build(
    body: models.UserSessionRequest,
) -> Request[models.UserSessionResponse]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(UserSessionRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path="/v1/payments/user-session",
        body=body.to_dict(),
    )
