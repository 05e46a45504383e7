"""``POST /v1/memberships/{customerId}/membership-switch/preview``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment, query_values

from ... import models
from ...models.membership_switch import MembershipSwitch
from ...models.membership_switch_preview import MembershipSwitchPreview

OPERATION = Operation(
    name="memberships.preview_switch",
    method="POST",
    path="/v1/memberships/{customerId}/membership-switch/preview",
    vendor_name="postMembershipSwitchPreview",
    scopes=("MEMBERSHIP_READ",),
)


def parse(data: Any) -> models.MembershipSwitchPreview:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(MembershipSwitchPreview)._decode(data)


def build(
    customer_id: int,
    body: models.MembershipSwitch,
    *,
    studio_id: int | None = None,
) -> Request[models.MembershipSwitchPreview]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if studio_id is not None:
        _query += query_values("studioId", studio_id)
    _check_model(MembershipSwitch)(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('customerId', customer_id)}/membership-switch/preview",
        query=_query,
        body=body.to_dict(),
    )
