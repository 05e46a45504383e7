"""``PUT /v1/devices/{deviceId}/activate``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.device_activation_response import DeviceActivationResponse

OPERATION = Operation(
    name="devices.activate_device",
    method="PUT",
    path="/v1/devices/{deviceId}/activate",
    vendor_name="activateDevice",
    scopes=("DEVICE_WRITE",),
)


def parse(data: Any) -> models.DeviceActivationResponse:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(DeviceActivationResponse)._decode(data)


def build(
    device_id: int,
) -> Request[models.DeviceActivationResponse]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/devices/{path_segment('deviceId', device_id)}/activate",
    )
