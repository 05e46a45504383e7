"""``POST /v1/memberships/{customerId}/self-service/withdraw-ordinary-contract-cancelation/{contractId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.void_result import VoidResult

OPERATION = Operation(
    name="membership_self_service.withdraw_contract_cancelation",
    method="POST",
    path="/v1/memberships/{customerId}/self-service/withdraw-ordinary-contract-cancelation/{contractId}",
    vendor_name="withdrawContractCancelation",
    scopes=("MEMBERSHIP_SELF_SERVICE_WRITE",),
)


def parse(data: Any) -> models.VoidResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(VoidResult)._decode(data)


def build(
    customer_id: int,
    contract_id: int,
) -> Request[models.VoidResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('customerId', customer_id)}/self-service/withdraw-ordinary-contract-cancelation/{path_segment('contractId', contract_id)}",
    )
