"""``POST /v1/cross-studio/customers/search``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.customer import Customer
from ...models.customer_search_request import CustomerSearchRequest

OPERATION = Operation(
    name="cross_studio.search_cross_studio_customers",
    method="POST",
    path="/v1/cross-studio/customers/search",
    vendor_name="searchCrossStudioCustomers",
    scopes=("CUSTOMER_READ",),
)


def parse(data: Any) -> list[models.Customer]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(Customer)._decode(item) for item in _array(data)]


def build(
    body: models.CustomerSearchRequest,
) -> Request[list[models.Customer]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(CustomerSearchRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path="/v1/cross-studio/customers/search",
        body=body.to_dict(),
    )
