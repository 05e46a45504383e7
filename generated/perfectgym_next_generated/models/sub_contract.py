from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import number as _number
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .contract_status import VALUES as _contract_status
from .contract_status import ContractStatus
from .payment_frequency_type import VALUES as _payment_frequency_type
from .payment_frequency_type import PaymentFrequencyType
from .price_details import PriceDetails
from .rate_code import RateCode


@_define(kw_only=True, repr=False)
class SubContract(_Model):
    """A contract that is part of a customer's main contract.

    Attributes:
        id: Id of the sub-contract.
        rate_name: Name of the rate (tariff) agreed on.
        start_date: First day of the sub-contract.
        payment_frequency: Kind of payment schedule.
        price: Deprecated. Deprecated price without a currency; use `priceDetails`.
        price_details: Prices with currency, and how often they are paid.
        cancelled: Whether the sub-contract has been cancelled.
        contract_status: Whether the sub-contract is active.
        end_date: Day on which the sub-contract ends.
        cancellation_date: Date of the cancellation.
        cancellation_receipt_date: Date on which the cancellation was received.
        rate_codes: Codes attached to the rate.
    """

    id: int
    rate_name: str
    start_date: datetime.date
    payment_frequency: PaymentFrequencyType
    price: Decimal
    price_details: PriceDetails
    cancelled: bool
    contract_status: ContractStatus
    end_date: datetime.date | None = None
    cancellation_date: datetime.date | None = None
    cancellation_receipt_date: datetime.date | None = None
    rate_codes: list[RateCode] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "SubContract"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.rate_name = value if (value := take("rateName")).__class__ is str else _scalar(value)
        self.start_date = _read_date(take("startDate"))
        self.payment_frequency = _payment_frequency_type[take("paymentFrequency")]
        self.price = value if (value := take("price")).__class__ is Decimal else _number(value)
        self.price_details = _new(PriceDetails)._decode(take("priceDetails"))
        self.cancelled = value if (value := take("cancelled")) is True or value is False else _boolean(value)
        self.contract_status = _contract_status[take("contractStatus")]
        self.end_date = None if (value := take("endDate", None)) is None else _read_date(value)
        self.cancellation_date = None if (value := take("cancellationDate", None)) is None else _read_date(value)
        self.cancellation_receipt_date = (
            None if (value := take("cancellationReceiptDate", None)) is None else _read_date(value)
        )
        self.rate_codes = (
            None
            if (value := take("rateCodes", None)) is None
            else [_new(RateCode)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        if self.payment_frequency is None or self.contract_status is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.id is None
            or self.rate_name is None
            or self.start_date is None
            or self.payment_frequency is None
            or self.price is None
            or self.price_details is None
            or self.cancelled is None
            or self.contract_status is None
        ):
            raise _missing_member(
                self,
                "id",
                "rate_name",
                "start_date",
                "payment_frequency",
                "price",
                "price_details",
                "cancelled",
                "contract_status",
            )
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["rateName"] = self.rate_name
        out["startDate"] = _format_date(self.start_date, "SubContract.start_date")
        out["paymentFrequency"] = _text(self.payment_frequency)
        out["price"] = self.price
        out["priceDetails"] = self.price_details.to_dict()
        out["cancelled"] = self.cancelled
        out["contractStatus"] = _text(self.contract_status)
        if self.end_date is not None:
            out["endDate"] = _format_date(self.end_date, "SubContract.end_date")
        if self.cancellation_date is not None:
            out["cancellationDate"] = _format_date(self.cancellation_date, "SubContract.cancellation_date")
        if self.cancellation_receipt_date is not None:
            out["cancellationReceiptDate"] = _format_date(
                self.cancellation_receipt_date, "SubContract.cancellation_receipt_date"
            )
        if self.rate_codes is not None:
            out["rateCodes"] = [item.to_dict() for item in self.rate_codes]
        return out
