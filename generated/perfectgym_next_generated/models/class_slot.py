from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import read_datetime as _read_datetime
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_datetime as _format_datetime

from .basic_class import BasicClass
from .instructor import Instructor
from .location import Location


@_define(kw_only=True, repr=False)
class ClassSlot(_Model):
    """One dated session of a class, with booking window and occupancy.

    Attributes:
        id: Id of the class slot.
        additional_participants: Number of additional participants, given apart from the booked ones.
        start_date_time: Start of the session, ISO 8601 with UTC offset and zone id.
        end_date_time: End of the session, ISO 8601 with UTC offset and zone id.
        class_information: Class the slot belongs to.
        instructors: Instructors who hold the session.
        location: Room or place of the session.
        earliest_booking_date_time: Moment from which booking is possible, ISO 8601 with UTC offset and zone id.
        latest_booking_date_time: Moment until which booking is possible, ISO 8601 with UTC offset and zone id.
        max_participants: Number of places in the session.
        max_waiting_list_participants: Number of places on the waiting list.
        booked_participants: Number of participants booked so far.
        waiting_list_participants: Number of people now on the waiting list.
    """

    id: int
    additional_participants: int
    start_date_time: datetime.datetime | None = None
    end_date_time: datetime.datetime | None = None
    class_information: BasicClass | None = None
    instructors: list[Instructor] | None = None
    location: Location | None = None
    earliest_booking_date_time: datetime.datetime | None = None
    latest_booking_date_time: datetime.datetime | None = None
    max_participants: int | None = None
    max_waiting_list_participants: int | None = None
    booked_participants: int | None = None
    waiting_list_participants: int | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "ClassSlot"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.additional_participants = (
            value if (value := take("additionalParticipants")).__class__ is int else _scalar(value)
        )
        self.start_date_time = None if (value := take("startDateTime", None)) is None else _read_datetime(value)
        self.end_date_time = None if (value := take("endDateTime", None)) is None else _read_datetime(value)
        self.class_information = (
            None if (value := take("classInformation", None)) is None else _new(BasicClass)._decode(value)
        )
        self.instructors = (
            None
            if (value := take("instructors", None)) is None
            else [_new(Instructor)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.location = None if (value := take("location", None)) is None else _new(Location)._decode(value)
        self.earliest_booking_date_time = (
            None if (value := take("earliestBookingDateTime", None)) is None else _read_datetime(value)
        )
        self.latest_booking_date_time = (
            None if (value := take("latestBookingDateTime", None)) is None else _read_datetime(value)
        )
        self.max_participants = (
            value if (value := take("maxParticipants", None)) is None or value.__class__ is int else _scalar(value)
        )
        self.max_waiting_list_participants = (
            value
            if (value := take("maxWaitingListParticipants", None)) is None or value.__class__ is int
            else _scalar(value)
        )
        self.booked_participants = (
            value if (value := take("bookedParticipants", None)) is None or value.__class__ is int else _scalar(value)
        )
        self.waiting_list_participants = (
            value
            if (value := take("waitingListParticipants", None)) is None or value.__class__ is int
            else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None or self.additional_participants is None:
            raise _missing_member(self, "id", "additional_participants")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["additionalParticipants"] = self.additional_participants
        if self.start_date_time is not None:
            out["startDateTime"] = _format_datetime(self.start_date_time, "ClassSlot.start_date_time")
        if self.end_date_time is not None:
            out["endDateTime"] = _format_datetime(self.end_date_time, "ClassSlot.end_date_time")
        if self.class_information is not None:
            out["classInformation"] = self.class_information.to_dict()
        if self.instructors is not None:
            out["instructors"] = [item.to_dict() for item in self.instructors]
        if self.location is not None:
            out["location"] = self.location.to_dict()
        if self.earliest_booking_date_time is not None:
            out["earliestBookingDateTime"] = _format_datetime(
                self.earliest_booking_date_time, "ClassSlot.earliest_booking_date_time"
            )
        if self.latest_booking_date_time is not None:
            out["latestBookingDateTime"] = _format_datetime(
                self.latest_booking_date_time, "ClassSlot.latest_booking_date_time"
            )
        if self.max_participants is not None:
            out["maxParticipants"] = self.max_participants
        if self.max_waiting_list_participants is not None:
            out["maxWaitingListParticipants"] = self.max_waiting_list_participants
        if self.booked_participants is not None:
            out["bookedParticipants"] = self.booked_participants
        if self.waiting_list_participants is not None:
            out["waitingListParticipants"] = self.waiting_list_participants
        return out
