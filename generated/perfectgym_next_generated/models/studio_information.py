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

from .studio_access_code_configuration import StudioAccessCodeConfiguration
from .studio_closing_hours import StudioClosingHours
from .studio_location import StudioLocation
from .studio_opening_hours import StudioOpeningHours
from .studio_opening_hours_category import StudioOpeningHoursCategory
from .tag import Tag


@_define(kw_only=True, repr=False)
class StudioInformation(_Model):
    """Master data of a studio, with address, contact details and opening times.

    Attributes:
        studio_id: Identifier of the studio.
        access_code_configuration: Settings for access codes in this studio.
        name: Name of the studio.
        description: Text that presents the studio.
        country: Name of the country the studio is in.
        country_code: Two-letter ISO 3166-1 code of the country (ISO 3166-1).
        opening_date: Day the studio opens or opened for business.
        closing_date: Day the studio closes for good, if one is set.
        email: Email address of the studio.
        logo_url: URL of the studio's logo image.
        telephone: Phone number of the studio, as free text.
        website: URL of the studio's website.
        opening_hours: Weekly opening times of the studio.
        public_opening_hours: Weekly opening times meant for the public.
        closing_hours: Dated exceptions when the studio is closed, such as public holidays.
        opening_hours_categories: Named groups of times, such as off-peak hours.
        street: Street part of the address, without the house number.
        house_number: House number within the street.
        zip_: Postal code of the address.
        city: Town or city of the address.
        location: Geographic coordinates of the studio.
        studio_tags: Labels attached to the studio.
    """

    studio_id: int
    access_code_configuration: StudioAccessCodeConfiguration
    name: str | None = None
    description: str | None = None
    country: str | None = None
    country_code: str | None = None
    opening_date: datetime.date | None = None
    closing_date: datetime.date | None = None
    email: str | None = None
    logo_url: str | None = None
    telephone: str | None = None
    website: str | None = None
    opening_hours: list[StudioOpeningHours] | None = None
    public_opening_hours: list[StudioOpeningHours] | None = None
    closing_hours: list[StudioClosingHours] | None = None
    opening_hours_categories: list[StudioOpeningHoursCategory] | None = None
    street: str | None = None
    house_number: str | None = None
    zip_: str | None = None
    city: str | None = None
    location: StudioLocation | None = None
    studio_tags: list[Tag] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "StudioInformation"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.studio_id = value if (value := take("studioId")).__class__ is int else _scalar(value)
        self.access_code_configuration = _new(StudioAccessCodeConfiguration)._decode(take("accessCodeConfiguration"))
        self.name = value if (value := take("name", None)) is None or value.__class__ is str else _scalar(value)
        self.description = (
            value if (value := take("description", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.country = value if (value := take("country", None)) is None or value.__class__ is str else _scalar(value)
        self.country_code = (
            value if (value := take("countryCode", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.opening_date = None if (value := take("openingDate", None)) is None else _read_date(value)
        self.closing_date = None if (value := take("closingDate", None)) is None else _read_date(value)
        self.email = value if (value := take("email", None)) is None or value.__class__ is str else _scalar(value)
        self.logo_url = value if (value := take("logoUrl", None)) is None or value.__class__ is str else _scalar(value)
        self.telephone = (
            value if (value := take("telephone", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.website = value if (value := take("website", None)) is None or value.__class__ is str else _scalar(value)
        self.opening_hours = (
            None
            if (value := take("openingHours", None)) is None
            else [
                _new(StudioOpeningHours)._decode(item) for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.public_opening_hours = (
            None
            if (value := take("publicOpeningHours", None)) is None
            else [
                _new(StudioOpeningHours)._decode(item) for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.closing_hours = (
            None
            if (value := take("closingHours", None)) is None
            else [
                _new(StudioClosingHours)._decode(item) for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.opening_hours_categories = (
            None
            if (value := take("openingHoursCategories", None)) is None
            else [
                _new(StudioOpeningHoursCategory)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.street = value if (value := take("street", None)) is None or value.__class__ is str else _scalar(value)
        self.house_number = (
            value if (value := take("houseNumber", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.zip_ = value if (value := take("zip", None)) is None or value.__class__ is str else _scalar(value)
        self.city = value if (value := take("city", None)) is None or value.__class__ is str else _scalar(value)
        self.location = None if (value := take("location", None)) is None else _new(StudioLocation)._decode(value)
        self.studio_tags = (
            None
            if (value := take("studioTags", None)) is None
            else [_new(Tag)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.studio_id is None or self.access_code_configuration is None:
            raise _missing_member(self, "studio_id", "access_code_configuration")
        out = dict(self.additional_properties)
        out["studioId"] = self.studio_id
        out["accessCodeConfiguration"] = self.access_code_configuration.to_dict()
        if self.name is not None:
            out["name"] = self.name
        if self.description is not None:
            out["description"] = self.description
        if self.country is not None:
            out["country"] = self.country
        if self.country_code is not None:
            out["countryCode"] = self.country_code
        if self.opening_date is not None:
            out["openingDate"] = _format_date(self.opening_date, "StudioInformation.opening_date")
        if self.closing_date is not None:
            out["closingDate"] = _format_date(self.closing_date, "StudioInformation.closing_date")
        if self.email is not None:
            out["email"] = self.email
        if self.logo_url is not None:
            out["logoUrl"] = self.logo_url
        if self.telephone is not None:
            out["telephone"] = self.telephone
        if self.website is not None:
            out["website"] = self.website
        if self.opening_hours is not None:
            out["openingHours"] = [item.to_dict() for item in self.opening_hours]
        if self.public_opening_hours is not None:
            out["publicOpeningHours"] = [item.to_dict() for item in self.public_opening_hours]
        if self.closing_hours is not None:
            out["closingHours"] = [item.to_dict() for item in self.closing_hours]
        if self.opening_hours_categories is not None:
            out["openingHoursCategories"] = [item.to_dict() for item in self.opening_hours_categories]
        if self.street is not None:
            out["street"] = self.street
        if self.house_number is not None:
            out["houseNumber"] = self.house_number
        if self.zip_ is not None:
            out["zip"] = self.zip_
        if self.city is not None:
            out["city"] = self.city
        if self.location is not None:
            out["location"] = self.location.to_dict()
        if self.studio_tags is not None:
            out["studioTags"] = [item.to_dict() for item in self.studio_tags]
        return out
