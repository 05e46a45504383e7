"""``GET /v1/customers/{customerId}/contracts``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment, query_values

from ... import models
from ...models.contract import Contract

OPERATION = Operation(
    name="customers.list_contracts",
    method="GET",
    path="/v1/customers/{customerId}/contracts",
    vendor_name="getCustomersContracts",
    scopes=(
        "CUSTOMER_CONTRACT_READ",
        "CUSTOMER_READ",
    ),
    any_scope=True,
)


def parse(data: Any) -> list[models.Contract]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(Contract)._decode(item) for item in _array(data)]


def build(
    customer_id: int,
    *,
    status: models.ContractStatus | None = None,
) -> Request[list[models.Contract]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if status is not None:
        _query += query_values("status", status)
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/contracts",
        query=_query,
    )
