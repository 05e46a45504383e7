from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .discount_type import VALUES as _discount_type
from .discount_type import DiscountType
from .money import DRAFT as _money
from .money import Money
from .term import Term
from .voucher_effective_period import VALUES as _voucher_effective_period
from .voucher_effective_period import VoucherEffectivePeriod


@_define(kw_only=True, repr=False)
class VoucherDiscountPeriod(_Model):
    """Discount that a voucher gives during one period.

    Attributes:
        discount_type: Whether the discount is an absolute amount or a percentage.
        discount_value: Size of the discount. Money where `discountType` is ABSOLUTE; where it is PERCENTAGE, the amount is
            the percentage and the currency means nothing.
        effective_period: How long the discount has effect.
        effective_period_time_based_term: Length of the effective period when it is time-based.
        discounted_base_price: Base price after this discount, with its currency.
        company_amount: Part of the price borne by the company in this period, with its currency.
        member_amount: Part of the price borne by the member in this period, with its currency.
    """

    discount_type: DiscountType
    discount_value: Money
    effective_period: VoucherEffectivePeriod
    effective_period_time_based_term: Term | None = None
    discounted_base_price: Money | None = None
    company_amount: Money | None = None
    member_amount: Money | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "VoucherDiscountPeriod"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.discount_type = _discount_type[take("discountType")]
        self.discount_value = _new(_money)._decode(take("discountValue"))
        self.effective_period = _voucher_effective_period[take("effectivePeriod")]
        self.effective_period_time_based_term = (
            None if (value := take("effectivePeriodTimeBasedTerm", None)) is None else _new(Term)._decode(value)
        )
        self.discounted_base_price = (
            None if (value := take("discountedBasePrice", None)) is None else _new(_money)._decode(value)
        )
        self.company_amount = None if (value := take("companyAmount", None)) is None else _new(_money)._decode(value)
        self.member_amount = None if (value := take("memberAmount", None)) is None else _new(_money)._decode(value)
        if self.discount_type is None or self.effective_period is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.discount_type is None or self.discount_value is None or self.effective_period is None:
            raise _missing_member(self, "discount_type", "discount_value", "effective_period")
        out = dict(self.additional_properties)
        out["discountType"] = _text(self.discount_type)
        out["discountValue"] = self.discount_value.to_dict()
        out["effectivePeriod"] = _text(self.effective_period)
        if self.effective_period_time_based_term is not None:
            out["effectivePeriodTimeBasedTerm"] = self.effective_period_time_based_term.to_dict()
        if self.discounted_base_price is not None:
            out["discountedBasePrice"] = self.discounted_base_price.to_dict()
        if self.company_amount is not None:
            out["companyAmount"] = self.company_amount.to_dict()
        if self.member_amount is not None:
            out["memberAmount"] = self.member_amount.to_dict()
        return out
