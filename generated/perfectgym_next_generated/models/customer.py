from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import scalars as _scalars
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .access_medium import AccessMedium
from .access_restriction import AccessRestriction
from .additional_information_field_assignment import AdditionalInformationFieldAssignment
from .bank_account import BankAccount
from .customer_idle_period import CustomerIdlePeriod
from .customer_status import VALUES as _customer_status
from .customer_status import CustomerStatus
from .gender import VALUES as _gender
from .gender import Gender
from .language import Language


@_define(kw_only=True, repr=False)
class Customer(_Model):
    """A member, prospect or former member, with contact, access and payment data.

    Attributes:
        id: Id of the customer.
        status: Whether the person is a member, prospect or former member.
        access_refusal: Whether the customer is refused access.
        customer_number: Readable customer number, different from `id`.
        first_name: Given name.
        second_first_name: Second given name.
        last_name: Family name.
        second_last_name: Second family name.
        date_of_birth: Date of birth (yyyy-MM-dd).
        email: E-mail address of the customer.
        gender: Gender of the customer.
        street: Street name.
        house_number: House number in the street.
        zip_code: Postal code.
        city: Town or city of residence.
        country: Country of residence as an ISO 3166-1 code (ISO 3166-1).
        second_street: Second street line of the address.
        city_part: Part of the city.
        district: District of the address.
        street_type: Kind of street, such as avenue.
        street_block: Block within the street.
        portal: Entrance of the building (portal).
        stairway: Stairway within the building.
        door: Door of the flat.
        province: Province or region of the address.
        additional_address_information: Further free-text address details.
        floor: Storey of the building.
        building_name: Name of the building.
        card_numbers: Deprecated. Numbers of the customer's access cards.
        image_url: URL of the customer's picture.
        phone_private: Private landline number.
        phone_private_mobile: Private mobile number.
        phone_business: Business landline number.
        phone_business_mobile: Business mobile number.
        idle_periods: Periods in which the membership is paused.
        bank_account: Bank details of the customer.
        access_restrictions: Restrictions placed on the customer's access.
        uuid: UUID of the customer, besides the numeric `id`.
        referral_code: Code with which the customer refers other people.
        studio_id: Id of the customer's studio.
        preferred_language: Language the customer wants to be addressed in.
        additional_information_field_assignments: Values of the studio-defined additional fields for this customer.
        third_party_id: Id of the customer in an outside system.
        access_mediums: Cards, PINs, barcodes and wallet passes of the customer.
    """

    id: int
    status: CustomerStatus
    access_refusal: bool
    customer_number: str | None = None
    first_name: str | None = None
    second_first_name: str | None = None
    last_name: str | None = None
    second_last_name: str | None = None
    date_of_birth: datetime.date | None = None
    email: str | None = None
    gender: Gender | None = None
    street: str | None = None
    house_number: str | None = None
    zip_code: str | None = None
    city: str | None = None
    country: str | None = None
    second_street: str | None = None
    city_part: str | None = None
    district: str | None = None
    street_type: str | None = None
    street_block: str | None = None
    portal: str | None = None
    stairway: str | None = None
    door: str | None = None
    province: str | None = None
    additional_address_information: str | None = None
    floor: str | None = None
    building_name: str | None = None
    card_numbers: list[str] | None = None
    image_url: str | None = None
    phone_private: str | None = None
    phone_private_mobile: str | None = None
    phone_business: str | None = None
    phone_business_mobile: str | None = None
    idle_periods: list[CustomerIdlePeriod] | None = None
    bank_account: BankAccount | None = None
    access_restrictions: list[AccessRestriction] | None = None
    uuid: str | None = None
    referral_code: str | None = None
    studio_id: int | None = None
    preferred_language: Language | None = None
    additional_information_field_assignments: list[AdditionalInformationFieldAssignment] | None = None
    third_party_id: str | None = None
    access_mediums: list[AccessMedium] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Customer"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.status = _customer_status[take("status")]
        self.access_refusal = value if (value := take("accessRefusal")) is True or value is False else _boolean(value)
        self.customer_number = (
            value if (value := take("customerNumber", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.first_name = (
            value if (value := take("firstName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.second_first_name = (
            value if (value := take("secondFirstName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.last_name = (
            value if (value := take("lastName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.second_last_name = (
            value if (value := take("secondLastName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.date_of_birth = None if (value := take("dateOfBirth", None)) is None else _read_date(value)
        self.email = value if (value := take("email", None)) is None or value.__class__ is str else _scalar(value)
        self.gender = _gender[take("gender", None)]
        self.street = value if (value := take("street", None)) is None or value.__class__ is str else _scalar(value)
        self.house_number = (
            value if (value := take("houseNumber", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.zip_code = value if (value := take("zipCode", None)) is None or value.__class__ is str else _scalar(value)
        self.city = value if (value := take("city", None)) is None or value.__class__ is str else _scalar(value)
        self.country = value if (value := take("country", None)) is None or value.__class__ is str else _scalar(value)
        self.second_street = (
            value if (value := take("secondStreet", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.city_part = (
            value if (value := take("cityPart", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.district = value if (value := take("district", None)) is None or value.__class__ is str else _scalar(value)
        self.street_type = (
            value if (value := take("streetType", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.street_block = (
            value if (value := take("streetBlock", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.portal = value if (value := take("portal", None)) is None or value.__class__ is str else _scalar(value)
        self.stairway = value if (value := take("stairway", None)) is None or value.__class__ is str else _scalar(value)
        self.door = value if (value := take("door", None)) is None or value.__class__ is str else _scalar(value)
        self.province = value if (value := take("province", None)) is None or value.__class__ is str else _scalar(value)
        self.additional_address_information = (
            value
            if (value := take("additionalAddressInformation", None)) is None or value.__class__ is str
            else _scalar(value)
        )
        self.floor = value if (value := take("floor", None)) is None or value.__class__ is str else _scalar(value)
        self.building_name = (
            value if (value := take("buildingName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.card_numbers = None if (value := take("cardNumbers", None)) is None else _scalars(value)
        self.image_url = (
            value if (value := take("imageUrl", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.phone_private = (
            value if (value := take("phonePrivate", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.phone_private_mobile = (
            value if (value := take("phonePrivateMobile", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.phone_business = (
            value if (value := take("phoneBusiness", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.phone_business_mobile = (
            value if (value := take("phoneBusinessMobile", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.idle_periods = (
            None
            if (value := take("idlePeriods", None)) is None
            else [
                _new(CustomerIdlePeriod)._decode(item) for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.bank_account = None if (value := take("bankAccount", None)) is None else _new(BankAccount)._decode(value)
        self.access_restrictions = (
            None
            if (value := take("accessRestrictions", None)) is None
            else [
                _new(AccessRestriction)._decode(item) for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.uuid = value if (value := take("uuid", None)) is None or value.__class__ is str else _scalar(value)
        self.referral_code = (
            value if (value := take("referralCode", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.studio_id = (
            value if (value := take("studioId", None)) is None or value.__class__ is int else _scalar(value)
        )
        self.preferred_language = (
            None if (value := take("preferredLanguage", None)) is None else _new(Language)._decode(value)
        )
        self.additional_information_field_assignments = (
            None
            if (value := take("additionalInformationFieldAssignments", None)) is None
            else [
                _new(AdditionalInformationFieldAssignment)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.third_party_id = (
            value if (value := take("thirdPartyId", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.access_mediums = (
            None
            if (value := take("accessMediums", None)) is None
            else [_new(AccessMedium)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        if self.status is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None or self.status is None or self.access_refusal is None:
            raise _missing_member(self, "id", "status", "access_refusal")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["status"] = _text(self.status)
        out["accessRefusal"] = self.access_refusal
        if self.customer_number is not None:
            out["customerNumber"] = self.customer_number
        if self.first_name is not None:
            out["firstName"] = self.first_name
        if self.second_first_name is not None:
            out["secondFirstName"] = self.second_first_name
        if self.last_name is not None:
            out["lastName"] = self.last_name
        if self.second_last_name is not None:
            out["secondLastName"] = self.second_last_name
        if self.date_of_birth is not None:
            out["dateOfBirth"] = _format_date(self.date_of_birth, "Customer.date_of_birth")
        if self.email is not None:
            out["email"] = self.email
        if self.gender is not None:
            out["gender"] = _text(self.gender)
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
        if self.second_street is not None:
            out["secondStreet"] = self.second_street
        if self.city_part is not None:
            out["cityPart"] = self.city_part
        if self.district is not None:
            out["district"] = self.district
        if self.street_type is not None:
            out["streetType"] = self.street_type
        if self.street_block is not None:
            out["streetBlock"] = self.street_block
        if self.portal is not None:
            out["portal"] = self.portal
        if self.stairway is not None:
            out["stairway"] = self.stairway
        if self.door is not None:
            out["door"] = self.door
        if self.province is not None:
            out["province"] = self.province
        if self.additional_address_information is not None:
            out["additionalAddressInformation"] = self.additional_address_information
        if self.floor is not None:
            out["floor"] = self.floor
        if self.building_name is not None:
            out["buildingName"] = self.building_name
        if self.card_numbers is not None:
            out["cardNumbers"] = self.card_numbers
        if self.image_url is not None:
            out["imageUrl"] = self.image_url
        if self.phone_private is not None:
            out["phonePrivate"] = self.phone_private
        if self.phone_private_mobile is not None:
            out["phonePrivateMobile"] = self.phone_private_mobile
        if self.phone_business is not None:
            out["phoneBusiness"] = self.phone_business
        if self.phone_business_mobile is not None:
            out["phoneBusinessMobile"] = self.phone_business_mobile
        if self.idle_periods is not None:
            out["idlePeriods"] = [item.to_dict() for item in self.idle_periods]
        if self.bank_account is not None:
            out["bankAccount"] = self.bank_account.to_dict()
        if self.access_restrictions is not None:
            out["accessRestrictions"] = [item.to_dict() for item in self.access_restrictions]
        if self.uuid is not None:
            out["uuid"] = self.uuid
        if self.referral_code is not None:
            out["referralCode"] = self.referral_code
        if self.studio_id is not None:
            out["studioId"] = self.studio_id
        if self.preferred_language is not None:
            out["preferredLanguage"] = self.preferred_language.to_dict()
        if self.additional_information_field_assignments is not None:
            out["additionalInformationFieldAssignments"] = [
                item.to_dict() for item in self.additional_information_field_assignments
            ]
        if self.third_party_id is not None:
            out["thirdPartyId"] = self.third_party_id
        if self.access_mediums is not None:
            out["accessMediums"] = [item.to_dict() for item in self.access_mediums]
        return out
