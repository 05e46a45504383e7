"""``GET /v1/memberships/{customerId}/membership-switch/configs``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment, query_values

from ... import models
from ...models.membership_switch_config import MembershipSwitchConfig

OPERATION = Operation(
    name="memberships.list_switch_configs",
    method="GET",
    path="/v1/memberships/{customerId}/membership-switch/configs",
    vendor_name="getMembershipSwitchConfigurationsForCustomer",
    scopes=("MEMBERSHIP_READ",),
)


def parse(data: Any) -> list[models.MembershipSwitchConfig]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(MembershipSwitchConfig)._decode(item) for item in _array(data)]


def build(
    customer_id: int,
    *,
    studio_id: int | None = None,
) -> Request[list[models.MembershipSwitchConfig]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _query: list[tuple[str, str]] = []
    if studio_id is not None:
        _query += query_values("studioId", studio_id)
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/{path_segment('customerId', customer_id)}/membership-switch/configs",
        query=_query,
    )
