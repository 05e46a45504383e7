from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import scalars as _scalars
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .additional_information_field_type import VALUES as _additional_information_field_type
from .additional_information_field_type import AdditionalInformationFieldType
from .lead_field_mode import VALUES as _lead_field_mode
from .lead_field_mode import LeadFieldMode


@_define(kw_only=True, repr=False)
class LeadAdditionalFieldConfiguration(_Model):
    """Describes an extra field that a lead form can ask for.

    Attributes:
        additional_field_id: Id of the field, quoted when a lead's answer is sent.
        name: Label of the field.
        type_: Kind of value the field takes.
        allow_multi_selection: Whether several of the choices may be picked at once.
        mode: Whether the field is unused, optional or mandatory.
        selection_values: Choices on offer for a list field.
    """

    additional_field_id: int
    name: str
    type_: AdditionalInformationFieldType
    allow_multi_selection: bool
    mode: LeadFieldMode
    selection_values: list[str] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "LeadAdditionalFieldConfiguration"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.additional_field_id = value if (value := take("additionalFieldId")).__class__ is int else _scalar(value)
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.type_ = _additional_information_field_type[take("type")]
        self.allow_multi_selection = (
            value if (value := take("allowMultiSelection")) is True or value is False else _boolean(value)
        )
        self.mode = _lead_field_mode[take("mode")]
        self.selection_values = None if (value := take("selectionValues", None)) is None else _scalars(value)
        if self.type_ is None or self.mode is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.additional_field_id is None
            or self.name is None
            or self.type_ is None
            or self.allow_multi_selection is None
            or self.mode is None
        ):
            raise _missing_member(self, "additional_field_id", "name", "type_", "allow_multi_selection", "mode")
        out = dict(self.additional_properties)
        out["additionalFieldId"] = self.additional_field_id
        out["name"] = self.name
        out["type"] = _text(self.type_)
        out["allowMultiSelection"] = self.allow_multi_selection
        out["mode"] = _text(self.mode)
        if self.selection_values is not None:
            out["selectionValues"] = self.selection_values
        return out
