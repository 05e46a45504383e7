"""``GET /v1/studios/information``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.studio_information import StudioInformation

OPERATION = Operation(
    name="studios.get_studio_information",
    method="GET",
    path="/v1/studios/information",
    vendor_name="getStudioInformation",
    scopes=("STUDIO_READ",),
)


def parse(data: Any) -> models.StudioInformation:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(StudioInformation)._decode(data)


def build() -> Request[models.StudioInformation]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path="/v1/studios/information",
    )
