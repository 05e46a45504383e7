"""``GET /v1/customers/{customerId}/self-service/address-data``"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.operations import Operation, Request, path_segment
from perfectgym_next.wire import new as _new

from ...models.self_service_address_data import SelfServiceAddressData

if TYPE_CHECKING:
    from typing import Any


OPERATION = Operation(
    name="customers_self_service.get_address_data",
    method="GET",
    path="/v1/customers/{customerId}/self-service/address-data",
    vendor_name="getCustomerAddressData",
    scopes=("CUSTOMER_SELF_SERVICE_READ",),
)


def parse(data: Any) -> SelfServiceAddressData:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(SelfServiceAddressData)._decode(data)


def build(
    customer_id: int,
) -> Request[SelfServiceAddressData]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/self-service/address-data",
    )
