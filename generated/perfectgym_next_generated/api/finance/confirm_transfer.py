"""``POST /v1/debt-collection/{debtCollectionRunId}/confirmTransfer``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.operation import Operation, Request, path_segment

OPERATION = Operation(
    name="finance.confirm_transfer",
    method="POST",
    path="/v1/debt-collection/{debtCollectionRunId}/confirmTransfer",
    vendor_name="confirmTransfer",
    scopes=("DEBT_COLLECTION_WRITE",),
)


def parse(data: Any) -> None:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""


def build(
    debt_collection_run_id: int,
) -> Request[None]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/debt-collection/{path_segment('debtCollectionRunId', debt_collection_run_id)}/confirmTransfer",
    )
