from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .term import Term


@_define(kw_only=True, repr=False)
class AdditionalModuleContractTrialPeriod(_Model):
    """The trial period of an additional module contract.

    Attributes:
        term: Length of the trial.
        start_date: First day of the trial.
    """

    term: Term | None = None
    start_date: datetime.date | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AdditionalModuleContractTrialPeriod"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.term = None if (value := take("term", None)) is None else _new(Term)._decode(value)
        self.start_date = None if (value := take("startDate", None)) is None else _read_date(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.term is not None:
            out["term"] = self.term.to_dict()
        if self.start_date is not None:
            out["startDate"] = _format_date(self.start_date, "AdditionalModuleContractTrialPeriod.start_date")
        return out
