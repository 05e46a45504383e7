from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .address_details import AddressDetails
from .contact_details import ContactDetails
from .payment_details import PaymentDetails


@_define(kw_only=True, repr=False)
class ClientDetails(_Model):
    """The client on whose behalf debts are collected, typically the studio's operating company.

    Attributes:
        name1: First line of the client's name.
        pre_tax_attribute: Pre-tax flag set for the client.
        postal_code: Postal code of the client's address.
        city: Town or city of the client's address.
        name2: Second line of the client's name.
        legal_form: Legal form of the company, e.g. GmbH.
        vat_serial_no: VAT number of the client.
        country_code: Two-letter country code of the client's address.
        country: Country of the client's address, written out.
        payment_details: Bank account of the client.
        contact_details: Phone numbers, fax numbers and e-mail addresses of the client.
        address_line_1: First line of the postal address, normally street and house number.
        address_line_2: Second line of the postal address.
        address_line_3: Third line of the postal address.
        region: Region, state or province of the address.
        address_data: Street and house number as separate fields, with the address status.
    """

    name1: str
    pre_tax_attribute: bool
    postal_code: str
    city: str
    name2: str | None = None
    legal_form: str | None = None
    vat_serial_no: str | None = None
    country_code: str | None = None
    country: str | None = None
    payment_details: PaymentDetails | None = None
    contact_details: list[ContactDetails] | None = None
    address_line_1: str | None = None
    address_line_2: str | None = None
    address_line_3: str | None = None
    region: str | None = None
    address_data: AddressDetails | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "ClientDetails"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.name1 = value if (value := take("name1")).__class__ is str else _scalar(value)
        self.pre_tax_attribute = (
            value if (value := take("preTaxAttribute")) is True or value is False else _boolean(value)
        )
        self.postal_code = value if (value := take("postalCode")).__class__ is str else _scalar(value)
        self.city = value if (value := take("city")).__class__ is str else _scalar(value)
        self.name2 = value if (value := take("name2", None)) is None or value.__class__ is str else _scalar(value)
        self.legal_form = (
            value if (value := take("legalForm", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.vat_serial_no = (
            value if (value := take("vatSerialNo", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.country_code = (
            value if (value := take("countryCode", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.country = value if (value := take("country", None)) is None or value.__class__ is str else _scalar(value)
        self.payment_details = (
            None if (value := take("paymentDetails", None)) is None else _new(PaymentDetails)._decode(value)
        )
        self.contact_details = (
            None
            if (value := take("contactDetails", None)) is None
            else [_new(ContactDetails)._decode(item) for item in (value if value.__class__ is list else _array(value))]
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
        if self.name1 is None or self.pre_tax_attribute is None or self.postal_code is None or self.city is None:
            raise _missing_member(self, "name1", "pre_tax_attribute", "postal_code", "city")
        out = dict(self.additional_properties)
        out["name1"] = self.name1
        out["preTaxAttribute"] = self.pre_tax_attribute
        out["postalCode"] = self.postal_code
        out["city"] = self.city
        if self.name2 is not None:
            out["name2"] = self.name2
        if self.legal_form is not None:
            out["legalForm"] = self.legal_form
        if self.vat_serial_no is not None:
            out["vatSerialNo"] = self.vat_serial_no
        if self.country_code is not None:
            out["countryCode"] = self.country_code
        if self.country is not None:
            out["country"] = self.country
        if self.payment_details is not None:
            out["paymentDetails"] = self.payment_details.to_dict()
        if self.contact_details is not None:
            out["contactDetails"] = [item.to_dict() for item in self.contact_details]
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
