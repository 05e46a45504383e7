"""``GET /v1/memberships/{contractId}/self-service/idle-periods``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.idle_period_lists import IdlePeriodLists

OPERATION = Operation(
    name="membership_self_service.get_idle_periods",
    method="GET",
    path="/v1/memberships/{contractId}/self-service/idle-periods",
    vendor_name="getIdlePeriods",
    scopes=("MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_READ",),
)


def parse(data: Any) -> models.IdlePeriodLists:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(IdlePeriodLists)._decode(data)


def build(
    contract_id: int,
) -> Request[models.IdlePeriodLists]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('contractId', contract_id)}/self-service/idle-periods",
    )
