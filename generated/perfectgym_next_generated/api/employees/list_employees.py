"""``GET /v1/employees``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, query_values

from ... import models
from ...models.employee_sliced_result import EmployeeSlicedResult

OPERATION = Operation(
    name="employees.list_employees",
    method="GET",
    path="/v1/employees",
    vendor_name="getEmployees",
    scopes=("EMPLOYEE_READ",),
)


def parse(data: Any) -> models.EmployeeSlicedResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(EmployeeSlicedResult)._decode(data)


def build(
    *,
    offset: str | None = None,
    slice_size: int = 100,
) -> Request[models.EmployeeSlicedResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if offset is not None:
        _query += query_values("offset", offset)
    if slice_size is not None:
        _query += query_values("sliceSize", slice_size)
    return Request(
        OPERATION,
        parse,
        path="/v1/employees",
        query=_query,
    )
