"""``POST /v1/leads/validate``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.lead_creation_request import LeadCreationRequest
from ...models.lead_creation_validation_result import LeadCreationValidationResult

OPERATION = Operation(
    name="leads.validate_lead",
    method="POST",
    path="/v1/leads/validate",
    vendor_name="validateForLeadCreation",
    scopes=("LEAD_WRITE",),
)


def parse(data: Any) -> models.LeadCreationValidationResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(LeadCreationValidationResult)._decode(data)


def build(
    body: models.LeadCreationRequest,
) -> Request[models.LeadCreationValidationResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(LeadCreationRequest)(body, "body")
    return Request(
        OPERATION,
        parse,
        path="/v1/leads/validate",
        body=body.to_dict(),
    )
