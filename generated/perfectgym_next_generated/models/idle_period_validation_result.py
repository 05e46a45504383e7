from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .idle_period_validation_status import VALUES as _idle_period_validation_status
from .idle_period_validation_status import IdlePeriodValidationStatus


@_define(kw_only=True, repr=False)
class IdlePeriodValidationResult(_Model):
    """Outcome of checking a proposed idle period.

    Attributes:
        validation_status: Whether the idle period can be created or, if not, what stands in the way.
    """

    validation_status: IdlePeriodValidationStatus
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "IdlePeriodValidationStatusResult"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.validation_status = _idle_period_validation_status[take("validationStatus")]
        if self.validation_status is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.validation_status is None:
            raise _missing_member(self, "validation_status")
        out = dict(self.additional_properties)
        out["validationStatus"] = _text(self.validation_status)
        return out
