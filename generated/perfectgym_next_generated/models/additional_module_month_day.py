from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .month import VALUES as _month
from .month import Month


@_define(kw_only=True, repr=False)
class AdditionalModuleMonthDay(_Model):
    """Month and day, without a year, the price belongs to

    Attributes:
        month: month.
        month_value: monthValue.
        day_of_month: dayOfMonth.
    """

    month: Month | None = None
    month_value: int | None = None
    day_of_month: int | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AdditionalModuleMonthDayToPrice.monthDay"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.month = _month[take("month", None)]
        self.month_value = (
            value if (value := take("monthValue", None)) is None or value.__class__ is int else _scalar(value)
        )
        self.day_of_month = (
            value if (value := take("dayOfMonth", None)) is None or value.__class__ is int else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.month is not None:
            out["month"] = _text(self.month)
        if self.month_value is not None:
            out["monthValue"] = self.month_value
        if self.day_of_month is not None:
            out["dayOfMonth"] = self.day_of_month
        return out
