from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.model import Model as _Model

from .money import DRAFT as _money
from .money import Money
from .signup_payment_schedule_entry import SignupPaymentScheduleEntry


@_define(kw_only=True, repr=False)
class SignupPaymentPreview(_Model):
    """Payments to expect from a contract that is being previewed.

    Attributes:
        payment_schedule: Single payments with their due dates.
        due_on_signing_amount: Amount to pay when signing, with its currency.
    """

    payment_schedule: list[SignupPaymentScheduleEntry] | None = None
    due_on_signing_amount: Money | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "SignupPaymentPreview"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.payment_schedule = (
            None
            if (value := take("paymentSchedule", None)) is None
            else [
                _new(SignupPaymentScheduleEntry)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.due_on_signing_amount = (
            None if (value := take("dueOnSigningAmount", None)) is None else _new(_money)._decode(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.payment_schedule is not None:
            out["paymentSchedule"] = [item.to_dict() for item in self.payment_schedule]
        if self.due_on_signing_amount is not None:
            out["dueOnSigningAmount"] = self.due_on_signing_amount.to_dict()
        return out
