"""``PUT /v1/communications/{customerId}/threads/{threadId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.communication_thread_request import CommunicationThreadRequest
from ...models.communication_thread_response import CommunicationThreadResponse

OPERATION = Operation(
    name="customers_communication.add_to_thread",
    method="PUT",
    path="/v1/communications/{customerId}/threads/{threadId}",
    vendor_name="createCommunicationInExistingCommunicationThread",
    scopes=("COMMUNICATION_WRITE",),
)


def parse(data: Any) -> models.CommunicationThreadResponse:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(CommunicationThreadResponse)._decode(data)


def build(
    customer_id: int,
    thread_id: int,
    body: models.CommunicationThreadRequest,
) -> Request[models.CommunicationThreadResponse]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(CommunicationThreadRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/communications/{path_segment('customerId', customer_id)}/threads/{path_segment('threadId', thread_id)}",
        body=body.to_dict(),
    )
