"""``GET /v1/memberships/{customerId}/self-service/contract-data``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.membership_self_service_contract_data import MembershipSelfServiceContractData

OPERATION = Operation(
    name="membership_self_service.list_contract_data",
    method="GET",
    path="/v1/memberships/{customerId}/self-service/contract-data",
    vendor_name="getContractData",
    scopes=("MEMBERSHIP_SELF_SERVICE_READ",),
)


def parse(data: Any) -> list[models.MembershipSelfServiceContractData]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(MembershipSelfServiceContractData)._decode(item) for item in _array(data)]


def build(
    customer_id: int,
) -> Request[list[models.MembershipSelfServiceContractData]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('customerId', customer_id)}/self-service/contract-data",
    )
