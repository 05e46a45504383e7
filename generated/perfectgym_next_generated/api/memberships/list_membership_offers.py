"""``GET /v1/memberships/membership-offers``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.membership_offer import MembershipOffer

OPERATION = Operation(
    name="memberships.list_membership_offers",
    method="GET",
    path="/v1/memberships/membership-offers",
    vendor_name="getMembershipOffers",
    scopes=("MEMBERSHIP_READ",),
)


def parse(data: Any) -> list[models.MembershipOffer]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(MembershipOffer)._decode(item) for item in _array(data)]


def build() -> Request[list[models.MembershipOffer]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path="/v1/memberships/membership-offers",
    )
