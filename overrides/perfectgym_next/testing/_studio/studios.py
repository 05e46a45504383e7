"""The studio and the other studio of its chain."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.problems import conflict, invalid, not_found
from perfectgym_next.testing._studio.studio import FIRST_STUDIO_ID

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["OTHER_STUDIO_ID", "list_studios", "studio_information", "switch_studio"]

OTHER_STUDIO_ID = FIRST_STUDIO_ID + 1
"""Id of the chain's other studio, to which customers can switch."""

_WEEKDAYS, _WEEKEND = ("MONDAY", "FRIDAY"), ("SATURDAY", "SUNDAY")


def list_studios(studio: Studio) -> list[dict[str, Any]]:
    """Return the studios of a studio's chain, itself first, as the API returns them."""
    return [
        _describe(studio.id, studio.name, "2015-03-01"),
        _describe(OTHER_STUDIO_ID, "Example studio Hamburg", "2019-09-16"),
    ]


def studio_information(studio: Studio) -> dict[str, Any]:
    """Return the studio that the API key belongs to, as the API returns it."""
    year = studio.today.year
    return {
        **list_studios(studio)[0],
        "email": "studio@example.com",
        "logoUrl": "https://images.example.com/logo",
        "telephone": "030/555-0100",
        "website": "https://www.example.com",
        "street": "Kastanienallee",
        "houseNumber": "83",
        "zip": "10435",
        "city": "Berlin",
        "openingHours": _hours("06:00:00", "23:00:00"),
        "publicOpeningHours": _hours("08:00:00", "22:00:00"),
        "closingHours": [
            {
                "reason": "Public holiday",
                "dateTimeFrom": f"{year}-12-25T00:00:00",
                "dateTimeTo": f"{year}-12-27T00:00:00",
            }
        ],
        "openingHoursCategories": [
            {
                "categoryId": 401,
                "name": "Off-Peak",
                "openingHours": [{"dayOfWeek": "MONDAY", "timeFrom": "10:00:00", "timeTo": "15:00:00"}],
            }
        ],
        "accessCodeConfiguration": {"enabled": True},
        "location": {"longitude": Decimal("13.411400"), "latitude": Decimal("52.538400")},
        "studioTags": [{"name": "sauna"}, {"name": "24-7"}],
    }


def switch_studio(studio: Studio, customer_id: int, body: dict[str, Any]) -> None:
    """Move a customer of this studio to another studio.

    Raises:
        ProblemResponse: The customer or studio does not exist, the customer already belongs to it or does not belong to
            this studio, or the day of the switch is in the future.
    """
    record, target = studio.part(Customers).edit(customer_id), body["targetStudioId"]
    if target not in (studio.id, OTHER_STUDIO_ID):
        raise not_found("studio", target, "targetStudioId")
    if record["studioId"] == target:
        raise conflict("ALREADY_IN_STUDIO", "the customer already belongs to that studio", "targetStudioId")
    if record["studioId"] != studio.id:
        message = "the customer belongs to another studio: use the key of that studio"
        raise conflict("CUSTOMER_OF_OTHER_STUDIO", message, "customerId")
    if body["switchDate"] > studio.today.isoformat():
        raise invalid(f"switchDate must be today, {studio.today}, or earlier", "switchDate")
    record["studioId"] = target


def _describe(studio_id: int, name: str, opened: str) -> dict[str, Any]:
    return {
        "studioId": studio_id,
        "name": name,
        "description": "Gym, classes and sauna",
        "country": "Germany",
        "countryCode": "DE",
        "openingDate": opened,
    }


def _hours(opens: str, closes: str) -> list[dict[str, str]]:
    return [
        {"dayOfWeekFrom": first, "dayOfWeekTo": last, "timeFrom": opens, "timeTo": closes}
        for first, last in (_WEEKDAYS, _WEEKEND)
    ]
