"""``GET /v1/memberships/{customerId}/membership-switch/configs/{configId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment, query_values

from ... import models
from ...models.membership_switch_config_extended import MembershipSwitchConfigExtended

OPERATION = Operation(
    name="memberships.get_switch_config",
    method="GET",
    path="/v1/memberships/{customerId}/membership-switch/configs/{configId}",
    vendor_name="getMembershipSwitchConfigurationForCustomer",
    scopes=("MEMBERSHIP_READ",),
)


def parse(data: Any) -> models.MembershipSwitchConfigExtended:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(MembershipSwitchConfigExtended)._decode(data)


def build(
    customer_id: int,
    config_id: int,
    *,
    studio_id: int | None = None,
) -> Request[models.MembershipSwitchConfigExtended]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if studio_id is not None:
        _query += query_values("studioId", studio_id)
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('customerId', customer_id)}/membership-switch/configs/{path_segment('configId', config_id)}",
        query=_query,
    )
