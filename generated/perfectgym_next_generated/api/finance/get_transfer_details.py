"""``GET /v1/debt-collection/{debtCollectionRunId}/details``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.transfer_details import TransferDetails

OPERATION = Operation(
    name="finance.get_transfer_details",
    method="GET",
    path="/v1/debt-collection/{debtCollectionRunId}/details",
    vendor_name="getTransferDetails",
    scopes=("DEBT_COLLECTION_READ",),
)


def parse(data: Any) -> models.TransferDetails:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(TransferDetails)._decode(data)


def build(
    debt_collection_run_id: int,
) -> Request[models.TransferDetails]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/debt-collection/{path_segment('debtCollectionRunId', debt_collection_run_id)}/details",
    )
