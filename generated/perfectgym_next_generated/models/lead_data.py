from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .gender import VALUES as _gender
from .gender import Gender
from .language import Language
from .lead_customer_address_data import LeadCustomerAddressData


@_define(kw_only=True, repr=False)
class LeadData(_Model):
    """Personal data of a person who registers as a lead for a trial offer.

    Attributes:
        firstname: Given name of the person.
        lastname: Family name of the person.
        email: E-mail address for contacting the person.
        third_party_id: Identifier of the person in an external system.
        second_firstname: Second given name, if there is one.
        second_lastname: Second family name, if there is one.
        gender: Gender stated by the person.
        date_of_birth: Birthday as an ISO 8601 date.
        telephone: Phone number for contacting the person.
        language: Language preferred by the person.
        address: Postal address of the person.
    """

    firstname: str
    lastname: str
    email: str
    third_party_id: str | None = None
    second_firstname: str | None = None
    second_lastname: str | None = None
    gender: Gender | None = None
    date_of_birth: datetime.date | None = None
    telephone: str | None = None
    language: Language | None = None
    address: LeadCustomerAddressData | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "LeadData"
    _checks_: ClassVar[_Checks] = (
        ("firstname", _check_scalar),
        ("lastname", _check_scalar),
        ("email", _check_scalar),
        ("third_party_id", _check_scalar),
        ("second_firstname", _check_scalar),
        ("second_lastname", _check_scalar),
        ("gender", _check_scalar),
        ("date_of_birth", _format_date),
        ("telephone", _check_scalar),
        ("language", _check_model(Language)),
        ("address", _check_model(LeadCustomerAddressData)),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.firstname = value if (value := take("firstname")).__class__ is str else _scalar(value)
        self.lastname = value if (value := take("lastname")).__class__ is str else _scalar(value)
        self.email = value if (value := take("email")).__class__ is str else _scalar(value)
        self.third_party_id = (
            value if (value := take("thirdPartyId", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.second_firstname = (
            value if (value := take("secondFirstname", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.second_lastname = (
            value if (value := take("secondLastname", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.gender = _gender[take("gender", None)]
        self.date_of_birth = None if (value := take("dateOfBirth", None)) is None else _read_date(value)
        self.telephone = (
            value if (value := take("telephone", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.language = None if (value := take("language", None)) is None else _new(Language)._decode(value)
        self.address = (
            None if (value := take("address", None)) is None else _new(LeadCustomerAddressData)._decode(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.firstname is None or self.lastname is None or self.email is None:
            raise _missing_member(self, "firstname", "lastname", "email")
        out = dict(self.additional_properties)
        out["firstname"] = self.firstname
        out["lastname"] = self.lastname
        out["email"] = self.email
        if self.third_party_id is not None:
            out["thirdPartyId"] = self.third_party_id
        if self.second_firstname is not None:
            out["secondFirstname"] = self.second_firstname
        if self.second_lastname is not None:
            out["secondLastname"] = self.second_lastname
        if self.gender is not None:
            out["gender"] = _text(self.gender)
        if self.date_of_birth is not None:
            out["dateOfBirth"] = _format_date(self.date_of_birth, "LeadData.date_of_birth")
        if self.telephone is not None:
            out["telephone"] = self.telephone
        if self.language is not None:
            out["language"] = self.language.to_dict()
        if self.address is not None:
            out["address"] = self.address.to_dict()
        return out
