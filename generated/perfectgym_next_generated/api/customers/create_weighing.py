"""``POST /v1/customers/{customerId}/weighing``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment, query_values

from ... import models
from ...models.customer_weighings import CustomerWeighings

OPERATION = Operation(
    name="customers.create_weighing",
    method="POST",
    path="/v1/customers/{customerId}/weighing",
    vendor_name="createCustomerWeighing",
    scopes=(
        "CUSTOMER_WRITE",
        "CUSTOMER_WEIGHING_WRITE",
    ),
    any_scope=True,
)


def parse(data: Any) -> models.CustomerWeighings:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(CustomerWeighings)._decode(data)


def build(
    customer_id: int,
    body: models.CustomerWeighings,
    *,
    benefit_key: str | None = None,
) -> Request[models.CustomerWeighings]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if benefit_key is not None:
        _query += query_values("benefitKey", benefit_key)
    _check_model(CustomerWeighings)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/weighing",
        query=_query,
        body=body.to_dict(),
    )
