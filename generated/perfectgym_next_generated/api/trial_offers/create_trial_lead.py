"""``POST /v1/trial-offers/lead/create``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.trial_offer_lead_customer_creation_request import TrialOfferLeadCustomerCreationRequest
from ...models.trial_offer_lead_customer_creation_result import TrialOfferLeadCustomerCreationResult

OPERATION = Operation(
    name="trial_offers.create_trial_lead",
    method="POST",
    path="/v1/trial-offers/lead/create",
    vendor_name="createLeadCustomer",
    scopes=("TRIAL_OFFER_WRITE",),
)


def parse(data: Any) -> models.TrialOfferLeadCustomerCreationResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(TrialOfferLeadCustomerCreationResult)._decode(data)


def build(
    body: models.TrialOfferLeadCustomerCreationRequest,
) -> Request[models.TrialOfferLeadCustomerCreationResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(TrialOfferLeadCustomerCreationRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path="/v1/trial-offers/lead/create",
        body=body.to_dict(),
    )
