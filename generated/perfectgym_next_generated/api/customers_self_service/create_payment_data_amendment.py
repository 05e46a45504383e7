"""``POST /v1/customers/{customerId}/self-service/payment-data``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.customer_payment_amendment import CustomerPaymentAmendment
from ...models.pending_payment_data_amendment import PendingPaymentDataAmendment

OPERATION = Operation(
    name="customers_self_service.create_payment_data_amendment",
    method="POST",
    path="/v1/customers/{customerId}/self-service/payment-data",
    vendor_name="createCustomerPaymentDataAmendment",
    scopes=("CUSTOMER_SELF_SERVICE_WRITE",),
)


def parse(data: Any) -> models.PendingPaymentDataAmendment:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(PendingPaymentDataAmendment)._decode(data)


def build(
    customer_id: int,
    body: models.CustomerPaymentAmendment,
) -> Request[models.PendingPaymentDataAmendment]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(CustomerPaymentAmendment)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/self-service/payment-data",
        body=body.to_dict(),
    )
