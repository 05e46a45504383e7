from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .lead_creation_validation_status import VALUES as _lead_creation_validation_status
from .lead_creation_validation_status import LeadCreationValidationStatus


@_define(kw_only=True, repr=False)
class LeadCreationValidationResult(_Model):
    """The outcome of checking lead data.

    Attributes:
        status: Whether the lead can be created, has invalid data or duplicates a customer.
    """

    status: LeadCreationValidationStatus
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "LeadCreationValidationResult"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.status = _lead_creation_validation_status[take("status")]
        if self.status is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.status is None:
            raise _missing_member(self, "status")
        out = dict(self.additional_properties)
        out["status"] = _text(self.status)
        return out
