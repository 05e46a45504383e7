"""``POST /v1/customers/{customerId}/account/payment-instrument``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.update_customer_payment_instrument_request import UpdateCustomerPaymentInstrumentRequest
from ...models.update_customer_payment_instrument_response import UpdateCustomerPaymentInstrumentResponse

OPERATION = Operation(
    name="customers_account.update_payment_instrument",
    method="POST",
    path="/v1/customers/{customerId}/account/payment-instrument",
    vendor_name="updateCustomerPaymentInstrument",
    scopes=("PAYMENT_WRITE",),
)


def parse(data: Any) -> models.UpdateCustomerPaymentInstrumentResponse:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(UpdateCustomerPaymentInstrumentResponse)._decode(data)


def build(
    customer_id: int,
    body: models.UpdateCustomerPaymentInstrumentRequest,
) -> Request[models.UpdateCustomerPaymentInstrumentResponse]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(UpdateCustomerPaymentInstrumentRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/account/payment-instrument",
        body=body.to_dict(),
    )
