from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .money import DRAFT as _money
from .money import Money
from .payment_schedule_entry_type import VALUES as _payment_schedule_entry_type
from .payment_schedule_entry_type import PaymentScheduleEntryType


@_define(kw_only=True, repr=False)
class SignupPaymentScheduleEntry(_Model):
    """Single payment within a previewed schedule.

    Attributes:
        due_date: Day on which the payment falls due, as an ISO 8601 date.
        description: Text that tells what the payment is for.
        type_: Kind of charge behind the payment.
        amount: Amount of the payment, with its currency.
        mandatory_on_signing: True if the payment has to be made when signing.
    """

    due_date: datetime.date | None = None
    description: str | None = None
    type_: PaymentScheduleEntryType | None = None
    amount: Money | None = None
    mandatory_on_signing: bool | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "SignupPaymentScheduleEntry"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.due_date = None if (value := take("dueDate", None)) is None else _read_date(value)
        self.description = (
            value if (value := take("description", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.type_ = _payment_schedule_entry_type[take("type", None)]
        self.amount = None if (value := take("amount", None)) is None else _new(_money)._decode(value)
        self.mandatory_on_signing = (
            value
            if (value := take("mandatoryOnSigning", None)) is None or value is True or value is False
            else _boolean(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.due_date is not None:
            out["dueDate"] = _format_date(self.due_date, "SignupPaymentScheduleEntry.due_date")
        if self.description is not None:
            out["description"] = self.description
        if self.type_ is not None:
            out["type"] = _text(self.type_)
        if self.amount is not None:
            out["amount"] = self.amount.to_dict()
        if self.mandatory_on_signing is not None:
            out["mandatoryOnSigning"] = self.mandatory_on_signing
        return out
