"""``GET /v1/leads/config``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.lead_config import LeadConfig

OPERATION = Operation(
    name="leads.get_lead_config",
    method="GET",
    path="/v1/leads/config",
    vendor_name="getLeadConfig",
    scopes=("LEAD_READ",),
)


def parse(data: Any) -> models.LeadConfig:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(LeadConfig)._decode(data)


def build() -> Request[models.LeadConfig]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path="/v1/leads/config",
    )
