"""``POST /v1/customers/create``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.customer_create_result import CustomerCreateResult
from ...models.membership_signup_customer import MembershipSignupCustomer

OPERATION = Operation(
    name="customers.create_customer",
    method="POST",
    path="/v1/customers/create",
    vendor_name="createCustomer",
    scopes=("CUSTOMER_WRITE",),
)


def parse(data: Any) -> models.CustomerCreateResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(CustomerCreateResult)._decode(data)


def build(
    body: models.MembershipSignupCustomer,
) -> Request[models.CustomerCreateResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(MembershipSignupCustomer)(body, "body")
    return Request(
        OPERATION,
        parse,
        path="/v1/customers/create",
        body=body.to_dict(),
    )
