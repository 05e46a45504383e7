from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .membership_offer_module_age_based_adjustment import MembershipOfferModuleAgeBasedAdjustment
from .membership_offer_month_day_to_price import MembershipOfferMonthDayToPrice
from .membership_offer_term_to_price import MembershipOfferTermToPrice
from .money import DRAFT as _money
from .money import Money
from .payment_frequency_type import VALUES as _payment_frequency_type
from .payment_frequency_type import PaymentFrequencyType
from .term import Term


@_define(kw_only=True, repr=False)
class MembershipOfferPaymentFrequency(_Model):
    """Rhythm in which something is charged, with the matching price or prices.

    Attributes:
        type_: Kind of rhythm, which determines the price fields to read.
        formatted_payment_frequency: Rhythm as a ready-made text for display.
        id: Id of the payment frequency.
        term: Interval between two charges.
        price: Amount per charge, with its currency.
        month_days_to_prices: Prices by day of the year, for charging on fixed days.
        terms_to_prices: Prices by term, for charging based on terms.
        recurring: True if the charge repeats.
        age_based_adjustments: Price changes that depend on the member's age.
    """

    type_: PaymentFrequencyType
    formatted_payment_frequency: str
    id: int | None = None
    term: Term | None = None
    price: Money | None = None
    month_days_to_prices: list[MembershipOfferMonthDayToPrice] | None = None
    terms_to_prices: list[MembershipOfferTermToPrice] | None = None
    recurring: bool | None = None
    age_based_adjustments: list[MembershipOfferModuleAgeBasedAdjustment] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipOfferPaymentFrequency"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.type_ = _payment_frequency_type[take("type")]
        self.formatted_payment_frequency = (
            value if (value := take("formattedPaymentFrequency")).__class__ is str else _scalar(value)
        )
        self.id = value if (value := take("id", None)) is None or value.__class__ is int else _scalar(value)
        self.term = None if (value := take("term", None)) is None else _new(Term)._decode(value)
        self.price = None if (value := take("price", None)) is None else _new(_money)._decode(value)
        self.month_days_to_prices = (
            None
            if (value := take("monthDaysToPrices", None)) is None
            else [
                _new(MembershipOfferMonthDayToPrice)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.terms_to_prices = (
            None
            if (value := take("termsToPrices", None)) is None
            else [
                _new(MembershipOfferTermToPrice)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.recurring = (
            value if (value := take("recurring", None)) is None or value is True or value is False else _boolean(value)
        )
        self.age_based_adjustments = (
            None
            if (value := take("ageBasedAdjustments", None)) is None
            else [
                _new(MembershipOfferModuleAgeBasedAdjustment)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        if self.type_ is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.type_ is None or self.formatted_payment_frequency is None:
            raise _missing_member(self, "type_", "formatted_payment_frequency")
        out = dict(self.additional_properties)
        out["type"] = _text(self.type_)
        out["formattedPaymentFrequency"] = self.formatted_payment_frequency
        if self.id is not None:
            out["id"] = self.id
        if self.term is not None:
            out["term"] = self.term.to_dict()
        if self.price is not None:
            out["price"] = self.price.to_dict()
        if self.month_days_to_prices is not None:
            out["monthDaysToPrices"] = [item.to_dict() for item in self.month_days_to_prices]
        if self.terms_to_prices is not None:
            out["termsToPrices"] = [item.to_dict() for item in self.terms_to_prices]
        if self.recurring is not None:
            out["recurring"] = self.recurring
        if self.age_based_adjustments is not None:
            out["ageBasedAdjustments"] = [item.to_dict() for item in self.age_based_adjustments]
        return out
