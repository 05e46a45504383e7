from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_list as _check_list
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import read_datetime as _read_datetime
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import scalars as _scalars
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_datetime as _format_datetime


@_define(kw_only=True, repr=False)
class AppointmentBookingRequest(_Model):
    """Data needed to book an appointment, or to test whether it can be booked.

    Attributes:
        customer_id: Id of the customer to book for.
        bookable_appointment_id: Id of the bookable appointment type.
        start_date_time: Wanted start, ISO 8601 with UTC offset and zone id.
        end_date_time: Wanted end, ISO 8601 with UTC offset and zone id.
        instructor_ids: Ids of the chosen instructors.
    """

    customer_id: int
    bookable_appointment_id: int
    start_date_time: datetime.datetime
    end_date_time: datetime.datetime
    instructor_ids: list[int] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AppointmentBookingRequest"
    _checks_: ClassVar[_Checks] = (
        ("customer_id", _check_scalar),
        ("bookable_appointment_id", _check_scalar),
        ("start_date_time", _format_datetime),
        ("end_date_time", _format_datetime),
        ("instructor_ids", _check_list(_check_scalar)),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.customer_id = value if (value := take("customerId")).__class__ is int else _scalar(value)
        self.bookable_appointment_id = (
            value if (value := take("bookableAppointmentId")).__class__ is int else _scalar(value)
        )
        self.start_date_time = _read_datetime(take("startDateTime"))
        self.end_date_time = _read_datetime(take("endDateTime"))
        self.instructor_ids = None if (value := take("instructorIds", None)) is None else _scalars(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.customer_id is None
            or self.bookable_appointment_id is None
            or self.start_date_time is None
            or self.end_date_time is None
        ):
            raise _missing_member(self, "customer_id", "bookable_appointment_id", "start_date_time", "end_date_time")
        out = dict(self.additional_properties)
        out["customerId"] = self.customer_id
        out["bookableAppointmentId"] = self.bookable_appointment_id
        out["startDateTime"] = _format_datetime(self.start_date_time, "AppointmentBookingRequest.start_date_time")
        out["endDateTime"] = _format_datetime(self.end_date_time, "AppointmentBookingRequest.end_date_time")
        if self.instructor_ids is not None:
            out["instructorIds"] = self.instructor_ids
        return out
