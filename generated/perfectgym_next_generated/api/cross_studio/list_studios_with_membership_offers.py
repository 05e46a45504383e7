"""``GET /v1/cross-studio/membership-offers/studios``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.studio_information_base import StudioInformationBase

OPERATION = Operation(
    name="cross_studio.list_studios_with_membership_offers",
    method="GET",
    path="/v1/cross-studio/membership-offers/studios",
    vendor_name="getStudiosWithActiveMembershipOffers",
    scopes=("STUDIO_READ",),
)


def parse(data: Any) -> list[models.StudioInformationBase]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(StudioInformationBase)._decode(item) for item in _array(data)]


def build() -> Request[list[models.StudioInformationBase]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path="/v1/cross-studio/membership-offers/studios",
    )
