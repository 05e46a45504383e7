"""``GET /v1/memberships/membership-offers/{membershipOfferId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.membership_offer_extended import MembershipOfferExtended

OPERATION = Operation(
    name="memberships.get_membership_offer",
    method="GET",
    path="/v1/memberships/membership-offers/{membershipOfferId}",
    vendor_name="getMembershipOfferById",
    scopes=("MEMBERSHIP_READ",),
)


def parse(data: Any) -> models.MembershipOfferExtended:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(MembershipOfferExtended)._decode(data)


def build(
    membership_offer_id: int,
) -> Request[models.MembershipOfferExtended]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/memberships/membership-offers/{path_segment('membershipOfferId', membership_offer_id)}",
    )
