"""``POST /v1/memberships/{customerId}/self-service/ordinary-contract-cancelation``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.membership_self_service_main_contract_cancelation import MembershipSelfServiceMainContractCancelation
from ...models.void_result import VoidResult

OPERATION = Operation(
    name="membership_self_service.cancel_contract",
    method="POST",
    path="/v1/memberships/{customerId}/self-service/ordinary-contract-cancelation",
    vendor_name="createContractCancelationAmendment",
    scopes=("MEMBERSHIP_SELF_SERVICE_WRITE",),
)


def parse(data: Any) -> models.VoidResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(VoidResult)._decode(data)


def build(
    customer_id: int,
    body: models.MembershipSelfServiceMainContractCancelation,
) -> Request[models.VoidResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(MembershipSelfServiceMainContractCancelation)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('customerId', customer_id)}/self-service/ordinary-contract-cancelation",
        body=body.to_dict(),
    )
