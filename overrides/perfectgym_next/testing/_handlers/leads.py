"""Leads: prospects who sign up by a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.communication import DEFAULT_PREFERENCES, Communication
from perfectgym_next.testing._studio.lead_forms import apply_lead_fields, find_missing
from perfectgym_next.testing._studio.problems import invalid, not_found
from perfectgym_next.testing._studio.registration import add_lead, has_email

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call

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


def get_lead_config(call: Call) -> Any:
    """Return the configuration of the form."""
    return {**_config(call), "communicationPreferences": DEFAULT_PREFERENCES}


def validate_lead(call: Call) -> Any:
    """Return whether a lead can be created."""
    customer = call.body["leadCustomer"]
    if _missing_field(call) is not None or _unknown_field(call.body) is not None:
        return {"status": "INVALID_LEAD_DATA"}
    return {"status": "DUPLICATE_CUSTOMER" if has_email(call.studio, customer["email"]) else "POSSIBLE"}


def create_lead(call: Call) -> Any:
    """Create a lead with its communication preferences."""
    customer = call.body["leadCustomer"]
    missing = _missing_field(call)
    if missing is not None:
        raise invalid(f"{missing} is missing: the lead configuration requires it", missing)
    unknown = _unknown_field(call.body)
    if unknown is not None:
        reference = f"additionalInformation[{unknown}].additionalFieldId"
        raise not_found("lead field", call.body["additionalInformation"][unknown]["additionalFieldId"], reference)
    record = add_lead(call.studio, customer, call.body.get("address"), "leadCustomer")
    if "communicationPreferences" in call.body:
        call.studio.part(Communication).update(record["id"], call.body["communicationPreferences"])
    return {"id": record["id"], "uuid": record["uuid"], "customerNumber": record["customerNumber"]}


def _config(call: Call) -> dict[str, Any]:
    choice = call.form.lead_fields
    return {**apply_lead_fields(_CONFIG, choice), "additionalInformation": [apply_lead_fields(_FIELD, choice)]}


def _missing_field(call: Call) -> str | None:
    """Return the dotted path of the first mandatory field that the request lacks, or None."""
    config, body = _config(call), call.body
    missing = find_missing(config, {**body["leadCustomer"], "address": body.get("address")})
    if missing is not None:
        return missing if missing == "address" else f"leadCustomer.{missing}"
    answers = [field for field in body.get("additionalInformation", []) if field.get("value") or field.get("values")]
    answered = {field["additionalFieldId"] for field in answers}
    fields = config["additionalInformation"]
    mandatory = {field["additionalFieldId"] for field in fields if field["mode"] == "MANDATORY"}
    return None if mandatory <= answered else "additionalInformation"


def _unknown_field(body: dict[str, Any]) -> int | None:
    """Return the index of the first additional field that does not exist, or None."""
    ids = [field["additionalFieldId"] for field in body.get("additionalInformation", [])]
    return next((index for index, field_id in enumerate(ids) if field_id != _FIELD["additionalFieldId"]), None)
