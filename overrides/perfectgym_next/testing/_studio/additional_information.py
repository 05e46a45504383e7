"""Additional fields that the studio defines for its customer records."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.problems import invalid, not_found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["FIELDS", "assign_values", "check_values"]

_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]+")

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

_EXPECTED = {
    "BOOLEAN": "true or false",
    "DATE": "a date such as 2025-06-02",
    "LIST": "the id of one of its items",
    "NUMERIC": "a whole number",
}


def assign_values(studio: Studio, customer_id: int, assignments: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Replace all values of a customer and return them; a field that is not named has no value afterwards.

    Raises:
        ProblemResponse: The customer or field does not exist, or a value does not match its field.
    """
    record = studio.part(Customers).edit(customer_id)
    check_values(assignments)
    values = {assignment["additionalInformationFieldId"]: assignment for assignment in assignments}
    result = record["additionalInformationFieldAssignments"] = list(values.values())
    return result


def check_values(assignments: Sequence[dict[str, Any]], path: str = "", *, allow_unknown: bool = False) -> None:
    """Check that values match their fields: the id of an item for LIST, a whole number for NUMERIC.

    Args:
        assignments: The assignments of a request.
        path: Dotted path of the list within the request.
        allow_unknown: Whether fields that do not exist are let pass, as in the examples of the description.

    Raises:
        ProblemResponse: The field does not exist, or a value does not match its field.
    """
    known = {field["id"]: field for field in FIELDS}
    for index, assignment in enumerate(assignments):
        field = known.get(assignment["additionalInformationFieldId"])
        if field is None and allow_unknown:
            continue
        if field is None:
            raise not_found(
                "additional information field",
                assignment["additionalInformationFieldId"],
                f"{path}[{index}].additionalInformationFieldId",
            )
        if not _is_valid(field, assignment["value"]):
            reference = f"{path}[{index}].value"
            message = f"{reference} is not a value of a {field['type']} field: expected {_EXPECTED[field['type']]}"
            raise invalid(message, reference)


def _is_valid(field: dict[str, Any], value: str) -> bool:
    try:
        match field["type"]:
            case "BOOLEAN":
                return value in ("true", "false")
            case "DATE":
                return date.fromisoformat(value).isoformat() == value  # no other notation of ISO 8601
            case "NUMERIC":
                return bool(_WHOLE_NUMBER.fullmatch(value))
            case "LIST":
                return value in {str(item["id"]) for item in field["listItems"]}
    except ValueError:
        return False
    return True
