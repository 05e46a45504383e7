"""``GET /v1/debt-collection/{debtCollectionRunId}/debtors``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment, query_values

from ... import models
from ...models.debtor_sliced_result import DebtorSlicedResult

OPERATION = Operation(
    name="finance.list_debtors",
    method="GET",
    path="/v1/debt-collection/{debtCollectionRunId}/debtors",
    vendor_name="getDebtors",
    scopes=("DEBT_COLLECTION_READ",),
)


def parse(data: Any) -> models.DebtorSlicedResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(DebtorSlicedResult)._decode(data)


def build(
    debt_collection_run_id: int,
    *,
    offset: str | None = None,
    slice_size: int = 50,
) -> Request[models.DebtorSlicedResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if offset is not None:
        _query += query_values("offset", offset)
    if slice_size is not None:
        _query += query_values("sliceSize", slice_size)
    return Request(
        OPERATION,
        parse,
        path=f"/v1/debt-collection/{path_segment('debtCollectionRunId', debt_collection_run_id)}/debtors",
        query=_query,
    )
