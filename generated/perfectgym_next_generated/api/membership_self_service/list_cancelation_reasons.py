"""``GET /v1/memberships/self-service/contract-cancelation-reasons``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.contract_cancelation_reason import ContractCancelationReason

OPERATION = Operation(
    name="membership_self_service.list_cancelation_reasons",
    method="GET",
    path="/v1/memberships/self-service/contract-cancelation-reasons",
    vendor_name="getContractCancelationReasonData",
    scopes=("MEMBERSHIP_SELF_SERVICE_READ",),
)


def parse(data: Any) -> list[models.ContractCancelationReason]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(ContractCancelationReason)._decode(item) for item in _array(data)]


def build() -> Request[list[models.ContractCancelationReason]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path="/v1/memberships/self-service/contract-cancelation-reasons",
    )
