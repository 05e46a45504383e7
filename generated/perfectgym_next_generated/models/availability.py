from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .day_of_week import VALUES as _day_of_week
from .day_of_week import DayOfWeek


@_define(kw_only=True, repr=False)
class Availability(_Model):
    """A time window on one day of the week.

    Attributes:
        day_of_week: Weekday the window applies to.
        time_from: Time of day the window begins (time).
        time_to: Time of day the window ends (time).
    """

    day_of_week: DayOfWeek
    time_from: str
    time_to: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Availability"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.day_of_week = _day_of_week[take("dayOfWeek")]
        self.time_from = value if (value := take("timeFrom")).__class__ is str else _scalar(value)
        self.time_to = value if (value := take("timeTo")).__class__ is str else _scalar(value)
        if self.day_of_week is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.day_of_week is None or self.time_from is None or self.time_to is None:
            raise _missing_member(self, "day_of_week", "time_from", "time_to")
        out = dict(self.additional_properties)
        out["dayOfWeek"] = _text(self.day_of_week)
        out["timeFrom"] = self.time_from
        out["timeTo"] = self.time_to
        return out
