"""``PUT /v1/memberships/{contractId}/self-service/idle-periods/{idlePeriodId}/preview``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.idle_period_update_preview import IdlePeriodUpdatePreview
from ...models.idle_period_update_request import IdlePeriodUpdateRequest

OPERATION = Operation(
    name="membership_self_service.preview_idle_period_update",
    method="PUT",
    path="/v1/memberships/{contractId}/self-service/idle-periods/{idlePeriodId}/preview",
    vendor_name="idlePeriodUpdatePreview",
    scopes=("MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_READ",),
)


def parse(data: Any) -> models.IdlePeriodUpdatePreview:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(IdlePeriodUpdatePreview)._decode(data)


def build(
    contract_id: int,
    idle_period_id: int,
    body: models.IdlePeriodUpdateRequest,
) -> Request[models.IdlePeriodUpdatePreview]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(IdlePeriodUpdateRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('contractId', contract_id)}/self-service/idle-periods/{path_segment('idlePeriodId', idle_period_id)}/preview",
        body=body.to_dict(),
    )
