"""The shape that the model template gives `Money`, with one field more than the description has today."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from attr import define, field

from perfectgym_next.money import MoneyBase, read_amount


@define(frozen=True, init=False, eq=False, repr=False, match_args=False)
class SampleMoney(MoneyBase):
    amount: Decimal
    currency: str
    tax_code: str | None = None
    additional_properties: dict[str, Any] = field(factory=dict)

    def __init__(
        self,
        amount: Decimal | int | str,
        currency: str,
        *,
        tax_code: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(amount, currency, additional_properties=additional_properties)
        object.__setattr__(self, "tax_code", tax_code)

    def _decode(self, src: Any) -> Self:
        draft: Any = self
        draft.amount = read_amount(src.pop("amount"))
        draft.currency = src.pop("currency")
        draft.tax_code = src.pop("taxCode", None)
        draft.additional_properties = dict(src)
        draft.__class__ = SampleMoney
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        out["amount"] = self.amount
        out["currency"] = self.currency
        if self.tax_code is not None:
            out["taxCode"] = self.tax_code
        return out
