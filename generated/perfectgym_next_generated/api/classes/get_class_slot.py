"""``GET /v1/classes/{classId}/slots/{classSlotId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.class_slot import ClassSlot

OPERATION = Operation(
    name="classes.get_class_slot",
    method="GET",
    path="/v1/classes/{classId}/slots/{classSlotId}",
    vendor_name="getClassSlotById",
    scopes=("CLASSES_READ",),
)


def parse(data: Any) -> models.ClassSlot:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(ClassSlot)._decode(data)


def build(
    class_id: int,
    class_slot_id: int,
) -> Request[models.ClassSlot]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/classes/{path_segment('classId', class_id)}/slots/{path_segment('classSlotId', class_slot_id)}",
    )
