from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import check_list as _check_list
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
    _checks_: ClassVar[_Checks] = (
        ("first_name", _check_scalar),
        ("last_name", _check_scalar),
        ("date_of_birth", _format_date),
        ("email", _check_scalar),
        ("street", _check_scalar),
        ("language", _check_model(Language)),
        ("city", _check_scalar),
        ("zip_code", _check_scalar),
        ("country_code", _check_scalar),
        ("third_party_id", _check_scalar),
        ("second_first_name", _check_scalar),
        ("second_last_name", _check_scalar),
        ("place_of_birth", _check_scalar),
        ("country_of_birth", _check_scalar),
        ("gender", _check_scalar),
        ("phone_number_private", _check_scalar),
        ("phone_number_mobile", _check_scalar),
        ("second_street", _check_scalar),
        ("city_part", _check_scalar),
        ("district", _check_scalar),
        ("street_type", _check_scalar),
        ("street_block", _check_scalar),
        ("portal", _check_scalar),
        ("stairway", _check_scalar),
        ("door", _check_scalar),
        ("province", _check_scalar),
        ("additional_address_information", _check_scalar),
        ("floor", _check_scalar),
        ("house_number", _check_scalar),
        ("building_name", _check_scalar),
        ("tax_id", _check_scalar),
        ("communication_preferences", _check_list(_check_model(CommunicationPreference))),
        ("document_identification", _check_model(DocumentIdentification)),
        ("payment_request_token", _check_scalar),
        ("additional_information_field_assignments", _check_list(_check_model(AdditionalInformationFieldAssignment))),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.first_name = value if (value := take("firstName")).__class__ is str else _scalar(value)
        self.last_name = value if (value := take("lastName")).__class__ is str else _scalar(value)
        self.date_of_birth = _read_date(take("dateOfBirth"))
        self.email = value if (value := take("email")).__class__ is str else _scalar(value)
        self.street = value if (value := take("street")).__class__ is str else _scalar(value)
        self.language = _new(Language)._decode(take("language"))
        self.city = value if (value := take("city")).__class__ is str else _scalar(value)
        self.zip_code = value if (value := take("zipCode")).__class__ is str else _scalar(value)
        self.country_code = value if (value := take("countryCode")).__class__ is str else _scalar(value)
        self.third_party_id = (
            value if (value := take("thirdPartyId", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.second_first_name = (
            value if (value := take("secondFirstName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.second_last_name = (
            value if (value := take("secondLastName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.place_of_birth = (
            value if (value := take("placeOfBirth", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.country_of_birth = (
            value if (value := take("countryOfBirth", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.gender = _gender[take("gender", None)]
        self.phone_number_private = (
            value if (value := take("phoneNumberPrivate", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.phone_number_mobile = (
            value if (value := take("phoneNumberMobile", None)) is None or value.__class__ is str else _scalar(value)
        )
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
        self.house_number = (
            value if (value := take("houseNumber", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.building_name = (
            value if (value := take("buildingName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.tax_id = value if (value := take("taxId", None)) is None or value.__class__ is str else _scalar(value)
        self.communication_preferences = (
            None
            if (value := take("communicationPreferences", None)) is None
            else [
                _new(CommunicationPreference)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.document_identification = (
            None
            if (value := take("documentIdentification", None)) is None
            else _new(DocumentIdentification)._decode(value)
        )
        self.payment_request_token = (
            value if (value := take("paymentRequestToken", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_information_field_assignments = (
            None
            if (value := take("additionalInformationFieldAssignments", None)) is None
            else [
                _new(AdditionalInformationFieldAssignment)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
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
