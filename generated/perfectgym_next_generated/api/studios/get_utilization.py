"""``GET /v1/studios/utilization``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.studio_utilization import StudioUtilization

OPERATION = Operation(
    name="studios.get_utilization",
    method="GET",
    path="/v1/studios/utilization",
    vendor_name="getUtilization",
    scopes=("STUDIO_READ",),
)


def parse(data: Any) -> models.StudioUtilization:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(StudioUtilization)._decode(data)


def build() -> Request[models.StudioUtilization]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path="/v1/studios/utilization",
    )
