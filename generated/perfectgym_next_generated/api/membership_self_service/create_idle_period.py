"""``POST /v1/memberships/{contractId}/self-service/idle-periods``"""

from __future__ import annotations

from typing import Any

import perfectgym_next
from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment
from perfectgym_next.uploads import JsonPart, Upload

from ... import models
from ...models.idle_period import IdlePeriod
from ...models.idle_period_request import IdlePeriodRequest

OPERATION = Operation(
    name="membership_self_service.create_idle_period",
    method="POST",
    path="/v1/memberships/{contractId}/self-service/idle-periods",
    vendor_name="createIdlePeriodAmendment",
    scopes=("MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_WRITE",),
)


def parse(data: Any) -> models.IdlePeriod:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(IdlePeriod)._decode(data)


def build(
    contract_id: int,
    *,
    data: models.IdlePeriodRequest,
    document: perfectgym_next.FileContent | None = None,
) -> Request[models.IdlePeriod]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _parts: list[tuple[str, Upload | JsonPart]] = []
    _check_model(IdlePeriodRequest)(data, "data")
    _parts.append(("data", JsonPart(data.to_dict())))
    if document is not None:
        _parts.append(("document", Upload.of(document)))
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('contractId', contract_id)}/self-service/idle-periods",
        parts=_parts,
    )
