from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .additional_module_contract_trial_period import AdditionalModuleContractTrialPeriod
from .contract_cancelation_status import VALUES as _contract_cancelation_status
from .contract_cancelation_status import ContractCancelationStatus
from .money import DRAFT as _money
from .money import Money
from .rate_code import RateCode


@_define(kw_only=True, repr=False)
class AdditionalModuleContractExtended(_Model):
    """An additional module contract with its price, dates and cancellation details.

    Attributes:
        name: Name of the contracted module.
        price: Price of the module with its currency.
        start_date: First day of the contract.
        contract_cancelation_can_be_withdrawn: Whether the cancellation can be taken back.
        end_date: Last day of the contract, if it has one.
        cancelation_date: Date of the cancellation, if the contract has one.
        last_possible_cancelation_date: Latest date on which cancelling is possible.
        cancelation_reason: Name of the reason given for the cancellation.
        contract_cancelation_status: State of the cancellation, including whether it or its withdrawal awaits verification.
        trial_period: Trial period of the contract, if it has one.
        rate_codes: Rate codes assigned to the contract.
        available_cancelation_dates: Dates that can be chosen for a cancellation.
    """

    name: str
    price: Money
    start_date: datetime.date
    contract_cancelation_can_be_withdrawn: bool
    end_date: datetime.date | None = None
    cancelation_date: datetime.date | None = None
    last_possible_cancelation_date: datetime.date | None = None
    cancelation_reason: str | None = None
    contract_cancelation_status: ContractCancelationStatus | None = None
    trial_period: AdditionalModuleContractTrialPeriod | None = None
    rate_codes: list[RateCode] | None = None
    available_cancelation_dates: list[datetime.date] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AdditionalModuleContractExtended"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.price = _new(_money)._decode(take("price"))
        self.start_date = _read_date(take("startDate"))
        self.contract_cancelation_can_be_withdrawn = (
            value if (value := take("contractCancelationCanBeWithdrawn")) is True or value is False else _boolean(value)
        )
        self.end_date = None if (value := take("endDate", None)) is None else _read_date(value)
        self.cancelation_date = None if (value := take("cancelationDate", None)) is None else _read_date(value)
        self.last_possible_cancelation_date = (
            None if (value := take("lastPossibleCancelationDate", None)) is None else _read_date(value)
        )
        self.cancelation_reason = (
            value if (value := take("cancelationReason", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.contract_cancelation_status = _contract_cancelation_status[take("contractCancelationStatus", None)]
        self.trial_period = (
            None
            if (value := take("trialPeriod", None)) is None
            else _new(AdditionalModuleContractTrialPeriod)._decode(value)
        )
        self.rate_codes = (
            None
            if (value := take("rateCodes", None)) is None
            else [_new(RateCode)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.available_cancelation_dates = (
            None
            if (value := take("availableCancelationDates", None)) is None
            else [_read_date(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.name is None
            or self.price is None
            or self.start_date is None
            or self.contract_cancelation_can_be_withdrawn is None
        ):
            raise _missing_member(self, "name", "price", "start_date", "contract_cancelation_can_be_withdrawn")
        out = dict(self.additional_properties)
        out["name"] = self.name
        out["price"] = self.price.to_dict()
        out["startDate"] = _format_date(self.start_date, "AdditionalModuleContractExtended.start_date")
        out["contractCancelationCanBeWithdrawn"] = self.contract_cancelation_can_be_withdrawn
        if self.end_date is not None:
            out["endDate"] = _format_date(self.end_date, "AdditionalModuleContractExtended.end_date")
        if self.cancelation_date is not None:
            out["cancelationDate"] = _format_date(
                self.cancelation_date, "AdditionalModuleContractExtended.cancelation_date"
            )
        if self.last_possible_cancelation_date is not None:
            out["lastPossibleCancelationDate"] = _format_date(
                self.last_possible_cancelation_date, "AdditionalModuleContractExtended.last_possible_cancelation_date"
            )
        if self.cancelation_reason is not None:
            out["cancelationReason"] = self.cancelation_reason
        if self.contract_cancelation_status is not None:
            out["contractCancelationStatus"] = _text(self.contract_cancelation_status)
        if self.trial_period is not None:
            out["trialPeriod"] = self.trial_period.to_dict()
        if self.rate_codes is not None:
            out["rateCodes"] = [item.to_dict() for item in self.rate_codes]
        if self.available_cancelation_dates is not None:
            out["availableCancelationDates"] = [
                _format_date(item, "AdditionalModuleContractExtended.available_cancelation_dates")
                for item in self.available_cancelation_dates
            ]
        return out
