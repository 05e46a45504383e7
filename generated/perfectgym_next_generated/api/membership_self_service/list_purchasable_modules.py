"""``GET /v1/memberships/{contractId}/self-service/additional-modules/purchasable``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.additional_module import AdditionalModule

OPERATION = Operation(
    name="membership_self_service.list_purchasable_modules",
    method="GET",
    path="/v1/memberships/{contractId}/self-service/additional-modules/purchasable",
    vendor_name="getPurchasableAdditionalModules",
    scopes=("MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_READ",),
)


def parse(data: Any) -> list[models.AdditionalModule]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(AdditionalModule)._decode(item) for item in _array(data)]


def build(
    contract_id: int,
) -> Request[list[models.AdditionalModule]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('contractId', contract_id)}/self-service/additional-modules/purchasable",
    )
