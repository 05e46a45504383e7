from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.terms import TimePeriodBase

from .term_unit import VALUES as _term_unit
from .term_unit import TermUnit


@_define(kw_only=True, repr=False)
class TimePeriod(TimePeriodBase, _Model):
    """A period of whole days, weeks, months or years.

    Attributes:
        period_value: Number of units.
        period_unit: Unit in which `periodValue` counts.
    """

    period_value: int
    period_unit: TermUnit
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "TimePeriod"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.period_value = value if (value := take("periodValue")).__class__ is int else _scalar(value)
        self.period_unit = _term_unit[take("periodUnit")]
        if self.period_unit is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.period_value is None or self.period_unit is None:
            raise _missing_member(self, "period_value", "period_unit")
        out = dict(self.additional_properties)
        out["periodValue"] = self.period_value
        out["periodUnit"] = _text(self.period_unit)
        return out
