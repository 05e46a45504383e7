"""``GET /v1/customers/benefits``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, query_values

from ... import models
from ...models.benefit_validation import BenefitValidation

OPERATION = Operation(
    name="customers.list_benefits_by_card_number",
    method="GET",
    path="/v1/customers/benefits",
    vendor_name="getBenefitsByCardNumber",
    scopes=(
        "CUSTOMER_BENEFIT_READ",
        "CUSTOMER_READ",
    ),
    any_scope=True,
)


def parse(data: Any) -> list[models.BenefitValidation]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(BenefitValidation)._decode(item) for item in _array(data)]


def build(
    *,
    card_number: str,
    card_number_format: models.CardNumberFormat | None = None,
    key: list[str] | None = None,
) -> Request[list[models.BenefitValidation]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    _query += query_values("cardNumber", card_number)
    if card_number_format is not None:
        _query += query_values("cardNumberFormat", card_number_format)
    if key is not None:
        _query += query_values("key", key)
    return Request(
        OPERATION,
        parse,
        path="/v1/customers/benefits",
        query=_query,
    )
