from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.model import Model as _Model

from .idle_period import IdlePeriod


@_define(kw_only=True, repr=False)
class IdlePeriodLists(_Model):
    """A contract's idle periods, split by whether they have ended.

    Attributes:
        past_idle_periods: Idle periods that have already ended.
        current_and_upcoming_idle_periods: Idle periods that are running or still to come.
    """

    past_idle_periods: list[IdlePeriod]
    current_and_upcoming_idle_periods: list[IdlePeriod]
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "IdlePeriodLists"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.past_idle_periods = [_new(IdlePeriod)._decode(item) for item in _array(take("pastIdlePeriods"))]
        self.current_and_upcoming_idle_periods = [
            _new(IdlePeriod)._decode(item) for item in _array(take("currentAndUpcomingIdlePeriods"))
        ]
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.past_idle_periods is None or self.current_and_upcoming_idle_periods is None:
            raise _missing_member(self, "past_idle_periods", "current_and_upcoming_idle_periods")
        out = dict(self.additional_properties)
        out["pastIdlePeriods"] = [item.to_dict() for item in self.past_idle_periods]
        out["currentAndUpcomingIdlePeriods"] = [item.to_dict() for item in self.current_and_upcoming_idle_periods]
        return out
