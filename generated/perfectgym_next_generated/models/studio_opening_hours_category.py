from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .availability import Availability


@_define(kw_only=True, repr=False)
class StudioOpeningHoursCategory(_Model):
    """A named group of times within the studio's week.

    Attributes:
        category_id: Identifier of the category.
        name: Label of the category, such as "Off-Peak".
        opening_hours: Weekday time windows that belong to the category.
    """

    category_id: int
    name: str
    opening_hours: list[Availability]
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "StudioOpeningHoursCategory"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.category_id = value if (value := take("categoryId")).__class__ is int else _scalar(value)
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.opening_hours = [_new(Availability)._decode(item) for item in _array(take("openingHours"))]
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.category_id is None or self.name is None or self.opening_hours is None:
            raise _missing_member(self, "category_id", "name", "opening_hours")
        out = dict(self.additional_properties)
        out["categoryId"] = self.category_id
        out["name"] = self.name
        out["openingHours"] = [item.to_dict() for item in self.opening_hours]
        return out
