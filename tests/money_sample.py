"""The shape that the model template gives `Money`, with one member more than the description has today."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from attr import define, field
from attr.setters import NO_OP

from perfectgym_next.money import MoneyBase, currency_code, decimal_amount
from perfectgym_next.wire import number


@define(eq=False, repr=False, match_args=False, on_setattr=NO_OP)
class SampleMoney(MoneyBase):
    _amount: Decimal = field(alias="amount", converter=decimal_amount)
    _currency: str = field(alias="currency", converter=currency_code)
    _tax_code: str | None = field(alias="tax_code", default=None, kw_only=True)
    _additional_properties: dict[str, Any] = field(alias="additional_properties", factory=dict, kw_only=True)

    @property
    def amount(self) -> Decimal:
        return self._amount

    @property
    def currency(self) -> str:
        return self._currency

    @property
    def tax_code(self) -> str | None:
        return self._tax_code

    def _decode(self, src: Any) -> Self:
        self._amount = number(src.pop("amount"))
        self._currency = src.pop("currency")
        self._tax_code = src.pop("taxCode", None)
        self._additional_properties = dict(src)
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self._additional_properties)
        out["amount"] = self._amount
        out["currency"] = self._currency
        if self._tax_code is not None:
            out["taxCode"] = self._tax_code
        return out
