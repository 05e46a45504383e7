from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class OpeningHoursCategory(_Model):
    """Category of opening hours to which use of a membership can be tied.

    Attributes:
        category_id: Id of the opening hours category.
        name: Display name of the category, such as off-peak hours.
    """

    category_id: int
    name: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "OpeningHoursCategory"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.category_id = value if (value := take("categoryId")).__class__ is int else _scalar(value)
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.category_id is None or self.name is None:
            raise _missing_member(self, "category_id", "name")
        out = dict(self.additional_properties)
        out["categoryId"] = self.category_id
        out["name"] = self.name
        return out
