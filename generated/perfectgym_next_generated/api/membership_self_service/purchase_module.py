"""``POST /v1/memberships/{contractId}/self-service/additional-modules/purchase``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.additional_module_contract import AdditionalModuleContract
from ...models.additional_module_contract_request import AdditionalModuleContractRequest

OPERATION = Operation(
    name="membership_self_service.purchase_module",
    method="POST",
    path="/v1/memberships/{contractId}/self-service/additional-modules/purchase",
    vendor_name="purchaseAdditionalModuleContract",
    scopes=("MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_CONTRACT_WRITE",),
)


def parse(data: Any) -> models.AdditionalModuleContract:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(AdditionalModuleContract)._decode(data)


def build(
    contract_id: int,
    body: models.AdditionalModuleContractRequest,
) -> Request[models.AdditionalModuleContract]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(AdditionalModuleContractRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('contractId', contract_id)}/self-service/additional-modules/purchase",
        body=body.to_dict(),
    )
