"""``GET /v1/communications/{customerId}/communication-preferences``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.communication_preference import CommunicationPreference

OPERATION = Operation(
    name="customers_communication.list_preferences",
    method="GET",
    path="/v1/communications/{customerId}/communication-preferences",
    vendor_name="getCommunicationPreferences",
    scopes=("COMMUNICATION_PREFERENCES_READ",),
)


def parse(data: Any) -> list[models.CommunicationPreference]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(CommunicationPreference)._decode(item) for item in _array(data)]


def build(
    customer_id: int,
) -> Request[list[models.CommunicationPreference]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/communications/{path_segment('customerId', customer_id)}/communication-preferences",
    )
