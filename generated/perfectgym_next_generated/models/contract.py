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
from .price_details import PriceDetails
from .rate_code import RateCode
from .sub_contract import SubContract
from .time_period import TimePeriod


@_define(kw_only=True, repr=False)
class Contract(_Model):
    """A customer's membership contract with prices, terms and cancellation data.

    Attributes:
        id: Id of the contract.
        created_date: Date on which the contract was created.
        start_date: First day of the contract.
        end_date: Day on which the contract ends.
        rate_name: Name of the rate (tariff) agreed on.
        contract_status: Whether the contract is active.
        cancelled: Whether the contract has been cancelled.
        price: Deprecated. Deprecated price without a currency; use `priceDetails`.
        price_details: Prices with currency, and how often they are paid.
        last_possible_cancellation_date: Last day on which the contract can be cancelled.
        term: Length of the contract's term.
        extension_term: Length of the term by which the contract is extended.
        rate_codes: Codes attached to the rate.
        cancellation_period: Notice period to be kept when cancelling.
        cancellation_date: Date of the cancellation.
        cancellation_receipt_date: Date on which the cancellation was received.
        cancellation_reason: Why the contract was cancelled.
        flat_fee_contracts: Sub-contracts for flat fees.
        module_contracts: Sub-contracts for additional modules.
        signed_document_url: URL of the signed contract document.
        third_party_id: Id of the contract in an outside system.
    """

    id: int
    created_date: datetime.date
    start_date: datetime.date
    end_date: datetime.date
    rate_name: str
    contract_status: ContractStatus
    cancelled: bool
    price: Decimal
    price_details: PriceDetails
    last_possible_cancellation_date: datetime.date
    term: TimePeriod
    extension_term: TimePeriod
    rate_codes: list[RateCode] | None = None
    cancellation_period: TimePeriod | None = None
    cancellation_date: datetime.date | None = None
    cancellation_receipt_date: datetime.date | None = None
    cancellation_reason: str | None = None
    flat_fee_contracts: list[SubContract] | None = None
    module_contracts: list[SubContract] | None = None
    signed_document_url: str | None = None
    third_party_id: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Contract"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.created_date = _read_date(take("createdDate"))
        self.start_date = _read_date(take("startDate"))
        self.end_date = _read_date(take("endDate"))
        self.rate_name = value if (value := take("rateName")).__class__ is str else _scalar(value)
        self.contract_status = _contract_status[take("contractStatus")]
        self.cancelled = value if (value := take("cancelled")) is True or value is False else _boolean(value)
        self.price = value if (value := take("price")).__class__ is Decimal else _number(value)
        self.price_details = _new(PriceDetails)._decode(take("priceDetails"))
        self.last_possible_cancellation_date = _read_date(take("lastPossibleCancellationDate"))
        self.term = _new(TimePeriod)._decode(take("term"))
        self.extension_term = _new(TimePeriod)._decode(take("extensionTerm"))
        self.rate_codes = (
            None
            if (value := take("rateCodes", None)) is None
            else [_new(RateCode)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.cancellation_period = (
            None if (value := take("cancellationPeriod", None)) is None else _new(TimePeriod)._decode(value)
        )
        self.cancellation_date = None if (value := take("cancellationDate", None)) is None else _read_date(value)
        self.cancellation_receipt_date = (
            None if (value := take("cancellationReceiptDate", None)) is None else _read_date(value)
        )
        self.cancellation_reason = (
            value if (value := take("cancellationReason", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.flat_fee_contracts = (
            None
            if (value := take("flatFeeContracts", None)) is None
            else [_new(SubContract)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.module_contracts = (
            None
            if (value := take("moduleContracts", None)) is None
            else [_new(SubContract)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.signed_document_url = (
            value if (value := take("signedDocumentUrl", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.third_party_id = (
            value if (value := take("thirdPartyId", None)) is None or value.__class__ is str else _scalar(value)
        )
        if self.contract_status is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.id is None
            or self.created_date is None
            or self.start_date is None
            or self.end_date is None
            or self.rate_name is None
            or self.contract_status is None
            or self.cancelled is None
            or self.price is None
            or self.price_details is None
            or self.last_possible_cancellation_date is None
            or self.term is None
            or self.extension_term is None
        ):
            raise _missing_member(
                self,
                "id",
                "created_date",
                "start_date",
                "end_date",
                "rate_name",
                "contract_status",
                "cancelled",
                "price",
                "price_details",
                "last_possible_cancellation_date",
                "term",
                "extension_term",
            )
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["createdDate"] = _format_date(self.created_date, "Contract.created_date")
        out["startDate"] = _format_date(self.start_date, "Contract.start_date")
        out["endDate"] = _format_date(self.end_date, "Contract.end_date")
        out["rateName"] = self.rate_name
        out["contractStatus"] = _text(self.contract_status)
        out["cancelled"] = self.cancelled
        out["price"] = self.price
        out["priceDetails"] = self.price_details.to_dict()
        out["lastPossibleCancellationDate"] = _format_date(
            self.last_possible_cancellation_date, "Contract.last_possible_cancellation_date"
        )
        out["term"] = self.term.to_dict()
        out["extensionTerm"] = self.extension_term.to_dict()
        if self.rate_codes is not None:
            out["rateCodes"] = [item.to_dict() for item in self.rate_codes]
        if self.cancellation_period is not None:
            out["cancellationPeriod"] = self.cancellation_period.to_dict()
        if self.cancellation_date is not None:
            out["cancellationDate"] = _format_date(self.cancellation_date, "Contract.cancellation_date")
        if self.cancellation_receipt_date is not None:
            out["cancellationReceiptDate"] = _format_date(
                self.cancellation_receipt_date, "Contract.cancellation_receipt_date"
            )
        if self.cancellation_reason is not None:
            out["cancellationReason"] = self.cancellation_reason
        if self.flat_fee_contracts is not None:
            out["flatFeeContracts"] = [item.to_dict() for item in self.flat_fee_contracts]
        if self.module_contracts is not None:
            out["moduleContracts"] = [item.to_dict() for item in self.module_contracts]
        if self.signed_document_url is not None:
            out["signedDocumentUrl"] = self.signed_document_url
        if self.third_party_id is not None:
            out["thirdPartyId"] = self.third_party_id
        return out
