"""``DELETE /v1/memberships/{contractId}/self-service/idle-periods/{idlePeriodId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.void_result import VoidResult

OPERATION = Operation(
    name="membership_self_service.withdraw_idle_period",
    method="DELETE",
    path="/v1/memberships/{contractId}/self-service/idle-periods/{idlePeriodId}",
    vendor_name="withdrawIdlePeriod",
    scopes=("MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_WRITE",),
)


def parse(data: Any) -> models.VoidResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(VoidResult)._decode(data)


def build(
    contract_id: int,
    idle_period_id: int,
) -> Request[models.VoidResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('contractId', contract_id)}/self-service/idle-periods/{path_segment('idlePeriodId', idle_period_id)}",
    )
