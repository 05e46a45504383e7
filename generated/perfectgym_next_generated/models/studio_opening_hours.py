from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .day_of_week import VALUES as _day_of_week
from .day_of_week import DayOfWeek


@_define(kw_only=True, repr=False)
class StudioOpeningHours(_Model):
    """Opening times that apply to a range of weekdays.

    Attributes:
        day_of_week_from: First weekday of the range.
        day_of_week_to: Last weekday of the range.
        time_from: Time of day the studio opens (time).
        time_to: Time of day the studio closes (time).
    """

    day_of_week_from: DayOfWeek | None = None
    day_of_week_to: DayOfWeek | None = None
    time_from: str | None = None
    time_to: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "StudioOpeningHours"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.day_of_week_from = _day_of_week[take("dayOfWeekFrom", None)]
        self.day_of_week_to = _day_of_week[take("dayOfWeekTo", None)]
        self.time_from = (
            value if (value := take("timeFrom", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.time_to = value if (value := take("timeTo", None)) is None or value.__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.day_of_week_from is not None:
            out["dayOfWeekFrom"] = _text(self.day_of_week_from)
        if self.day_of_week_to is not None:
            out["dayOfWeekTo"] = _text(self.day_of_week_to)
        if self.time_from is not None:
            out["timeFrom"] = self.time_from
        if self.time_to is not None:
            out["timeTo"] = self.time_to
        return out
