"""``POST /v1/customers/{customerId}/documents``"""

from __future__ import annotations

from typing import Any

import perfectgym_next
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment, query_values
from perfectgym_next.uploads import JsonPart, Upload

from ... import models
from ...models.customer_document_upload_result import CustomerDocumentUploadResult

OPERATION = Operation(
    name="customers.upload_document",
    method="POST",
    path="/v1/customers/{customerId}/documents",
    vendor_name="uploadDocument",
    scopes=("CUSTOMER_DOCUMENT_WRITE",),
)


def parse(data: Any) -> models.CustomerDocumentUploadResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(CustomerDocumentUploadResult)._decode(data)


def build(
    customer_id: int,
    *,
    file: perfectgym_next.FileContent,
    description: str | None = None,
) -> Request[models.CustomerDocumentUploadResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if description is not None:
        _query += query_values("description", description)
    _parts: list[tuple[str, Upload | JsonPart]] = []

    _parts.append(("file", Upload.of(file)))
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/documents",
        query=_query,
        parts=_parts,
    )
