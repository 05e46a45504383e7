from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.model import Model as _Model

from .contract_payment_frequency import ContractPaymentFrequency
from .money import DRAFT as _money
from .money import Money


@_define(kw_only=True, repr=False)
class PriceDetails(_Model):
    """Prices of a contract and how they are paid.

    Attributes:
        base_price: Base price, with its currency.
        current_price: Price that applies at present, with its currency.
        payment_frequency: How often, and in what way, the price is paid.
    """

    base_price: Money
    current_price: Money
    payment_frequency: ContractPaymentFrequency
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "PriceDetails"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.base_price = _new(_money)._decode(take("basePrice"))
        self.current_price = _new(_money)._decode(take("currentPrice"))
        self.payment_frequency = _new(ContractPaymentFrequency)._decode(take("paymentFrequency"))
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.base_price is None or self.current_price is None or self.payment_frequency is None:
            raise _missing_member(self, "base_price", "current_price", "payment_frequency")
        out = dict(self.additional_properties)
        out["basePrice"] = self.base_price.to_dict()
        out["currentPrice"] = self.current_price.to_dict()
        out["paymentFrequency"] = self.payment_frequency.to_dict()
        return out
