"""``POST /v1/customers/{customerId}/switch-studio``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.customer_studio_switch_request import CustomerStudioSwitchRequest

OPERATION = Operation(
    name="customers.switch_studio",
    method="POST",
    path="/v1/customers/{customerId}/switch-studio",
    vendor_name="switchStudio",
    scopes=("CUSTOMER_WRITE",),
)


def parse(data: Any) -> None:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""


def build(
    customer_id: int,
    body: models.CustomerStudioSwitchRequest,
) -> Request[None]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(CustomerStudioSwitchRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/switch-studio",
        body=body.to_dict(),
    )
