"""``PUT /v1/customers/{customerId}/access-mediums/{accessMediumId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.access_medium import AccessMedium
from ...models.update_access_identification_request import UpdateAccessIdentificationRequest

OPERATION = Operation(
    name="customers.update_access_medium",
    method="PUT",
    path="/v1/customers/{customerId}/access-mediums/{accessMediumId}",
    vendor_name="updateAccessMediums",
    scopes=("CUSTOMER_ACCESS_MEDIUM_WRITE",),
)


def parse(data: Any) -> models.AccessMedium:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(AccessMedium)._decode(data)


def build(
    customer_id: int,
    access_medium_id: int,
    body: models.UpdateAccessIdentificationRequest,
) -> Request[models.AccessMedium]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(UpdateAccessIdentificationRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/access-mediums/{path_segment('accessMediumId', access_medium_id)}",
        body=body.to_dict(),
    )
