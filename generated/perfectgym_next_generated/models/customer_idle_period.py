from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .simple_contract import SimpleContract


@_define(kw_only=True, repr=False)
class CustomerIdlePeriod(_Model):
    """A period in which a customer's contract is paused.

    Attributes:
        id: Id of the idle period.
        start_date: First day of the pause.
        unlimited: Whether the pause is open-ended.
        end_date: Last day of the pause.
        reason: Why the contract is paused.
        contract: Contract that is paused.
    """

    id: int
    start_date: datetime.date
    unlimited: bool
    end_date: datetime.date | None = None
    reason: str | None = None
    contract: SimpleContract | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "CustomerIdlePeriod"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.start_date = _read_date(take("startDate"))
        self.unlimited = value if (value := take("unlimited")) is True or value is False else _boolean(value)
        self.end_date = None if (value := take("endDate", None)) is None else _read_date(value)
        self.reason = value if (value := take("reason", None)) is None or value.__class__ is str else _scalar(value)
        self.contract = None if (value := take("contract", None)) is None else _new(SimpleContract)._decode(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None or self.start_date is None or self.unlimited is None:
            raise _missing_member(self, "id", "start_date", "unlimited")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["startDate"] = _format_date(self.start_date, "CustomerIdlePeriod.start_date")
        out["unlimited"] = self.unlimited
        if self.end_date is not None:
            out["endDate"] = _format_date(self.end_date, "CustomerIdlePeriod.end_date")
        if self.reason is not None:
            out["reason"] = self.reason
        if self.contract is not None:
            out["contract"] = self.contract.to_dict()
        return out
