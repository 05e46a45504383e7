"""``POST /v1/customers/{customerId}/access-mediums``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.access_medium import AccessMedium

OPERATION = Operation(
    name="customers.create_access_medium",
    method="POST",
    path="/v1/customers/{customerId}/access-mediums",
    vendor_name="addAccessMediums",
    scopes=("CUSTOMER_ACCESS_MEDIUM_WRITE",),
)


def parse(data: Any) -> models.AccessMedium:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(AccessMedium)._decode(data)


def build(
    customer_id: int,
    body: models.AccessMedium,
) -> Request[models.AccessMedium]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(AccessMedium)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/access-mediums",
        body=body.to_dict(),
    )
