from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import read_datetime as _read_datetime
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_datetime as _format_datetime

from .appointment_booking_status import VALUES as _appointment_booking_status
from .appointment_booking_status import AppointmentBookingStatus
from .appointment_status import VALUES as _appointment_status
from .appointment_status import AppointmentStatus
from .instructor import Instructor
from .participant_status import VALUES as _participant_status
from .participant_status import ParticipantStatus


@_define(kw_only=True, repr=False)
class AppointmentBookingResultWithCustomerId(_Model):
    """An appointment booking that also names the customer.

    Attributes:
        booking_id: Id of the booking.
        booking_status: State of the booking.
        start_date_time: Start of the appointment, ISO 8601 with UTC offset.
        end_date_time: End of the appointment, ISO 8601 with UTC offset.
        appointment_status: State of the appointment itself, apart from the booking.
        participant_status: Whether the customer takes part; UNSET if not recorded.
        customer_id: Id of the customer the booking was made for.
        title: Title of the appointment shown to members.
        duration: Length of the appointment in minutes.
        category: Name of the category the appointment belongs to.
        description: Text that describes the appointment.
        img_url: URL of a picture for the appointment.
        instructors: Instructors who hold the appointment.
    """

    booking_id: int
    booking_status: AppointmentBookingStatus
    start_date_time: datetime.datetime
    end_date_time: datetime.datetime
    appointment_status: AppointmentStatus
    participant_status: ParticipantStatus
    customer_id: int
    title: str | None = None
    duration: int | None = None
    category: str | None = None
    description: str | None = None
    img_url: str | None = None
    instructors: list[Instructor] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AppointmentBookingResultWithCustomerId"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.booking_id = value if (value := take("bookingId")).__class__ is int else _scalar(value)
        self.booking_status = _appointment_booking_status[take("bookingStatus")]
        self.start_date_time = _read_datetime(take("startDateTime"))
        self.end_date_time = _read_datetime(take("endDateTime"))
        self.appointment_status = _appointment_status[take("appointmentStatus")]
        self.participant_status = _participant_status[take("participantStatus")]
        self.customer_id = value if (value := take("customerId")).__class__ is int else _scalar(value)
        self.title = value if (value := take("title", None)) is None or value.__class__ is str else _scalar(value)
        self.duration = value if (value := take("duration", None)) is None or value.__class__ is int else _scalar(value)
        self.category = value if (value := take("category", None)) is None or value.__class__ is str else _scalar(value)
        self.description = (
            value if (value := take("description", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.img_url = value if (value := take("imgUrl", None)) is None or value.__class__ is str else _scalar(value)
        self.instructors = (
            None
            if (value := take("instructors", None)) is None
            else [_new(Instructor)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        if self.booking_status is None or self.appointment_status is None or self.participant_status is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.booking_id is None
            or self.booking_status is None
            or self.start_date_time is None
            or self.end_date_time is None
            or self.appointment_status is None
            or self.participant_status is None
            or self.customer_id is None
        ):
            raise _missing_member(
                self,
                "booking_id",
                "booking_status",
                "start_date_time",
                "end_date_time",
                "appointment_status",
                "participant_status",
                "customer_id",
            )
        out = dict(self.additional_properties)
        out["bookingId"] = self.booking_id
        out["bookingStatus"] = _text(self.booking_status)
        out["startDateTime"] = _format_datetime(
            self.start_date_time, "AppointmentBookingResultWithCustomerId.start_date_time"
        )
        out["endDateTime"] = _format_datetime(
            self.end_date_time, "AppointmentBookingResultWithCustomerId.end_date_time"
        )
        out["appointmentStatus"] = _text(self.appointment_status)
        out["participantStatus"] = _text(self.participant_status)
        out["customerId"] = self.customer_id
        if self.title is not None:
            out["title"] = self.title
        if self.duration is not None:
            out["duration"] = self.duration
        if self.category is not None:
            out["category"] = self.category
        if self.description is not None:
            out["description"] = self.description
        if self.img_url is not None:
            out["imgUrl"] = self.img_url
        if self.instructors is not None:
            out["instructors"] = [item.to_dict() for item in self.instructors]
        return out
