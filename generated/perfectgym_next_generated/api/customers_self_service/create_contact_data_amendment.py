"""``POST /v1/customers/{customerId}/self-service/contact-data``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.customer_contact_data import CustomerContactData
from ...models.pending_contact_data_amendment import PendingContactDataAmendment

OPERATION = Operation(
    name="customers_self_service.create_contact_data_amendment",
    method="POST",
    path="/v1/customers/{customerId}/self-service/contact-data",
    vendor_name="createCustomerContactDataAmendment",
    scopes=("CUSTOMER_SELF_SERVICE_WRITE",),
)


def parse(data: Any) -> models.PendingContactDataAmendment:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(PendingContactDataAmendment)._decode(data)


def build(
    customer_id: int,
    body: models.CustomerContactData,
) -> Request[models.PendingContactDataAmendment]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(CustomerContactData)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/self-service/contact-data",
        body=body.to_dict(),
    )
