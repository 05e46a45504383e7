from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import read_datetime as _read_datetime
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_datetime as _format_datetime


@_define(kw_only=True, repr=False)
class CustomerCheckin(_Model):
    """One visit of a customer to a studio.

    Attributes:
        checkin_id: Id of the check-in.
        check_in_date_time: Moment of entry, ISO 8601 with UTC offset.
        check_out_date_time: Moment of leaving, ISO 8601 with UTC offset.
        studio_id: Id of the studio visited.
        studio_name: Name of the studio visited.
    """

    checkin_id: int
    check_in_date_time: datetime.datetime | None = None
    check_out_date_time: datetime.datetime | None = None
    studio_id: int | None = None
    studio_name: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "CustomerCheckin"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.checkin_id = value if (value := take("checkinId")).__class__ is int else _scalar(value)
        self.check_in_date_time = None if (value := take("checkInDateTime", None)) is None else _read_datetime(value)
        self.check_out_date_time = None if (value := take("checkOutDateTime", None)) is None else _read_datetime(value)
        self.studio_id = (
            value if (value := take("studioId", None)) is None or value.__class__ is int else _scalar(value)
        )
        self.studio_name = (
            value if (value := take("studioName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.checkin_id is None:
            raise _missing_member(self, "checkin_id")
        out = dict(self.additional_properties)
        out["checkinId"] = self.checkin_id
        if self.check_in_date_time is not None:
            out["checkInDateTime"] = _format_datetime(self.check_in_date_time, "CustomerCheckin.check_in_date_time")
        if self.check_out_date_time is not None:
            out["checkOutDateTime"] = _format_datetime(self.check_out_date_time, "CustomerCheckin.check_out_date_time")
        if self.studio_id is not None:
            out["studioId"] = self.studio_id
        if self.studio_name is not None:
            out["studioName"] = self.studio_name
        return out
