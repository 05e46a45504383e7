from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .class_slot_booking_status import VALUES as _class_slot_booking_status
from .class_slot_booking_status import ClassSlotBookingStatus
from .class_slot_status import VALUES as _class_slot_status
from .class_slot_status import ClassSlotStatus
from .participant_status import VALUES as _participant_status
from .participant_status import ParticipantStatus


@_define(kw_only=True, repr=False)
class ClassSlotBookingResult(_Model):
    """A customer's booking of a class slot, with its states.

    Attributes:
        booking_id: Id of the booking.
        booking_status: State of the booking, including a place on the waiting list.
        class_slot_id: Id of the booked class slot.
        class_id: Id of the class the slot belongs to.
        customer_id: Id of the customer the booking was made for.
        class_slot_status: State of the session itself, apart from the booking.
        participant_status: Whether the customer takes part; UNSET if not recorded.
    """

    booking_id: int
    booking_status: ClassSlotBookingStatus
    class_slot_id: int
    class_id: int
    customer_id: int
    class_slot_status: ClassSlotStatus
    participant_status: ParticipantStatus
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "ClassSlotBookingResult"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.booking_id = value if (value := take("bookingId")).__class__ is int else _scalar(value)
        self.booking_status = _class_slot_booking_status[take("bookingStatus")]
        self.class_slot_id = value if (value := take("classSlotId")).__class__ is int else _scalar(value)
        self.class_id = value if (value := take("classId")).__class__ is int else _scalar(value)
        self.customer_id = value if (value := take("customerId")).__class__ is int else _scalar(value)
        self.class_slot_status = _class_slot_status[take("classSlotStatus")]
        self.participant_status = _participant_status[take("participantStatus")]
        if self.booking_status is None or self.class_slot_status is None or self.participant_status is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.booking_id is None
            or self.booking_status is None
            or self.class_slot_id is None
            or self.class_id is None
            or self.customer_id is None
            or self.class_slot_status is None
            or self.participant_status is None
        ):
            raise _missing_member(
                self,
                "booking_id",
                "booking_status",
                "class_slot_id",
                "class_id",
                "customer_id",
                "class_slot_status",
                "participant_status",
            )
        out = dict(self.additional_properties)
        out["bookingId"] = self.booking_id
        out["bookingStatus"] = _text(self.booking_status)
        out["classSlotId"] = self.class_slot_id
        out["classId"] = self.class_id
        out["customerId"] = self.customer_id
        out["classSlotStatus"] = _text(self.class_slot_status)
        out["participantStatus"] = _text(self.participant_status)
        return out
