"""``GET /v1/taxadvisor/exports/{exportId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.tax_advisor_export_download import TaxAdvisorExportDownload

OPERATION = Operation(
    name="finance.get_tax_advisor_export",
    method="GET",
    path="/v1/taxadvisor/exports/{exportId}",
    vendor_name="getExport",
    scopes=("TAX_ADVISOR_EXPORT_READ",),
)


def parse(data: Any) -> models.TaxAdvisorExportDownload:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(TaxAdvisorExportDownload)._decode(data)


def build(
    export_id: int,
) -> Request[models.TaxAdvisorExportDownload]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/taxadvisor/exports/{path_segment('exportId', export_id)}",
    )
