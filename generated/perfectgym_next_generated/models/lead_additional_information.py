from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_list as _check_list
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import scalars as _scalars
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class LeadAdditionalInformation(_Model):
    """A lead's answer to one extra field.

    Attributes:
        additional_field_id: Id of the field, taken from the lead configuration.
        value: The answer, when there is a single one.
        values: The answers, when the field allows several.
    """

    additional_field_id: int
    value: str | None = None
    values: list[str] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "LeadAdditionalInformation"
    _checks_: ClassVar[_Checks] = (
        ("additional_field_id", _check_scalar),
        ("value", _check_scalar),
        ("values", _check_list(_check_scalar)),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.additional_field_id = value if (value := take("additionalFieldId")).__class__ is int else _scalar(value)
        self.value = value if (value := take("value", None)) is None or value.__class__ is str else _scalar(value)
        self.values = None if (value := take("values", None)) is None else _scalars(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.additional_field_id is None:
            raise _missing_member(self, "additional_field_id")
        out = dict(self.additional_properties)
        out["additionalFieldId"] = self.additional_field_id
        if self.value is not None:
            out["value"] = self.value
        if self.values is not None:
            out["values"] = self.values
        return out
