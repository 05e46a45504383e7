"""``GET /v1/debt-collection/blocked/debtors``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, query_values

from ... import models
from ...models.debtor_id_sliced_result import DebtorIdSlicedResult

OPERATION = Operation(
    name="finance.list_blocked_debtors",
    method="GET",
    path="/v1/debt-collection/blocked/debtors",
    vendor_name="getDebtCollectionBlockedDebtors",
    scopes=("DEBT_COLLECTION_READ",),
)


def parse(data: Any) -> models.DebtorIdSlicedResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(DebtorIdSlicedResult)._decode(data)


def build(
    *,
    debtor_id: list[str] | None = None,
    offset: str | None = None,
    slice_size: int = 50,
) -> Request[models.DebtorIdSlicedResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if debtor_id is not None:
        _query += query_values("debtorId", debtor_id)
    if offset is not None:
        _query += query_values("offset", offset)
    if slice_size is not None:
        _query += query_values("sliceSize", slice_size)
    return Request(
        OPERATION,
        parse,
        path="/v1/debt-collection/blocked/debtors",
        query=_query,
    )
