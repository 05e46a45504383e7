"""``POST /v1/customers/{customerId}/self-service/master-data``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.customer_master_data import CustomerMasterData
from ...models.pending_master_data_amendment import PendingMasterDataAmendment

OPERATION = Operation(
    name="customers_self_service.create_master_data_amendment",
    method="POST",
    path="/v1/customers/{customerId}/self-service/master-data",
    vendor_name="createCustomerMasterDataAmendment",
    scopes=("CUSTOMER_SELF_SERVICE_WRITE",),
)


def parse(data: Any) -> models.PendingMasterDataAmendment:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(PendingMasterDataAmendment)._decode(data)


def build(
    customer_id: int,
    body: models.CustomerMasterData,
) -> Request[models.PendingMasterDataAmendment]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(CustomerMasterData)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/self-service/master-data",
        body=body.to_dict(),
    )
