"""``GET /v1/classes/{classId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.class_ import Class

OPERATION = Operation(
    name="classes.get_class",
    method="GET",
    path="/v1/classes/{classId}",
    vendor_name="getClassById",
    scopes=("CLASSES_READ",),
)


def parse(data: Any) -> models.Class:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(Class)._decode(data)


def build(
    class_id: int,
) -> Request[models.Class]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/classes/{path_segment('classId', class_id)}",
    )
