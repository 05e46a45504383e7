"""``PUT /v1/customers/{customerId}/access-restrictions``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.access_restriction import AccessRestriction

OPERATION = Operation(
    name="customers.set_access_restriction",
    method="PUT",
    path="/v1/customers/{customerId}/access-restrictions",
    vendor_name="setAccessRestriction",
    scopes=("CUSTOMER_ACCESS_RESTRICTION_WRITE",),
)


def parse(data: Any) -> models.AccessRestriction:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(AccessRestriction)._decode(data)


def build(
    customer_id: int,
    body: models.AccessRestriction,
) -> Request[models.AccessRestriction]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(AccessRestriction)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/access-restrictions",
        body=body.to_dict(),
    )
