from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class AdditionalInformationFieldAssignment(_Model):
    """The value of one additional information field for a customer.

    Attributes:
        additional_information_field_id: Id of the AdditionalInformationField that is filled in.
        value: Value of the field, written as text.
    """

    additional_information_field_id: int
    value: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AdditionalInformationFieldAssignment"
    _checks_: ClassVar[_Checks] = (
        ("additional_information_field_id", _check_scalar),
        ("value", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.additional_information_field_id = (
            value if (value := take("additionalInformationFieldId")).__class__ is int else _scalar(value)
        )
        self.value = value if (value := take("value")).__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.additional_information_field_id is None or self.value is None:
            raise _missing_member(self, "additional_information_field_id", "value")
        out = dict(self.additional_properties)
        out["additionalInformationFieldId"] = self.additional_information_field_id
        out["value"] = self.value
        return out
