from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .amendment_configuration_status import VALUES as _amendment_configuration_status
from .amendment_configuration_status import AmendmentConfigurationStatus
from .pending_address_data_amendment import PendingAddressDataAmendment


@_define(kw_only=True, repr=False)
class SelfServiceAddressData(_Model):
    """A customer's current address, with the rule for changing it and any pending change.

    Attributes:
        street: Street name, without the house number.
        zip_code: Postal code.
        city: Town or city where the customer lives.
        country_code: Two-letter country code (ISO 3166-1), e.g. DE (ISO 3166-1).
        amendment_configuration_status: Whether this data is read-only, or changeable with or without verification.
        house_number: House number including any letter suffix.
        province: Name of the province or federal state.
        province_code: Abbreviation of the province or federal state.
        second_street: Second street line, where an address needs one.
        city_part: Quarter or part of the city.
        district: Administrative district within the city.
        street_type: Kind of street, e.g. Avenue.
        street_block: Block along the street.
        portal: Entrance of the building.
        stairway: Staircase inside the building.
        door: Door or flat on the floor.
        additional_address_information: Free text that helps to find the address.
        floor: Storey on which the flat lies.
        building_name: Name of the building, where it has one.
        pending_amendment: Address change that is still pending, if any.
    """

    street: str
    zip_code: str
    city: str
    country_code: str
    amendment_configuration_status: AmendmentConfigurationStatus
    house_number: str | None = None
    province: str | None = None
    province_code: str | None = None
    second_street: str | None = None
    city_part: str | None = None
    district: str | None = None
    street_type: str | None = None
    street_block: str | None = None
    portal: str | None = None
    stairway: str | None = None
    door: str | None = None
    additional_address_information: str | None = None
    floor: str | None = None
    building_name: str | None = None
    pending_amendment: PendingAddressDataAmendment | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "OpenApiV1CustomerDataDtoCustomerAddressData"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.street = value if (value := take("street")).__class__ is str else _scalar(value)
        self.zip_code = value if (value := take("zipCode")).__class__ is str else _scalar(value)
        self.city = value if (value := take("city")).__class__ is str else _scalar(value)
        self.country_code = value if (value := take("countryCode")).__class__ is str else _scalar(value)
        self.amendment_configuration_status = _amendment_configuration_status[take("amendmentConfigurationStatus")]
        self.house_number = (
            value if (value := take("houseNumber", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.province = value if (value := take("province", None)) is None or value.__class__ is str else _scalar(value)
        self.province_code = (
            value if (value := take("provinceCode", None)) is None or value.__class__ is str else _scalar(value)
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
        self.additional_address_information = (
            value
            if (value := take("additionalAddressInformation", None)) is None or value.__class__ is str
            else _scalar(value)
        )
        self.floor = value if (value := take("floor", None)) is None or value.__class__ is str else _scalar(value)
        self.building_name = (
            value if (value := take("buildingName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.pending_amendment = (
            None
            if (value := take("pendingAmendment", None)) is None
            else _new(PendingAddressDataAmendment)._decode(value)
        )
        if self.amendment_configuration_status is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.street is None
            or self.zip_code is None
            or self.city is None
            or self.country_code is None
            or self.amendment_configuration_status is None
        ):
            raise _missing_member(self, "street", "zip_code", "city", "country_code", "amendment_configuration_status")
        out = dict(self.additional_properties)
        out["street"] = self.street
        out["zipCode"] = self.zip_code
        out["city"] = self.city
        out["countryCode"] = self.country_code
        out["amendmentConfigurationStatus"] = _text(self.amendment_configuration_status)
        if self.house_number is not None:
            out["houseNumber"] = self.house_number
        if self.province is not None:
            out["province"] = self.province
        if self.province_code is not None:
            out["provinceCode"] = self.province_code
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
        if self.additional_address_information is not None:
            out["additionalAddressInformation"] = self.additional_address_information
        if self.floor is not None:
            out["floor"] = self.floor
        if self.building_name is not None:
            out["buildingName"] = self.building_name
        if self.pending_amendment is not None:
            out["pendingAmendment"] = self.pending_amendment.to_dict()
        return out
