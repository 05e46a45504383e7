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

from .money import DRAFT as _money
from .money import Money


@_define(kw_only=True, repr=False)
class BookingEntry(_Model):
    """One entry on a customer's account.

    Attributes:
        id: Id of the entry.
        due_date: Date on which the amount falls due.
        installment_plan: Whether the entry is related to an instalment plan.
        description: Text that says what the entry is for.
        amount: Full amount of the entry, with its currency.
        open_amount: Part of the amount not yet settled, with its currency.
    """

    id: int
    due_date: datetime.date
    installment_plan: bool
    description: str | None = None
    amount: Money | None = None
    open_amount: Money | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "BookingEntry"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.due_date = _read_date(take("dueDate"))
        self.installment_plan = (
            value if (value := take("installmentPlan")) is True or value is False else _boolean(value)
        )
        self.description = (
            value if (value := take("description", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.amount = None if (value := take("amount", None)) is None else _new(_money)._decode(value)
        self.open_amount = None if (value := take("openAmount", None)) is None else _new(_money)._decode(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None or self.due_date is None or self.installment_plan is None:
            raise _missing_member(self, "id", "due_date", "installment_plan")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["dueDate"] = _format_date(self.due_date, "BookingEntry.due_date")
        out["installmentPlan"] = self.installment_plan
        if self.description is not None:
            out["description"] = self.description
        if self.amount is not None:
            out["amount"] = self.amount.to_dict()
        if self.open_amount is not None:
            out["openAmount"] = self.open_amount.to_dict()
        return out
