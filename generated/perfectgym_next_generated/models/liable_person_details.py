from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .address_details import AddressDetails
from .contact_details import ContactDetails
from .payment_details import PaymentDetails


@_define(kw_only=True, repr=False)
class LiablePersonDetails(_Model):
    """A person who answers for a debtor's debts, for example a parent.

    Attributes:
        first_name: Given name of the liable person.
        last_name: Family name of the liable person.
        second_last_name: Second family name, where custom provides for one.
        birthdate: Liable person's birthday as a calendar date.
        sex: Liable person's sex as text, e.g. MALE.
        postal_code: Postal code of the liable person's address.
        city: Town or city of the liable person's address.
        country_code: Two-letter country code of the liable person's address.
        contact_details: Phone numbers, fax numbers and e-mail addresses of the liable person.
        identification_number: Identification number recorded for the liable person.
        payment_details: Bank account of the liable person.
        address_line_1: First line of the postal address, normally street and house number.
        address_line_2: Second line of the postal address.
        address_line_3: Third line of the postal address.
        region: Region, state or province of the address.
        address_data: Street and house number as separate fields, with the address status.
    """

    first_name: str
    last_name: str
    second_last_name: str | None = None
    birthdate: datetime.date | None = None
    sex: str | None = None
    postal_code: str | None = None
    city: str | None = None
    country_code: str | None = None
    contact_details: list[ContactDetails] | None = None
    identification_number: str | None = None
    payment_details: PaymentDetails | None = None
    address_line_1: str | None = None
    address_line_2: str | None = None
    address_line_3: str | None = None
    region: str | None = None
    address_data: AddressDetails | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "LiablePersonDetails"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.first_name = value if (value := take("firstName")).__class__ is str else _scalar(value)
        self.last_name = value if (value := take("lastName")).__class__ is str else _scalar(value)
        self.second_last_name = (
            value if (value := take("secondLastName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.birthdate = None if (value := take("birthdate", None)) is None else _read_date(value)
        self.sex = value if (value := take("sex", None)) is None or value.__class__ is str else _scalar(value)
        self.postal_code = (
            value if (value := take("postalCode", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.city = value if (value := take("city", None)) is None or value.__class__ is str else _scalar(value)
        self.country_code = (
            value if (value := take("countryCode", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.contact_details = (
            None
            if (value := take("contactDetails", None)) is None
            else [_new(ContactDetails)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.identification_number = (
            value if (value := take("identificationNumber", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.payment_details = (
            None if (value := take("paymentDetails", None)) is None else _new(PaymentDetails)._decode(value)
        )
        self.address_line_1 = (
            value if (value := take("addressLine1", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.address_line_2 = (
            value if (value := take("addressLine2", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.address_line_3 = (
            value if (value := take("addressLine3", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.region = value if (value := take("region", None)) is None or value.__class__ is str else _scalar(value)
        self.address_data = (
            None if (value := take("addressData", None)) is None else _new(AddressDetails)._decode(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.first_name is None or self.last_name is None:
            raise _missing_member(self, "first_name", "last_name")
        out = dict(self.additional_properties)
        out["firstName"] = self.first_name
        out["lastName"] = self.last_name
        if self.second_last_name is not None:
            out["secondLastName"] = self.second_last_name
        if self.birthdate is not None:
            out["birthdate"] = _format_date(self.birthdate, "LiablePersonDetails.birthdate")
        if self.sex is not None:
            out["sex"] = self.sex
        if self.postal_code is not None:
            out["postalCode"] = self.postal_code
        if self.city is not None:
            out["city"] = self.city
        if self.country_code is not None:
            out["countryCode"] = self.country_code
        if self.contact_details is not None:
            out["contactDetails"] = [item.to_dict() for item in self.contact_details]
        if self.identification_number is not None:
            out["identificationNumber"] = self.identification_number
        if self.payment_details is not None:
            out["paymentDetails"] = self.payment_details.to_dict()
        if self.address_line_1 is not None:
            out["addressLine1"] = self.address_line_1
        if self.address_line_2 is not None:
            out["addressLine2"] = self.address_line_2
        if self.address_line_3 is not None:
            out["addressLine3"] = self.address_line_3
        if self.region is not None:
            out["region"] = self.region
        if self.address_data is not None:
            out["addressData"] = self.address_data.to_dict()
        return out
