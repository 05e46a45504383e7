"""``GET /v1/employees/{id}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.employee import Employee

OPERATION = Operation(
    name="employees.get_employee",
    method="GET",
    path="/v1/employees/{id}",
    vendor_name="getEmployee",
    scopes=("EMPLOYEE_READ",),
)


def parse(data: Any) -> models.Employee:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(Employee)._decode(data)


def build(
    id: int,
) -> Request[models.Employee]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/employees/{path_segment('id', id)}",
    )
