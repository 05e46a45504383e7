"""``GET /v1/customers/{customerId}/account/balances``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.customer_account_balance import CustomerAccountBalance

OPERATION = Operation(
    name="customers_account.get_balances",
    method="GET",
    path="/v1/customers/{customerId}/account/balances",
    vendor_name="getCustomersAccountBalanceData",
    scopes=("CUSTOMER_ACCOUNT_READ",),
)


def parse(data: Any) -> models.CustomerAccountBalance:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(CustomerAccountBalance)._decode(data)


def build(
    customer_id: int,
) -> Request[models.CustomerAccountBalance]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/account/balances",
    )
