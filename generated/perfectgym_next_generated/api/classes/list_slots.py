"""``GET /v1/classes/slots``"""

from __future__ import annotations

import datetime
from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, query_values

from ... import models
from ...models.class_slot_sliced_result import ClassSlotSlicedResult

OPERATION = Operation(
    name="classes.list_slots",
    method="GET",
    path="/v1/classes/slots",
    vendor_name="getClassSlotsForMultipleClasses",
    scopes=("CLASSES_READ",),
)


def parse(data: Any) -> models.ClassSlotSlicedResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(ClassSlotSlicedResult)._decode(data)


def build(
    *,
    days_ahead: int | None = None,
    slot_window_start_date: datetime.date | None = None,
    offset: str | None = None,
    slice_size: int = 100,
) -> Request[models.ClassSlotSlicedResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if days_ahead is not None:
        _query += query_values("daysAhead", days_ahead)
    if slot_window_start_date is not None:
        _query += query_values("slotWindowStartDate", slot_window_start_date, date_only=True)
    if offset is not None:
        _query += query_values("offset", offset)
    if slice_size is not None:
        _query += query_values("sliceSize", slice_size)
    return Request(
        OPERATION,
        parse,
        path="/v1/classes/slots",
        query=_query,
    )
