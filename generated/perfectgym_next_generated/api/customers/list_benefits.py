"""``GET /v1/customers/{customerId}/benefits``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment, query_values

from ... import models
from ...models.benefit_validation import BenefitValidation

OPERATION = Operation(
    name="customers.list_benefits",
    method="GET",
    path="/v1/customers/{customerId}/benefits",
    vendor_name="getBenefits",
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
    customer_id: int,
    *,
    key: list[str] | None = None,
) -> Request[list[models.BenefitValidation]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if key is not None:
        _query += query_values("key", key)
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/benefits",
        query=_query,
    )
