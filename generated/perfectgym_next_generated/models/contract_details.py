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

from .recurrence import Recurrence


@_define(kw_only=True, repr=False)
class ContractDetails(_Model):
    """Key facts of a debtor's contract.

    Attributes:
        id: Id of the contract.
        start_date: First day of the contract.
        end_date: Day on which the contract ends.
        created_date: Calendar date on which the contract was created.
        cancelled: Whether the contract has been cancelled.
        rate_name: Name of the rate the contract was concluded on.
        contract_period: Length of the initial term.
        extension_period: Length by which the contract is extended after a term.
        cancellation_period: Notice required to cancel the contract.
    """

    id: int
    start_date: datetime.date
    end_date: datetime.date
    created_date: datetime.date
    cancelled: bool
    rate_name: str | None = None
    contract_period: Recurrence | None = None
    extension_period: Recurrence | None = None
    cancellation_period: Recurrence | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "ContractDetails"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.start_date = _read_date(take("startDate"))
        self.end_date = _read_date(take("endDate"))
        self.created_date = _read_date(take("createdDate"))
        self.cancelled = value if (value := take("cancelled")) is True or value is False else _boolean(value)
        self.rate_name = (
            value if (value := take("rateName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.contract_period = (
            None if (value := take("contractPeriod", None)) is None else _new(Recurrence)._decode(value)
        )
        self.extension_period = (
            None if (value := take("extensionPeriod", None)) is None else _new(Recurrence)._decode(value)
        )
        self.cancellation_period = (
            None if (value := take("cancellationPeriod", None)) is None else _new(Recurrence)._decode(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.id is None
            or self.start_date is None
            or self.end_date is None
            or self.created_date is None
            or self.cancelled is None
        ):
            raise _missing_member(self, "id", "start_date", "end_date", "created_date", "cancelled")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["startDate"] = _format_date(self.start_date, "ContractDetails.start_date")
        out["endDate"] = _format_date(self.end_date, "ContractDetails.end_date")
        out["createdDate"] = _format_date(self.created_date, "ContractDetails.created_date")
        out["cancelled"] = self.cancelled
        if self.rate_name is not None:
            out["rateName"] = self.rate_name
        if self.contract_period is not None:
            out["contractPeriod"] = self.contract_period.to_dict()
        if self.extension_period is not None:
            out["extensionPeriod"] = self.extension_period.to_dict()
        if self.cancellation_period is not None:
            out["cancellationPeriod"] = self.cancellation_period.to_dict()
        return out
