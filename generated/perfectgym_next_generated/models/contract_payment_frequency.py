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

from .contract_month_day_to_price import ContractMonthDayToPrice
from .contract_term_to_price import ContractTermToPrice
from .money import DRAFT as _money
from .money import Money
from .payment_frequency_type import VALUES as _payment_frequency_type
from .payment_frequency_type import PaymentFrequencyType
from .term import Term


@_define(kw_only=True, repr=False)
class ContractPaymentFrequency(_Model):
    """How often, and at which price, a contract is paid.

    Attributes:
        type_: Kind of payment schedule, which decides the other properties.
        id: Id of the payment frequency.
        term: Time span of the payment schedule.
        price: Price per payment, with its currency.
        month_days_to_prices: Prices by day of the year, for type MONTH_DAY.
        terms_to_prices: Prices by time span, for type TERM_BASED.
    """

    type_: PaymentFrequencyType
    id: int | None = None
    term: Term | None = None
    price: Money | None = None
    month_days_to_prices: list[ContractMonthDayToPrice] | None = None
    terms_to_prices: list[ContractTermToPrice] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "ContractPaymentFrequency"

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
                _new(ContractMonthDayToPrice)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.terms_to_prices = (
            None
            if (value := take("termsToPrices", None)) is None
            else [
                _new(ContractTermToPrice)._decode(item)
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
