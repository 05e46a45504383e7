from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date
from perfectgym_next.wire import array as _array
from perfectgym_next.wire import missing_member as _missing_member
from perfectgym_next.wire import new as _new
from perfectgym_next.wire import null_member as _null_member
from perfectgym_next.wire import read_date as _read_date
from perfectgym_next.wire import text as _text

from .additional_information_field_assignment import AdditionalInformationFieldAssignment
from .communication_preference import CommunicationPreference
from .document_identification import DocumentIdentification
from .gender import VALUES as _gender
from .gender import Gender
from .language import Language


@_define(kw_only=True, repr=False)
class MembershipSignupCustomer(_Model):
    """Personal, address and payment data for a new customer.

    Attributes:
        first_name: Given name.
        last_name: Family name.
        date_of_birth: Date of birth (yyyy-MM-dd).
        email: E-mail address of the customer.
        street: Street name.
        language: Language the customer wants to be addressed in.
        city: Town or city of residence.
        zip_code: Postal code.
        country_code: Country of residence as an ISO 3166-1 code (ISO 3166-1).
        third_party_id: Id of the customer in an outside system.
        second_first_name: Second given name.
        second_last_name: Second family name.
        place_of_birth: Town or place where the customer was born.
        country_of_birth: Country where the customer was born.
        gender: Gender of the customer.
        phone_number_private: Private landline number.
        phone_number_mobile: Mobile phone number.
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
        house_number: House number in the street.
        building_name: Name of the building.
        tax_id: Tax identification number.
        communication_preferences: Which channels may be used for which messages.
        document_identification: Identity document of the customer.
        payment_request_token: Token that identifies a payment request.
        additional_information_field_assignments: Values of the studio-defined additional fields for this customer.
    """

    first_name: str
    last_name: str
    date_of_birth: datetime.date
    email: str
    street: str
    language: Language
    city: str
    zip_code: str
    country_code: str
    third_party_id: str | None = None
    second_first_name: str | None = None
    second_last_name: str | None = None
    place_of_birth: str | None = None
    country_of_birth: str | None = None
    gender: Gender | None = None
    phone_number_private: str | None = None
    phone_number_mobile: str | None = None
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
    house_number: str | None = None
    building_name: str | None = None
    tax_id: str | None = None
    communication_preferences: list[CommunicationPreference] | None = None
    document_identification: DocumentIdentification | None = None
    payment_request_token: str | None = None
    additional_information_field_assignments: list[AdditionalInformationFieldAssignment] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipSignupCustomer"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.first_name = take("firstName")
        self.last_name = take("lastName")
        self.date_of_birth = _read_date(take("dateOfBirth"))
        self.email = take("email")
        self.street = take("street")
        self.language = _new(Language)._decode(take("language"))
        self.city = take("city")
        self.zip_code = take("zipCode")
        self.country_code = take("countryCode")
        self.third_party_id = take("thirdPartyId", None)
        self.second_first_name = take("secondFirstName", None)
        self.second_last_name = take("secondLastName", None)
        self.place_of_birth = take("placeOfBirth", None)
        self.country_of_birth = take("countryOfBirth", None)
        self.gender = _gender[take("gender", None)]
        self.phone_number_private = take("phoneNumberPrivate", None)
        self.phone_number_mobile = take("phoneNumberMobile", None)
        self.second_street = take("secondStreet", None)
        self.city_part = take("cityPart", None)
        self.district = take("district", None)
        self.street_type = take("streetType", None)
        self.street_block = take("streetBlock", None)
        self.portal = take("portal", None)
        self.stairway = take("stairway", None)
        self.door = take("door", None)
        self.province = take("province", None)
        self.additional_address_information = take("additionalAddressInformation", None)
        self.floor = take("floor", None)
        self.house_number = take("houseNumber", None)
        self.building_name = take("buildingName", None)
        self.tax_id = take("taxId", None)
        self.communication_preferences = (
            None
            if (value := take("communicationPreferences", None)) is None
            else [_new(CommunicationPreference)._decode(item) for item in _array(value)]
        )
        self.document_identification = (
            None
            if (value := take("documentIdentification", None)) is None
            else _new(DocumentIdentification)._decode(value)
        )
        self.payment_request_token = take("paymentRequestToken", None)
        self.additional_information_field_assignments = (
            None
            if (value := take("additionalInformationFieldAssignments", None)) is None
            else [_new(AdditionalInformationFieldAssignment)._decode(item) for item in _array(value)]
        )
        if (
            self.first_name is None
            or self.last_name is None
            or self.email is None
            or self.street is None
            or self.city is None
            or self.zip_code is None
            or self.country_code is None
        ):
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.first_name is None
            or self.last_name is None
            or self.date_of_birth is None
            or self.email is None
            or self.street is None
            or self.language is None
            or self.city is None
            or self.zip_code is None
            or self.country_code is None
        ):
            raise _missing_member(
                self,
                "first_name",
                "last_name",
                "date_of_birth",
                "email",
                "street",
                "language",
                "city",
                "zip_code",
                "country_code",
            )
        out = dict(self.additional_properties)
        out["firstName"] = self.first_name
        out["lastName"] = self.last_name
        out["dateOfBirth"] = _format_date(self.date_of_birth, "MembershipSignupCustomer.date_of_birth")
        out["email"] = self.email
        out["street"] = self.street
        out["language"] = self.language.to_dict()
        out["city"] = self.city
        out["zipCode"] = self.zip_code
        out["countryCode"] = self.country_code
        if self.third_party_id is not None:
            out["thirdPartyId"] = self.third_party_id
        if self.second_first_name is not None:
            out["secondFirstName"] = self.second_first_name
        if self.second_last_name is not None:
            out["secondLastName"] = self.second_last_name
        if self.place_of_birth is not None:
            out["placeOfBirth"] = self.place_of_birth
        if self.country_of_birth is not None:
            out["countryOfBirth"] = self.country_of_birth
        if self.gender is not None:
            out["gender"] = _text(self.gender)
        if self.phone_number_private is not None:
            out["phoneNumberPrivate"] = self.phone_number_private
        if self.phone_number_mobile is not None:
            out["phoneNumberMobile"] = self.phone_number_mobile
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
        if self.house_number is not None:
            out["houseNumber"] = self.house_number
        if self.building_name is not None:
            out["buildingName"] = self.building_name
        if self.tax_id is not None:
            out["taxId"] = self.tax_id
        if self.communication_preferences is not None:
            out["communicationPreferences"] = [item.to_dict() for item in self.communication_preferences]
        if self.document_identification is not None:
            out["documentIdentification"] = self.document_identification.to_dict()
        if self.payment_request_token is not None:
            out["paymentRequestToken"] = self.payment_request_token
        if self.additional_information_field_assignments is not None:
            out["additionalInformationFieldAssignments"] = [
                item.to_dict() for item in self.additional_information_field_assignments
            ]
        return out
