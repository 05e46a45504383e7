from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import read_datetime as _read_datetime
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_datetime as _format_datetime

from .instructor import Instructor


@_define(kw_only=True, repr=False)
class BookableAppointmentSlot(_Model):
    """A time at which a bookable appointment is offered.

    Attributes:
        start_date_time: Start of the slot, ISO 8601 with UTC offset and zone id.
        end_date_time: End of the slot, ISO 8601 with UTC offset and zone id.
        instructors: Instructors for this slot.
    """

    start_date_time: datetime.datetime | None = None
    end_date_time: datetime.datetime | None = None
    instructors: list[Instructor] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "BookableAppointmentSlot"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.start_date_time = None if (value := take("startDateTime", None)) is None else _read_datetime(value)
        self.end_date_time = None if (value := take("endDateTime", None)) is None else _read_datetime(value)
        self.instructors = (
            None
            if (value := take("instructors", None)) is None
            else [_new(Instructor)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.start_date_time is not None:
            out["startDateTime"] = _format_datetime(self.start_date_time, "BookableAppointmentSlot.start_date_time")
        if self.end_date_time is not None:
            out["endDateTime"] = _format_datetime(self.end_date_time, "BookableAppointmentSlot.end_date_time")
        if self.instructors is not None:
            out["instructors"] = [item.to_dict() for item in self.instructors]
        return out
