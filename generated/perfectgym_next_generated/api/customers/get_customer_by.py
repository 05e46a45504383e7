"""``GET /v1/customers/by``"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, query_values

from ... import models
from ...models.customer import Customer

OPERATION = Operation(
    name="customers.get_customer_by",
    method="GET",
    path="/v1/customers/by",
    vendor_name="getCustomerBy",
    scopes=("CUSTOMER_READ",),
)


def parse(data: Any) -> models.Customer:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(Customer)._decode(data)


def build(
    *,
    card_number: str | None = None,
    card_number_format: models.CardNumberFormat | None = None,
    debtor_id: str | None = None,
    qr_code_uuid: UUID | None = None,
    barcode: str | None = None,
    pin: str | None = None,
    customer_number: str | None = None,
) -> Request[models.Customer]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if card_number is not None:
        _query += query_values("cardNumber", card_number)
    if card_number_format is not None:
        _query += query_values("cardNumberFormat", card_number_format)
    if debtor_id is not None:
        _query += query_values("debtorId", debtor_id)
    if qr_code_uuid is not None:
        _query += query_values("qrCodeUuid", qr_code_uuid)
    if barcode is not None:
        _query += query_values("barcode", barcode)
    if pin is not None:
        _query += query_values("pin", pin)
    if customer_number is not None:
        _query += query_values("customerNumber", customer_number)
    return Request(
        OPERATION,
        parse,
        path="/v1/customers/by",
        query=_query,
    )
