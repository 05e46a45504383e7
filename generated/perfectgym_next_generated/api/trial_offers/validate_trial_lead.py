"""``POST /v1/trial-offers/lead/validate``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.trial_offer_lead_customer_creation_request import TrialOfferLeadCustomerCreationRequest
from ...models.trial_offer_lead_customer_creation_validation_result import (
    TrialOfferLeadCustomerCreationValidationResult,
)

OPERATION = Operation(
    name="trial_offers.validate_trial_lead",
    method="POST",
    path="/v1/trial-offers/lead/validate",
    vendor_name="validateForLeadCustomerCreation",
    scopes=("TRIAL_OFFER_READ",),
)


def parse(data: Any) -> models.TrialOfferLeadCustomerCreationValidationResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(TrialOfferLeadCustomerCreationValidationResult)._decode(data)


def build(
    body: models.TrialOfferLeadCustomerCreationRequest,
) -> Request[models.TrialOfferLeadCustomerCreationValidationResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(TrialOfferLeadCustomerCreationRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path="/v1/trial-offers/lead/validate",
        body=body.to_dict(),
    )
