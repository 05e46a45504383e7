"""``GET /v1/devices``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.device import Device

OPERATION = Operation(
    name="devices.list_devices",
    method="GET",
    path="/v1/devices",
    vendor_name="getDevices",
    scopes=("DEVICE_READ",),
)


def parse(data: Any) -> list[models.Device]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(Device)._decode(item) for item in _array(data)]


def build() -> Request[list[models.Device]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path="/v1/devices",
    )
