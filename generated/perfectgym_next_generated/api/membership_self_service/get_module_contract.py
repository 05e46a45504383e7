"""``GET /v1/memberships/{contractId}/self-service/additional-module-contracts/{additionalModuleContractId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.additional_module_contract_extended import AdditionalModuleContractExtended

OPERATION = Operation(
    name="membership_self_service.get_module_contract",
    method="GET",
    path="/v1/memberships/{contractId}/self-service/additional-module-contracts/{additionalModuleContractId}",
    vendor_name="getAdditionalModuleContract",
    scopes=("MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_CONTRACT_READ",),
)


def parse(data: Any) -> models.AdditionalModuleContractExtended:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(AdditionalModuleContractExtended)._decode(data)


def build(
    contract_id: int,
    additional_module_contract_id: int,
) -> Request[models.AdditionalModuleContractExtended]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('contractId', contract_id)}/self-service/additional-module-contracts/{path_segment('additionalModuleContractId', additional_module_contract_id)}",
    )
