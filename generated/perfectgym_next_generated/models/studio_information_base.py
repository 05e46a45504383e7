from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date


@_define(kw_only=True, repr=False)
class StudioInformationBase(_Model):
    """Basic facts about a studio.

    Attributes:
        studio_id: Id of the studio.
        name: Name of the studio.
        description: Text that describes the studio.
        country: Name of the country the studio is in.
        country_code: ISO 3166-1 code of that country (ISO 3166-1).
        opening_date: Date on which the studio opens or opened.
        closing_date: Date on which the studio closes or closed.
    """

    studio_id: int
    name: str | None = None
    description: str | None = None
    country: str | None = None
    country_code: str | None = None
    opening_date: datetime.date | None = None
    closing_date: datetime.date | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "StudioInformationBase"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.studio_id = value if (value := take("studioId")).__class__ is int else _scalar(value)
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
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.studio_id is None:
            raise _missing_member(self, "studio_id")
        out = dict(self.additional_properties)
        out["studioId"] = self.studio_id
        if self.name is not None:
            out["name"] = self.name
        if self.description is not None:
            out["description"] = self.description
        if self.country is not None:
            out["country"] = self.country
        if self.country_code is not None:
            out["countryCode"] = self.country_code
        if self.opening_date is not None:
            out["openingDate"] = _format_date(self.opening_date, "StudioInformationBase.opening_date")
        if self.closing_date is not None:
            out["closingDate"] = _format_date(self.closing_date, "StudioInformationBase.closing_date")
        return out
