from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import number as _number
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .membership_offer_payment_frequency import MembershipOfferPaymentFrequency
from .membership_offer_rate_bonus_period import MembershipOfferRateBonusPeriod
from .money import DRAFT as _money
from .money import Money
from .paid_time_period_calculation_type import VALUES as _paid_time_period_calculation_type
from .paid_time_period_calculation_type import PaidTimePeriodCalculationType
from .voucher_discount_period import VoucherDiscountPeriod


@_define(kw_only=True, repr=False)
class FlatFeePreview(_Model):
    """Calculated price of a flat fee as part of a signup preview, including voucher effects.

    Attributes:
        name: Display name of the flat fee.
        payment_frequency: How often the fee is charged and at what price.
        identifier: Text key that identifies the flat fee.
        discounted_price: Deprecated. Price of the fee after discount, with its currency.
        discount_periods: Discounts on this fee, one entry per period in which a discount applies.
        company_amount: Part of the price borne by the company, with its currency.
        member_amount: Part of the price borne by the member, with its currency.
        paid_time_period_calculation_type: Whether paid periods run from a reference date or are aligned to calendar units.
        voucher_bonus_period: Bonus period that the voucher grants.
        credit_value: Credit applying to this fee, as a plain number.
    """

    name: str
    payment_frequency: MembershipOfferPaymentFrequency
    identifier: str
    discounted_price: Money | None = None
    discount_periods: list[VoucherDiscountPeriod] | None = None
    company_amount: Money | None = None
    member_amount: Money | None = None
    paid_time_period_calculation_type: PaidTimePeriodCalculationType | None = None
    voucher_bonus_period: MembershipOfferRateBonusPeriod | None = None
    credit_value: Decimal | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "FlatFeePreview"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.payment_frequency = _new(MembershipOfferPaymentFrequency)._decode(take("paymentFrequency"))
        self.identifier = value if (value := take("identifier")).__class__ is str else _scalar(value)
        self.discounted_price = (
            None if (value := take("discountedPrice", None)) is None else _new(_money)._decode(value)
        )
        self.discount_periods = (
            None
            if (value := take("discountPeriods", None)) is None
            else [
                _new(VoucherDiscountPeriod)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.company_amount = None if (value := take("companyAmount", None)) is None else _new(_money)._decode(value)
        self.member_amount = None if (value := take("memberAmount", None)) is None else _new(_money)._decode(value)
        self.paid_time_period_calculation_type = _paid_time_period_calculation_type[
            take("paidTimePeriodCalculationType", None)
        ]
        self.voucher_bonus_period = (
            None
            if (value := take("voucherBonusPeriod", None)) is None
            else _new(MembershipOfferRateBonusPeriod)._decode(value)
        )
        self.credit_value = (
            value if (value := take("creditValue", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.name is None or self.payment_frequency is None or self.identifier is None:
            raise _missing_member(self, "name", "payment_frequency", "identifier")
        out = dict(self.additional_properties)
        out["name"] = self.name
        out["paymentFrequency"] = self.payment_frequency.to_dict()
        out["identifier"] = self.identifier
        if self.discounted_price is not None:
            out["discountedPrice"] = self.discounted_price.to_dict()
        if self.discount_periods is not None:
            out["discountPeriods"] = [item.to_dict() for item in self.discount_periods]
        if self.company_amount is not None:
            out["companyAmount"] = self.company_amount.to_dict()
        if self.member_amount is not None:
            out["memberAmount"] = self.member_amount.to_dict()
        if self.paid_time_period_calculation_type is not None:
            out["paidTimePeriodCalculationType"] = _text(self.paid_time_period_calculation_type)
        if self.voucher_bonus_period is not None:
            out["voucherBonusPeriod"] = self.voucher_bonus_period.to_dict()
        if self.credit_value is not None:
            out["creditValue"] = self.credit_value
        return out
