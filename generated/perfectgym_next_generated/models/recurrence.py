from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.terms import RecurrenceBase

from .recurrence_period import VALUES as _recurrence_period
from .recurrence_period import RecurrencePeriod


@_define(kw_only=True, repr=False)
class Recurrence(RecurrenceBase, _Model):
    """A time span or interval, given as a number of time units.

    Attributes:
        period: Time unit that is counted, or ONCE for no repetition.
        frequency: How many of the time units the span or interval lasts.
    """

    period: RecurrencePeriod
    frequency: int | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Recurrence"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.period = _recurrence_period[take("period")]
        self.frequency = (
            value if (value := take("frequency", None)) is None or value.__class__ is int else _scalar(value)
        )
        if self.period is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.period is None:
            raise _missing_member(self, "period")
        out = dict(self.additional_properties)
        out["period"] = _text(self.period)
        if self.frequency is not None:
            out["frequency"] = self.frequency
        return out
