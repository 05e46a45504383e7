"""``POST /v1/memberships/{contractId}/self-service/idle-periods/validate``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.idle_period_validation_request import IdlePeriodValidationRequest
from ...models.idle_period_validation_result import IdlePeriodValidationResult

OPERATION = Operation(
    name="membership_self_service.validate_idle_period",
    method="POST",
    path="/v1/memberships/{contractId}/self-service/idle-periods/validate",
    vendor_name="validateIdlePeriodRequest",
    scopes=("MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_READ",),
)


def parse(data: Any) -> models.IdlePeriodValidationResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(IdlePeriodValidationResult)._decode(data)


def build(
    contract_id: int,
    body: models.IdlePeriodValidationRequest,
) -> Request[models.IdlePeriodValidationResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(IdlePeriodValidationRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('contractId', contract_id)}/self-service/idle-periods/validate",
        body=body.to_dict(),
    )
