"""Fields that the studio has added to its customer records."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import invalid, not_found
from perfectgym_next.testing.domains.customers import Customers

__all__ = ["FIELDS", "handlers"]

handlers = Handlers()

FIELDS: list[dict[str, Any]] = [
    {"id": 301, "name": "Newsletter read", "type": "BOOLEAN", "abbreviation": "NR"},
    {"id": 302, "name": "Health check", "type": "DATE", "abbreviation": "HC"},
    {
        "id": 303,
        "name": "Sport",
        "type": "LIST",
        "abbreviation": "SP",
        "listItems": [{"id": 1, "name": "Strength"}, {"id": 2, "name": "Endurance"}, {"id": 3, "name": "Yoga"}],
    },
    {"id": 304, "name": "Locker number", "type": "NUMERIC", "abbreviation": "LN"},
    {"id": 305, "name": "Emergency contact", "type": "TEXT", "abbreviation": "EC"},
]


@handlers.answers("customers.list_additional_information_fields")
def list_additional_information_fields(call: Call) -> Any:
    """The fields."""
    return FIELDS


@handlers.answers("customers.set_additional_information")
def set_additional_information(call: Call) -> Any:
    """Set values of fields; those not named stay."""
    record = call.studio.part(Customers).edit(call.path["customerId"])
    known = {field["id"]: field for field in FIELDS}
    for index, assignment in enumerate(call.body):
        field = known.get(assignment["additionalInformationFieldId"])
        if field is None:
            raise not_found(
                "additional information field",
                assignment["additionalInformationFieldId"],
                f"[{index}].additionalInformationFieldId",
            )
        if not _fits(field, assignment["value"]):
            raise invalid(f"[{index}].value is no value of a {field['type']} field", f"[{index}].value")
    values = {a["additionalInformationFieldId"]: a for a in record.get("additionalInformationFieldAssignments", [])}
    values.update({assignment["additionalInformationFieldId"]: assignment for assignment in call.body})
    record["additionalInformationFieldAssignments"] = list(values.values())
    return record["additionalInformationFieldAssignments"]


def _fits(field: dict[str, Any], value: str) -> bool:
    try:
        match field["type"]:
            case "BOOLEAN":
                return value in ("true", "false")
            case "DATE":
                return bool(date.fromisoformat(value))
            case "NUMERIC":
                return Decimal(value).is_finite()
            case "LIST":
                return value in {item["name"] for item in field["listItems"]}
    except (ValueError, ArithmeticError):
        return False
    return True
