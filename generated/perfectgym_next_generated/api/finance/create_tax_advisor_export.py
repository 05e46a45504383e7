"""``POST /v1/taxadvisor/exports/create``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.tax_advisor_create_export import TaxAdvisorCreateExport
from ...models.tax_advisor_export_result import TaxAdvisorExportResult

OPERATION = Operation(
    name="finance.create_tax_advisor_export",
    method="POST",
    path="/v1/taxadvisor/exports/create",
    vendor_name="createExport",
    scopes=("TAX_ADVISOR_EXPORT_WRITE",),
)


def parse(data: Any) -> models.TaxAdvisorExportResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(TaxAdvisorExportResult)._decode(data)


def build(
    body: models.TaxAdvisorCreateExport,
) -> Request[models.TaxAdvisorExportResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(TaxAdvisorCreateExport)(body, "body")
    return Request(
        OPERATION,
        parse,
        path="/v1/taxadvisor/exports/create",
        body=body.to_dict(),
    )
