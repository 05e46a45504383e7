"""Leads: people who may become members."""

from __future__ import annotations

from typing import Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import invalid, not_found
from perfectgym_next.testing.domains.communication import DEFAULT_PREFERENCES, Communication
from perfectgym_next.testing.domains.joining import add_lead, has_email

__all__ = ["handlers"]

handlers = Handlers()

_FIELD = {
    "additionalFieldId": 351,
    "name": "How did you hear of us?",
    "type": "LIST",
    "allowMultiSelection": True,
    "selectionValues": ["Friends", "Radio", "Webinar"],
    "mode": "OPTIONAL",
}
_CONFIG: dict[str, Any] = {
    "addressMode": "OPTIONAL",
    "dateOfBirthMode": "OPTIONAL",
    "genderMode": "INACTIVE",
    "telephoneMode": "MANDATORY",
    "additionalInformation": [_FIELD],
}


@handlers.answers("leads.get_lead_config")
def get_lead_config(call: Call) -> Any:
    """What a lead's form asks for."""
    return {**_CONFIG, "communicationPreferences": DEFAULT_PREFERENCES}


@handlers.answers("leads.validate_lead")
def validate_lead(call: Call) -> Any:
    """Whether a lead could be made."""
    if not call.body["leadCustomer"].get("telephone") or _unknown_field(call.body) is not None:
        return {"status": "INVALID_LEAD_DATA"}
    return {
        "status": "DUPLICATE_CUSTOMER" if has_email(call.studio, call.body["leadCustomer"]["email"]) else "POSSIBLE"
    }


@handlers.answers("leads.create_lead")
def create_lead(call: Call) -> Any:
    """Make a lead, with the preferences it came with."""
    customer = call.body["leadCustomer"]
    if not customer.get("telephone"):
        raise invalid("leadCustomer.telephone is missing: the lead configuration asks for it", "leadCustomer.telephone")
    unknown = _unknown_field(call.body)
    if unknown is not None:
        reference = f"additionalInformation[{unknown}].additionalFieldId"
        raise not_found("lead field", call.body["additionalInformation"][unknown]["additionalFieldId"], reference)
    record = add_lead(call.studio, customer, call.body.get("address"), "leadCustomer")
    if "communicationPreferences" in call.body:
        call.studio.part(Communication).update(record["id"], call.body["communicationPreferences"])
    return {"id": record["id"], "uuid": record["uuid"], "customerNumber": record["customerNumber"]}


def _unknown_field(body: dict[str, Any]) -> int | None:
    answers = body.get("additionalInformation", [])
    return next((i for i, a in enumerate(answers) if a["additionalFieldId"] != _FIELD["additionalFieldId"]), None)
