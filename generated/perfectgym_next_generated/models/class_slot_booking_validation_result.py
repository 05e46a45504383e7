from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .class_slot_booking_validation_status import VALUES as _class_slot_booking_validation_status
from .class_slot_booking_validation_status import ClassSlotBookingValidationStatus


@_define(kw_only=True, repr=False)
class ClassSlotBookingValidationResult(_Model):
    """Outcome of testing a class slot booking.

    Attributes:
        validation_status: AVAILABLE if booking is possible, otherwise the obstacle found.
    """

    validation_status: ClassSlotBookingValidationStatus
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "ClassSlotBookingValidationResult"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.validation_status = _class_slot_booking_validation_status[take("validationStatus")]
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
