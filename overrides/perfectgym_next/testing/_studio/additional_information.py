"""Additional fields that the studio defines for its customer records."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.problems import invalid, not_found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["FIELDS", "assign_values"]

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
"""The fields, as the API returns them."""


def assign_values(studio: Studio, customer_id: int, assignments: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Set the values of fields and return all values of the customer; other fields keep theirs.

    Raises:
        ProblemResponse: There is no such customer or field, or a value does not match its field.
    """
    record = studio.part(Customers).edit(customer_id)
    known = {field["id"]: field for field in FIELDS}
    for index, assignment in enumerate(assignments):
        field = known.get(assignment["additionalInformationFieldId"])
        if field is None:
            raise not_found(
                "additional information field",
                assignment["additionalInformationFieldId"],
                f"[{index}].additionalInformationFieldId",
            )
        if not _is_valid(field, assignment["value"]):
            raise invalid(f"[{index}].value is not a value of a {field['type']} field", f"[{index}].value")
    values = {a["additionalInformationFieldId"]: a for a in record.get("additionalInformationFieldAssignments", [])}
    values.update({assignment["additionalInformationFieldId"]: assignment for assignment in assignments})
    result = record["additionalInformationFieldAssignments"] = list(values.values())
    return result


def _is_valid(field: dict[str, Any], value: str) -> bool:
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
