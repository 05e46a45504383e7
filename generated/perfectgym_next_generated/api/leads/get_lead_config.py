"""``GET /v1/leads/config``"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.operations import Operation, Request
from perfectgym_next.wire import new as _new

from ...models.lead_config import LeadConfig

if TYPE_CHECKING:
    from typing import Any


OPERATION = Operation(
    name="leads.get_lead_config",
    method="GET",
    path="/v1/leads/config",
    vendor_name="getLeadConfig",
    scopes=("LEAD_READ",),
)


def parse(data: Any) -> LeadConfig:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(LeadConfig)._decode(data)


def build() -> Request[LeadConfig]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path="/v1/leads/config",
    )
