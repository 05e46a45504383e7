from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.model import Model as _Model

from .term_with_minutes import TermWithMinutes


@_define(kw_only=True, repr=False)
class ClassCancelationCondition(_Model):
    """Rules for cancelling a booking of a class.

    Attributes:
        cancelation_after_latest_possible: Whether cancelling stays possible after the latest regular time.
        latest_cancel_term: Time span that sets the latest regular moment for cancelling.
    """

    cancelation_after_latest_possible: bool | None = None
    latest_cancel_term: TermWithMinutes | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "ClassCancelationCondition"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.cancelation_after_latest_possible = (
            value
            if (value := take("cancelationAfterLatestPossible", None)) is None or value is True or value is False
            else _boolean(value)
        )
        self.latest_cancel_term = (
            None if (value := take("latestCancelTerm", None)) is None else _new(TermWithMinutes)._decode(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.cancelation_after_latest_possible is not None:
            out["cancelationAfterLatestPossible"] = self.cancelation_after_latest_possible
        if self.latest_cancel_term is not None:
            out["latestCancelTerm"] = self.latest_cancel_term.to_dict()
        return out
