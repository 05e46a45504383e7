"""``POST /v1/customers/{customerId}/account/payment``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.book_customer_payment_request import BookCustomerPaymentRequest
from ...models.book_customer_payment_response import BookCustomerPaymentResponse

OPERATION = Operation(
    name="customers_account.book_payment",
    method="POST",
    path="/v1/customers/{customerId}/account/payment",
    vendor_name="bookCustomerPayment",
    scopes=("PAYMENT_WRITE",),
)


def parse(data: Any) -> models.BookCustomerPaymentResponse:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(BookCustomerPaymentResponse)._decode(data)


def build(
    customer_id: int,
    body: models.BookCustomerPaymentRequest,
) -> Request[models.BookCustomerPaymentResponse]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(BookCustomerPaymentRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/account/payment",
        body=body.to_dict(),
    )
