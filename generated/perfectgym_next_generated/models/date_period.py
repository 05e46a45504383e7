from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date


@_define(kw_only=True, repr=False)
class DatePeriod(_Model):
    """Span of calendar days with a first and a last date.

    Attributes:
        start_date: First date of the span, ISO 8601.
        end_date: Closing date of the span, ISO 8601.
    """

    start_date: datetime.date
    end_date: datetime.date
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "DatePeriod"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.start_date = _read_date(take("startDate"))
        self.end_date = _read_date(take("endDate"))
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.start_date is None or self.end_date is None:
            raise _missing_member(self, "start_date", "end_date")
        out = dict(self.additional_properties)
        out["startDate"] = _format_date(self.start_date, "DatePeriod.start_date")
        out["endDate"] = _format_date(self.end_date, "DatePeriod.end_date")
        return out
