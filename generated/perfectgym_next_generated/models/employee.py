from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import scalars as _scalars
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .employee_business_role import VALUES as _employee_business_role
from .employee_business_role import EmployeeBusinessRole
from .gender import VALUES as _gender
from .gender import Gender


@_define(kw_only=True, repr=False)
class Employee(_Model):
    """A person who works for the studio.

    Attributes:
        id: Id of the employee.
        first_name: Given name of the employee.
        last_name: Family name of the employee.
        gender: Gender recorded for the employee.
        employee_initials: Short form of the name, e.g. P.P.
        employee_image_url: URL of a picture of the employee.
        date_of_birth: Employee's birthday as a calendar date.
        employee_number: Staff number given by the employer, possibly with letters.
        public_name: Name under which the employee appears in public.
        business_role: Main function of the employee in the business.
        external_role: Job title as shown to people outside, e.g. Trainer.
        phone1: First phone number.
        phone2: Second phone number.
        email: E-mail address of the employee.
        street: Street of the employee's address, without the house number.
        house_number: House number including any letter suffix.
        zip_code: Postal code of the employee's address.
        city: Town or city of the employee's address.
        country: Country of the employee's address as a code, e.g. DE.
        employee_competences: Skills or qualifications the employee has.
    """

    id: int
    first_name: str
    last_name: str
    gender: Gender
    employee_initials: str
    employee_image_url: str | None = None
    date_of_birth: datetime.date | None = None
    employee_number: str | None = None
    public_name: str | None = None
    business_role: EmployeeBusinessRole | None = None
    external_role: str | None = None
    phone1: str | None = None
    phone2: str | None = None
    email: str | None = None
    street: str | None = None
    house_number: str | None = None
    zip_code: str | None = None
    city: str | None = None
    country: str | None = None
    employee_competences: list[str] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Employee"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.first_name = value if (value := take("firstName")).__class__ is str else _scalar(value)
        self.last_name = value if (value := take("lastName")).__class__ is str else _scalar(value)
        self.gender = _gender[take("gender")]
        self.employee_initials = value if (value := take("employeeInitials")).__class__ is str else _scalar(value)
        self.employee_image_url = (
            value if (value := take("employeeImageUrl", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.date_of_birth = None if (value := take("dateOfBirth", None)) is None else _read_date(value)
        self.employee_number = (
            value if (value := take("employeeNumber", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.public_name = (
            value if (value := take("publicName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.business_role = _employee_business_role[take("businessRole", None)]
        self.external_role = (
            value if (value := take("externalRole", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.phone1 = value if (value := take("phone1", None)) is None or value.__class__ is str else _scalar(value)
        self.phone2 = value if (value := take("phone2", None)) is None or value.__class__ is str else _scalar(value)
        self.email = value if (value := take("email", None)) is None or value.__class__ is str else _scalar(value)
        self.street = value if (value := take("street", None)) is None or value.__class__ is str else _scalar(value)
        self.house_number = (
            value if (value := take("houseNumber", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.zip_code = value if (value := take("zipCode", None)) is None or value.__class__ is str else _scalar(value)
        self.city = value if (value := take("city", None)) is None or value.__class__ is str else _scalar(value)
        self.country = value if (value := take("country", None)) is None or value.__class__ is str else _scalar(value)
        self.employee_competences = None if (value := take("employeeCompetences", None)) is None else _scalars(value)
        if self.gender is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.id is None
            or self.first_name is None
            or self.last_name is None
            or self.gender is None
            or self.employee_initials is None
        ):
            raise _missing_member(self, "id", "first_name", "last_name", "gender", "employee_initials")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["firstName"] = self.first_name
        out["lastName"] = self.last_name
        out["gender"] = _text(self.gender)
        out["employeeInitials"] = self.employee_initials
        if self.employee_image_url is not None:
            out["employeeImageUrl"] = self.employee_image_url
        if self.date_of_birth is not None:
            out["dateOfBirth"] = _format_date(self.date_of_birth, "Employee.date_of_birth")
        if self.employee_number is not None:
            out["employeeNumber"] = self.employee_number
        if self.public_name is not None:
            out["publicName"] = self.public_name
        if self.business_role is not None:
            out["businessRole"] = _text(self.business_role)
        if self.external_role is not None:
            out["externalRole"] = self.external_role
        if self.phone1 is not None:
            out["phone1"] = self.phone1
        if self.phone2 is not None:
            out["phone2"] = self.phone2
        if self.email is not None:
            out["email"] = self.email
        if self.street is not None:
            out["street"] = self.street
        if self.house_number is not None:
            out["houseNumber"] = self.house_number
        if self.zip_code is not None:
            out["zipCode"] = self.zip_code
        if self.city is not None:
            out["city"] = self.city
        if self.country is not None:
            out["country"] = self.country
        if self.employee_competences is not None:
            out["employeeCompetences"] = self.employee_competences
        return out
