from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .additional_information_field_type import VALUES as _additional_information_field_type
from .additional_information_field_type import AdditionalInformationFieldType
from .additional_information_list_item import AdditionalInformationListItem


@_define(kw_only=True, repr=False)
class AdditionalInformationField(_Model):
    """A field that a studio has added to its customer records.

    Attributes:
        id: Id of the field, used when assigning values.
        name: Label of the field.
        type_: Kind of value the field holds.
        abbreviation: Short form of the label.
        list_items: Options to choose from, for fields of type LIST.
    """

    id: int
    name: str
    type_: AdditionalInformationFieldType
    abbreviation: str | None = None
    list_items: list[AdditionalInformationListItem] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AdditionalInformationField"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.type_ = _additional_information_field_type[take("type")]
        self.abbreviation = (
            value if (value := take("abbreviation", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.list_items = (
            None
            if (value := take("listItems", None)) is None
            else [
                _new(AdditionalInformationListItem)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        if self.type_ is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None or self.name is None or self.type_ is None:
            raise _missing_member(self, "id", "name", "type_")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["name"] = self.name
        out["type"] = _text(self.type_)
        if self.abbreviation is not None:
            out["abbreviation"] = self.abbreviation
        if self.list_items is not None:
            out["listItems"] = [item.to_dict() for item in self.list_items]
        return out
