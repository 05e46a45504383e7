from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .additional_module_month_day_to_price import AdditionalModuleMonthDayToPrice
from .additional_module_term_to_price import AdditionalModuleTermToPrice
from .money import DRAFT as _money
from .money import Money
from .payment_frequency_type import VALUES as _payment_frequency_type
from .payment_frequency_type import PaymentFrequencyType
from .term import Term


@_define(kw_only=True, repr=False)
class AdditionalModulePaymentFrequency(_Model):
    """One way of paying for an additional module, with its price or prices.

    Attributes:
        type_: How payment is scheduled, from free and one-off to recurring, day-based or term-based.
        id: Identifier to pass as `paymentFrequencyId` when purchasing.
        term: Time span the payment frequency is based on.
        price: Price with its currency, where a single price applies.
        month_days_to_prices: Prices by day of the year, for day-based payment.
        terms_to_prices: Prices by term, for term-based payment.
    """

    type_: PaymentFrequencyType
    id: int | None = None
    term: Term | None = None
    price: Money | None = None
    month_days_to_prices: list[AdditionalModuleMonthDayToPrice] | None = None
    terms_to_prices: list[AdditionalModuleTermToPrice] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AdditionalModulePaymentFrequency"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.type_ = _payment_frequency_type[take("type")]
        self.id = value if (value := take("id", None)) is None or value.__class__ is int else _scalar(value)
        self.term = None if (value := take("term", None)) is None else _new(Term)._decode(value)
        self.price = None if (value := take("price", None)) is None else _new(_money)._decode(value)
        self.month_days_to_prices = (
            None
            if (value := take("monthDaysToPrices", None)) is None
            else [
                _new(AdditionalModuleMonthDayToPrice)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.terms_to_prices = (
            None
            if (value := take("termsToPrices", None)) is None
            else [
                _new(AdditionalModuleTermToPrice)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        if self.type_ is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.type_ is None:
            raise _missing_member(self, "type_")
        out = dict(self.additional_properties)
        out["type"] = _text(self.type_)
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
        return out
