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
from .collection_case import CollectionCase
from .contact_details import ContactDetails
from .contract_details import ContractDetails
from .debt_collection_block import DebtCollectionBlock
from .liable_person_details import LiablePersonDetails
from .payment_details import PaymentDetails


@_define(kw_only=True, repr=False)
class Debtor(_Model):
    """A person who owes money, with all that a collection agency needs to know.

    Attributes:
        debtor_id: Id of the debtor, referred to in agency updates.
        membership_nr: Membership number of the debtor at the studio.
        first_name: Given name of the debtor.
        last_name: Family name of the debtor.
        sex: Debtor's sex as text, e.g. MALE.
        city: Town or city of the debtor's address.
        country_code: Two-letter country code of the debtor's address.
        country: Country of the debtor's address, written out.
        identification_number: Identification number recorded for the debtor.
        payment_details: Bank account of the debtor.
        contract_details: Contracts of the debtor.
        birthdate: Debtor's birthday as a calendar date.
        second_last_name: Second family name, where custom provides for one.
        postal_code: Postal code of the debtor's address.
        liable_person: Another person liable for the debts, such as a parent.
        contact_details: Phone numbers, fax numbers and e-mail addresses of the debtor.
        collection_cases: Cases in which the debtor's debts are collected.
        address_line_1: First line of the postal address, normally street and house number.
        address_line_2: Second line of the postal address.
        address_line_3: Third line of the postal address.
        region: Region, state or province of the address.
        address_data: Street and house number as separate fields, with the address status.
        block: Debt collection block on this debtor, if any.
    """

    debtor_id: str
    membership_nr: str
    first_name: str
    last_name: str
    sex: str
    city: str
    country_code: str | None = None
    country: str | None = None
    identification_number: str | None = None
    payment_details: PaymentDetails | None = None
    contract_details: list[ContractDetails] | None = None
    birthdate: datetime.date | None = None
    second_last_name: str | None = None
    postal_code: str | None = None
    liable_person: LiablePersonDetails | None = None
    contact_details: list[ContactDetails] | None = None
    collection_cases: list[CollectionCase] | None = None
    address_line_1: str | None = None
    address_line_2: str | None = None
    address_line_3: str | None = None
    region: str | None = None
    address_data: AddressDetails | None = None
    block: DebtCollectionBlock | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Debtor"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.debtor_id = value if (value := take("debtorId")).__class__ is str else _scalar(value)
        self.membership_nr = value if (value := take("membershipNr")).__class__ is str else _scalar(value)
        self.first_name = value if (value := take("firstName")).__class__ is str else _scalar(value)
        self.last_name = value if (value := take("lastName")).__class__ is str else _scalar(value)
        self.sex = value if (value := take("sex")).__class__ is str else _scalar(value)
        self.city = value if (value := take("city")).__class__ is str else _scalar(value)
        self.country_code = (
            value if (value := take("countryCode", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.country = value if (value := take("country", None)) is None or value.__class__ is str else _scalar(value)
        self.identification_number = (
            value if (value := take("identificationNumber", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.payment_details = (
            None if (value := take("paymentDetails", None)) is None else _new(PaymentDetails)._decode(value)
        )
        self.contract_details = (
            None
            if (value := take("contractDetails", None)) is None
            else [_new(ContractDetails)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.birthdate = None if (value := take("birthdate", None)) is None else _read_date(value)
        self.second_last_name = (
            value if (value := take("secondLastName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.postal_code = (
            value if (value := take("postalCode", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.liable_person = (
            None if (value := take("liablePerson", None)) is None else _new(LiablePersonDetails)._decode(value)
        )
        self.contact_details = (
            None
            if (value := take("contactDetails", None)) is None
            else [_new(ContactDetails)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.collection_cases = (
            None
            if (value := take("collectionCases", None)) is None
            else [_new(CollectionCase)._decode(item) for item in (value if value.__class__ is list else _array(value))]
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
        self.block = None if (value := take("block", None)) is None else _new(DebtCollectionBlock)._decode(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.debtor_id is None
            or self.membership_nr is None
            or self.first_name is None
            or self.last_name is None
            or self.sex is None
            or self.city is None
        ):
            raise _missing_member(self, "debtor_id", "membership_nr", "first_name", "last_name", "sex", "city")
        out = dict(self.additional_properties)
        out["debtorId"] = self.debtor_id
        out["membershipNr"] = self.membership_nr
        out["firstName"] = self.first_name
        out["lastName"] = self.last_name
        out["sex"] = self.sex
        out["city"] = self.city
        if self.country_code is not None:
            out["countryCode"] = self.country_code
        if self.country is not None:
            out["country"] = self.country
        if self.identification_number is not None:
            out["identificationNumber"] = self.identification_number
        if self.payment_details is not None:
            out["paymentDetails"] = self.payment_details.to_dict()
        if self.contract_details is not None:
            out["contractDetails"] = [item.to_dict() for item in self.contract_details]
        if self.birthdate is not None:
            out["birthdate"] = _format_date(self.birthdate, "Debtor.birthdate")
        if self.second_last_name is not None:
            out["secondLastName"] = self.second_last_name
        if self.postal_code is not None:
            out["postalCode"] = self.postal_code
        if self.liable_person is not None:
            out["liablePerson"] = self.liable_person.to_dict()
        if self.contact_details is not None:
            out["contactDetails"] = [item.to_dict() for item in self.contact_details]
        if self.collection_cases is not None:
            out["collectionCases"] = [item.to_dict() for item in self.collection_cases]
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
        if self.block is not None:
            out["block"] = self.block.to_dict()
        return out
