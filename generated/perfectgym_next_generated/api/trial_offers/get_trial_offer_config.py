"""``GET /v1/trial-offers/config/{configId}``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.trial_offer_config import TrialOfferConfig

OPERATION = Operation(
    name="trial_offers.get_trial_offer_config",
    method="GET",
    path="/v1/trial-offers/config/{configId}",
    vendor_name="getTrialOfferConfig",
    scopes=("TRIAL_OFFER_READ",),
)


def parse(data: Any) -> models.TrialOfferConfig:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(TrialOfferConfig)._decode(data)


def build(
    config_id: int,
) -> Request[models.TrialOfferConfig]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path=f"/v1/trial-offers/config/{path_segment('configId', config_id)}",
    )
