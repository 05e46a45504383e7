"""``GET /v1/debt-collection/cases``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, query_values

from ... import models
from ...models.debtor_update import DebtorUpdate

OPERATION = Operation(
    name="finance.list_debt_collection_cases",
    method="GET",
    path="/v1/debt-collection/cases",
    vendor_name="getDebtCollectionCases",
    scopes=("DEBT_COLLECTION_READ",),
)


def parse(data: Any) -> list[models.DebtorUpdate]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(DebtorUpdate)._decode(item) for item in _array(data)]


def build(
    *,
    debtor_id: list[str] | None = None,
    collection_case_id: list[str] | None = None,
    agency_collection_case_id: list[str] | None = None,
    case_adjustment_request_id: int | None = None,
) -> Request[list[models.DebtorUpdate]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if debtor_id is not None:
        _query += query_values("debtorId", debtor_id)
    if collection_case_id is not None:
        _query += query_values("collectionCaseId", collection_case_id)
    if agency_collection_case_id is not None:
        _query += query_values("agencyCollectionCaseId", agency_collection_case_id)
    if case_adjustment_request_id is not None:
        _query += query_values("caseAdjustmentRequestId", case_adjustment_request_id)
    return Request(
        OPERATION,
        parse,
        path="/v1/debt-collection/cases",
        query=_query,
    )
