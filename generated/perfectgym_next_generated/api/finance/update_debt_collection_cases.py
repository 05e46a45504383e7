"""``POST /v1/debt-collection/update``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.debt_collection_update import DebtCollectionUpdate

OPERATION = Operation(
    name="finance.update_debt_collection_cases",
    method="POST",
    path="/v1/debt-collection/update",
    vendor_name="updateDebtCollection",
    scopes=("DEBT_COLLECTION_WRITE",),
)


def parse(data: Any) -> None:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""


def build(
    body: models.DebtCollectionUpdate,
) -> Request[None]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(DebtCollectionUpdate)(body, "body")
    return Request(
        OPERATION,
        parse,
        path="/v1/debt-collection/update",
        body=body.to_dict(),
    )
