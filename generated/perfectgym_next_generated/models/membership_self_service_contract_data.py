from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import number as _number
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .contract_cancelation_origin import VALUES as _contract_cancelation_origin
from .contract_cancelation_origin import ContractCancelationOrigin
from .contract_cancelation_status import VALUES as _contract_cancelation_status
from .contract_cancelation_status import ContractCancelationStatus
from .contract_status import VALUES as _contract_status
from .contract_status import ContractStatus
from .price_details import PriceDetails
from .rate_code import RateCode
from .time_period import TimePeriod


@_define(kw_only=True, repr=False)
class MembershipSelfServiceContractData(_Model):
    """A customer's contract as needed for self-service, including price and cancellation details.

    Attributes:
        id: Identifier of the contract.
        start_date: First day of the contract.
        end_date: Last day of the contract.
        rate_name: Name of the rate the customer signed up for.
        contract_status: Current status of the contract.
        price: Deprecated. Deprecated contract price as a bare number without currency; see `priceDetails`.
        price_details: Detailed pricing of the contract.
        cancelation_period: Notice period for cancelling the contract.
        cancelation_status: State of the cancellation, including whether it or its withdrawal awaits verification.
        cancelation_date: Date of the cancellation, if the contract has one.
        cancelation_reason: Reason given for the cancellation.
        last_possible_cancelation_date: Latest date on which cancelling is possible.
        available_cancelation_dates: Dates that can be chosen for a cancellation.
        cancelation_origin: Which side cancelled, the studio or the customer.
        rate_codes: Rate codes assigned to the contract.
    """

    id: int
    start_date: datetime.date
    end_date: datetime.date
    rate_name: str
    contract_status: ContractStatus
    price: Decimal
    price_details: PriceDetails
    cancelation_period: TimePeriod | None = None
    cancelation_status: ContractCancelationStatus | None = None
    cancelation_date: datetime.date | None = None
    cancelation_reason: str | None = None
    last_possible_cancelation_date: datetime.date | None = None
    available_cancelation_dates: list[datetime.date] | None = None
    cancelation_origin: ContractCancelationOrigin | None = None
    rate_codes: list[RateCode] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipSelfServiceContractData"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.start_date = _read_date(take("startDate"))
        self.end_date = _read_date(take("endDate"))
        self.rate_name = value if (value := take("rateName")).__class__ is str else _scalar(value)
        self.contract_status = _contract_status[take("contractStatus")]
        self.price = value if (value := take("price")).__class__ is Decimal else _number(value)
        self.price_details = _new(PriceDetails)._decode(take("priceDetails"))
        self.cancelation_period = (
            None if (value := take("cancelationPeriod", None)) is None else _new(TimePeriod)._decode(value)
        )
        self.cancelation_status = _contract_cancelation_status[take("cancelationStatus", None)]
        self.cancelation_date = None if (value := take("cancelationDate", None)) is None else _read_date(value)
        self.cancelation_reason = (
            value if (value := take("cancelationReason", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.last_possible_cancelation_date = (
            None if (value := take("lastPossibleCancelationDate", None)) is None else _read_date(value)
        )
        self.available_cancelation_dates = (
            None
            if (value := take("availableCancelationDates", None)) is None
            else [_read_date(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.cancelation_origin = _contract_cancelation_origin[take("cancelationOrigin", None)]
        self.rate_codes = (
            None
            if (value := take("rateCodes", None)) is None
            else [_new(RateCode)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        if self.contract_status is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.id is None
            or self.start_date is None
            or self.end_date is None
            or self.rate_name is None
            or self.contract_status is None
            or self.price is None
            or self.price_details is None
        ):
            raise _missing_member(
                self, "id", "start_date", "end_date", "rate_name", "contract_status", "price", "price_details"
            )
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["startDate"] = _format_date(self.start_date, "MembershipSelfServiceContractData.start_date")
        out["endDate"] = _format_date(self.end_date, "MembershipSelfServiceContractData.end_date")
        out["rateName"] = self.rate_name
        out["contractStatus"] = _text(self.contract_status)
        out["price"] = self.price
        out["priceDetails"] = self.price_details.to_dict()
        if self.cancelation_period is not None:
            out["cancelationPeriod"] = self.cancelation_period.to_dict()
        if self.cancelation_status is not None:
            out["cancelationStatus"] = _text(self.cancelation_status)
        if self.cancelation_date is not None:
            out["cancelationDate"] = _format_date(
                self.cancelation_date, "MembershipSelfServiceContractData.cancelation_date"
            )
        if self.cancelation_reason is not None:
            out["cancelationReason"] = self.cancelation_reason
        if self.last_possible_cancelation_date is not None:
            out["lastPossibleCancelationDate"] = _format_date(
                self.last_possible_cancelation_date, "MembershipSelfServiceContractData.last_possible_cancelation_date"
            )
        if self.available_cancelation_dates is not None:
            out["availableCancelationDates"] = [
                _format_date(item, "MembershipSelfServiceContractData.available_cancelation_dates")
                for item in self.available_cancelation_dates
            ]
        if self.cancelation_origin is not None:
            out["cancelationOrigin"] = _text(self.cancelation_origin)
        if self.rate_codes is not None:
            out["rateCodes"] = [item.to_dict() for item in self.rate_codes]
        return out
