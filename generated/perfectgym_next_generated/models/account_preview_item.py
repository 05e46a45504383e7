from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .money import DRAFT as _money
from .money import Money


@_define(kw_only=True, repr=False)
class AccountPreviewItem(_Model):
    """One charge that a previewed change would bring to the customer's account.

    Attributes:
        due_date: Date the charge falls due.
        amount: Amount of the charge with its currency.
        paid_period_from: First day of the period the charge covers.
        paid_period_to: Last day of the period the charge covers.
        description: Text that describes the charge.
        discounted_amount: Discounted counterpart of `amount`, with its currency.
    """

    due_date: datetime.date
    amount: Money
    paid_period_from: datetime.date | None = None
    paid_period_to: datetime.date | None = None
    description: str | None = None
    discounted_amount: Money | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AccountPreviewItem"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.due_date = _read_date(take("dueDate"))
        self.amount = _new(_money)._decode(take("amount"))
        self.paid_period_from = None if (value := take("paidPeriodFrom", None)) is None else _read_date(value)
        self.paid_period_to = None if (value := take("paidPeriodTo", None)) is None else _read_date(value)
        self.description = (
            value if (value := take("description", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.discounted_amount = (
            None if (value := take("discountedAmount", None)) is None else _new(_money)._decode(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.due_date is None or self.amount is None:
            raise _missing_member(self, "due_date", "amount")
        out = dict(self.additional_properties)
        out["dueDate"] = _format_date(self.due_date, "AccountPreviewItem.due_date")
        out["amount"] = self.amount.to_dict()
        if self.paid_period_from is not None:
            out["paidPeriodFrom"] = _format_date(self.paid_period_from, "AccountPreviewItem.paid_period_from")
        if self.paid_period_to is not None:
            out["paidPeriodTo"] = _format_date(self.paid_period_to, "AccountPreviewItem.paid_period_to")
        if self.description is not None:
            out["description"] = self.description
        if self.discounted_amount is not None:
            out["discountedAmount"] = self.discounted_amount.to_dict()
        return out
