from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.model import Model as _Model

from .additional_module_month_day import AdditionalModuleMonthDay
from .money import DRAFT as _money
from .money import Money


@_define(kw_only=True, repr=False)
class AdditionalModuleMonthDayToPrice(_Model):
    """Price of an additional module for a particular day of the year.

    Attributes:
        month_day: Month and day, without a year, the price belongs to.
        price: Price for that day with its currency.
    """

    month_day: AdditionalModuleMonthDay
    price: Money
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AdditionalModuleMonthDayToPrice"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.month_day = _new(AdditionalModuleMonthDay)._decode(take("monthDay"))
        self.price = _new(_money)._decode(take("price"))
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.month_day is None or self.price is None:
            raise _missing_member(self, "month_day", "price")
        out = dict(self.additional_properties)
        out["monthDay"] = self.month_day.to_dict()
        out["price"] = self.price.to_dict()
        return out
