"""Employees and devices of the studio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio import fake_people
from perfectgym_next.testing._studio.records import find_record

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["Staff"]

_ROLES = (
    ("STUDIO_OWNER", "Owner"),
    ("STUDIO_MANAGER", "Manager"),
    ("TRAINER", "Trainer"),
    ("SERVICE_EMPLOYEE", "Reception"),
)


class Staff:
    """All employees and devices, as the API returns them."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self.employees = [_make_employee(studio, number) for number in range(125)]
        models = ("GENERIC_CARD_READER", "GENERIC_TIME_READER", "GENERIC_VENDING_READER")
        self.devices: list[dict[str, Any]] = [
            {"id": 26 + number, "name": name, "active": number < 2, "model": models[number % 3]}
            for number, name in enumerate(("Turnstile (left)", "Turnstile (right)", "Drinks", "Staff door"))
        ]

    def get_employee(self, employee_id: int) -> dict[str, Any]:
        """Return an employee.

        Raises:
            ProblemResponse: The employee does not exist.
        """
        return find_record(self.employees, "employee", employee_id, "id")

    def activate_device(self, device_id: int) -> dict[str, Any]:
        """Activate a device and return its access token, as the API returns it.

        Raises:
            ProblemResponse: The device does not exist.
        """
        device = find_record(self.devices, "device", device_id, "deviceId")
        device["active"] = True
        token = fake_people.make_uuid(self._studio.rng("device token", device_id))
        return {"id": device_id, "accessToken": token}


def _make_employee(studio: Studio, number: int) -> dict[str, Any]:
    rng = studio.rng("employee", number)
    first_name, last_name, gender, born = fake_people.make_person(rng)
    role, title = _ROLES[0 if number == 0 else rng.randrange(1, len(_ROLES))]
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
        "email": fake_people.make_email(first_name, last_name, 101 + number),
        "city": "Berlin",
        "country": "DE",
        "employeeCompetences": [title],
    }
