from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.model import Model as _Model

from .availability import Availability
from .opening_hours_category import OpeningHoursCategory


@_define(kw_only=True, repr=False)
class TimeRestrictions(_Model):
    """Limits on when a membership may be used.

    Attributes:
        opening_hours_category: Category of opening hours to which use is tied.
        availabilities: Times at which the membership may be used.
    """

    opening_hours_category: OpeningHoursCategory | None = None
    availabilities: list[Availability] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "TimeRestrictions"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.opening_hours_category = (
            None if (value := take("openingHoursCategory", None)) is None else _new(OpeningHoursCategory)._decode(value)
        )
        self.availabilities = (
            None
            if (value := take("availabilities", None)) is None
            else [_new(Availability)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.opening_hours_category is not None:
            out["openingHoursCategory"] = self.opening_hours_category.to_dict()
        if self.availabilities is not None:
            out["availabilities"] = [item.to_dict() for item in self.availabilities]
        return out
