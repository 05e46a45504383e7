"""``POST /v1/memberships/{contractId}/self-service/additional-module-contracts/{additionalModuleContractId}/ordinary-cancelation``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.additional_module_contract_cancelation import AdditionalModuleContractCancelation
from ...models.void_result import VoidResult

OPERATION = Operation(
    name="membership_self_service.cancel_module_contract",
    method="POST",
    path="/v1/memberships/{contractId}/self-service/additional-module-contracts/{additionalModuleContractId}/ordinary-cancelation",
    vendor_name="createModuleContractCancelationAmendment",
    scopes=("MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_CONTRACT_WRITE",),
)


def parse(data: Any) -> models.VoidResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(VoidResult)._decode(data)


def build(
    contract_id: int,
    additional_module_contract_id: int,
    body: models.AdditionalModuleContractCancelation,
) -> Request[models.VoidResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(AdditionalModuleContractCancelation)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('contractId', contract_id)}/self-service/additional-module-contracts/{path_segment('additionalModuleContractId', additional_module_contract_id)}/ordinary-cancelation",
        body=body.to_dict(),
    )
