"""The studio itself: what it is, its employees and devices, and moves between studios."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import conflict, not_found
from perfectgym_next.testing._studio import fake_people
from perfectgym_next.testing._studio.slices import slice_by_count
from perfectgym_next.testing._studio.studio import STUDIO_NAME
from perfectgym_next.testing.domains.customers import STUDIO_ID, Customers

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["OTHER_STUDIO_ID", "Staff", "handlers"]

handlers = Handlers()

OTHER_STUDIO_ID = 1210005341
"""Id of the chain's other studio, to which customers can move."""

_STUDIOS: dict[int, dict[str, Any]] = {
    number: {
        "studioId": number,
        "name": name,
        "description": "Gym, classes and sauna",
        "country": "Germany",
        "countryCode": "DE",
        "openingDate": opened,
    }
    for number, name, opened in (
        (STUDIO_ID, STUDIO_NAME, "2015-03-01"),
        (OTHER_STUDIO_ID, "Example studio Hamburg", "2019-09-16"),
    )
}
_ROLES = (
    ("STUDIO_OWNER", "Owner"),
    ("STUDIO_MANAGER", "Manager"),
    ("TRAINER", "Trainer"),
    ("SERVICE_EMPLOYEE", "Reception"),
)
_WEEKDAYS, _WEEKEND = ("MONDAY", "FRIDAY"), ("SATURDAY", "SUNDAY")


class Staff:
    """Employees and devices."""

    def __init__(self, studio: Studio) -> None:
        self.employees = [_employee(studio, number) for number in range(125)]
        models = ("GENERIC_CARD_READER", "GENERIC_TIME_READER", "GENERIC_VENDING_READER")
        self.devices: list[dict[str, Any]] = [
            {"id": 26 + number, "name": name, "active": number < 2, "model": models[number % 3]}
            for number, name in enumerate(("Turnstile (left)", "Turnstile (right)", "Drinks", "Staff door"))
        ]


@handlers.answers("studios.get_studio_information")
def get_studio_information(call: Call) -> Any:
    """The studio that the key belongs to."""
    year = call.studio.today.year
    return {
        **_STUDIOS[STUDIO_ID],
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


@handlers.answers("studios.get_utilization")
def get_utilization(call: Call) -> Any:
    """How many people are in."""
    return {"capacity": 200, "count": call.studio.dice("utilization").randint(10, 120)}


@handlers.answers("studios.confirm_activation")
def confirm_activation(call: Call) -> Any:
    """Take note."""


@handlers.answers("cross_studio.list_studios_with_membership_offers")
def list_studios_with_membership_offers(call: Call) -> Any:
    """The studios of the chain."""
    return list(_STUDIOS.values())


@handlers.answers("customers.switch_studio")
def switch_studio(call: Call) -> Any:
    """Move a customer: at once when the day has come, else on that day, which this studio does not live to see."""
    record, target = call.studio.part(Customers).edit(call.path["customerId"]), call.body["targetStudioId"]
    if target not in _STUDIOS:
        raise not_found("studio", target, "targetStudioId")
    if record["studioId"] == target:
        raise conflict("ALREADY_IN_STUDIO", "the customer is in that studio already", "targetStudioId")
    if call.body["switchDate"] <= call.studio.today.isoformat():
        record["studioId"] = target


@handlers.answers("employees.list_employees")
def list_employees(call: Call) -> Any:
    """The employees."""
    return slice_by_count(call, call.studio.part(Staff).employees)


@handlers.answers("employees.get_employee")
def get_employee(call: Call) -> Any:
    """One employee."""
    for employee in call.studio.part(Staff).employees:
        if employee["id"] == call.path["id"]:
            return employee
    raise not_found("employee", call.path["id"], "id")


@handlers.answers("devices.list_devices")
def list_devices(call: Call) -> Any:
    """The devices."""
    return call.studio.part(Staff).devices


@handlers.answers("devices.activate_device")
def activate_device(call: Call) -> Any:
    """Switch a device on."""
    for device in call.studio.part(Staff).devices:
        if device["id"] == call.path["deviceId"]:
            device["active"] = True
            token = call.studio.dice("device token", device["id"]).getrandbits(128)
            return {"id": device["id"], "accessToken": str(UUID(int=token, version=4))}
    raise not_found("device", call.path["deviceId"], "deviceId")


def _hours(opens: str, closes: str) -> list[dict[str, str]]:
    return [
        {"dayOfWeekFrom": first, "dayOfWeekTo": last, "timeFrom": opens, "timeTo": closes}
        for first, last in (_WEEKDAYS, _WEEKEND)
    ]


def _employee(studio: Studio, number: int) -> dict[str, Any]:
    dice = studio.dice("employee", number)
    first_name, last_name, gender, born = fake_people.person(dice)
    role, title = _ROLES[0 if number == 0 else dice.randrange(1, len(_ROLES))]
    return {
        "id": 101 + number,
        "firstName": first_name,
        "lastName": last_name,
        "gender": gender,
        "dateOfBirth": born,
        "employeeNumber": f"{number + 1:04d}a",
        "employeeInitials": f"{first_name[0]}.{last_name[0]}.",
        "publicName": first_name,
        "businessRole": role,
        "externalRole": title,
        "email": fake_people.email(first_name, last_name, 101 + number),
        "city": "Berlin",
        "country": "DE",
        "employeeCompetences": [title],
    }
