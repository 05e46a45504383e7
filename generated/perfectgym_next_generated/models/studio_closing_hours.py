from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import read_datetime as _read_datetime
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_naive_datetime as _format_naive_datetime


@_define(kw_only=True, repr=False)
class StudioClosingHours(_Model):
    """A span of time during which the studio is closed.

    Attributes:
        reason: Why the studio is closed.
        date_time_from: Date and time the closure starts; the example has no UTC offset.
        date_time_to: Date and time the closure ends; the example has no UTC offset.
    """

    reason: str | None = None
    date_time_from: datetime.datetime | None = None
    date_time_to: datetime.datetime | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "StudioClosingHours"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.reason = value if (value := take("reason", None)) is None or value.__class__ is str else _scalar(value)
        self.date_time_from = None if (value := take("dateTimeFrom", None)) is None else _read_datetime(value)
        self.date_time_to = None if (value := take("dateTimeTo", None)) is None else _read_datetime(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.reason is not None:
            out["reason"] = self.reason
        if self.date_time_from is not None:
            out["dateTimeFrom"] = _format_naive_datetime(self.date_time_from, "StudioClosingHours.date_time_from")
        if self.date_time_to is not None:
            out["dateTimeTo"] = _format_naive_datetime(self.date_time_to, "StudioClosingHours.date_time_to")
        return out
