"""``POST /v1/memberships/{contractId}/self-service/additional-modules/validate``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.additional_module_contract_request import AdditionalModuleContractRequest
from ...models.module_purchase_validation_result import ModulePurchaseValidationResult

OPERATION = Operation(
    name="membership_self_service.validate_module_purchase",
    method="POST",
    path="/v1/memberships/{contractId}/self-service/additional-modules/validate",
    vendor_name="validateAdditionalModuleContractRequest",
    scopes=("MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_READ",),
)


def parse(data: Any) -> models.ModulePurchaseValidationResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(ModulePurchaseValidationResult)._decode(data)


def build(
    contract_id: int,
    body: models.AdditionalModuleContractRequest,
) -> Request[models.ModulePurchaseValidationResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(AdditionalModuleContractRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('contractId', contract_id)}/self-service/additional-modules/validate",
        body=body.to_dict(),
    )
