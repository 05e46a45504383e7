from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import number as _number
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.money import money_view as _money_view
from perfectgym_next.timestamps import format_date as _format_date

from .debt_collection_block import DebtCollectionBlock
from .debt_maturity_type import VALUES as _debt_maturity_type
from .debt_maturity_type import DebtMaturityType
from .debt_rejection_reason import VALUES as _debt_rejection_reason
from .debt_rejection_reason import DebtRejectionReason
from .debt_type import VALUES as _debt_type
from .debt_type import DebtType
from .money import Money
from .recurrence import Recurrence


@_define(kw_only=True, repr=False)
class Debt(_Model):
    """A single sum owed by a debtor.

    Attributes:
        debt_id: Id of the debt, referred to in agency updates.
        debt_date: Calendar date of the debt.
        amount: Amount of the debt in the currency given by `currency`.
        currency: Currency of the amount as an ISO 4217 code.
        type_: What the sum is: a main claim, a sale, or a kind of fee.
        designation: Text describing what the sum is owed for.
        recurrence: How often the underlying charge recurs.
        contract_start_date: First day of the contract behind the debt.
        service_period_start_date: First day of the service period the debt covers.
        service_period_end_date: Last day of the service period the debt covers.
        maturity_type: Whether the debt counts as normal or as residual.
        latest_rejection_reason: Why the debt was rejected most recently.
        contract_id: Id of the contract behind the debt.
        block: Debt collection block on this debt, if any.
    """

    debt_id: str
    debt_date: datetime.date
    amount: Decimal
    currency: str
    type_: DebtType
    designation: str
    recurrence: Recurrence
    contract_start_date: datetime.date | None = None
    service_period_start_date: datetime.date | None = None
    service_period_end_date: datetime.date | None = None
    maturity_type: DebtMaturityType | None = None
    latest_rejection_reason: DebtRejectionReason | None = None
    contract_id: int | None = None
    block: DebtCollectionBlock | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Debt"

    @property
    def amount_money(self) -> Money:
        """`amount` with its currency."""
        return _money_view(Money, self.amount, self.currency)

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.debt_id = value if (value := take("debtId")).__class__ is str else _scalar(value)
        self.debt_date = _read_date(take("debtDate"))
        self.amount = value if (value := take("amount")).__class__ is Decimal else _number(value)
        self.currency = value if (value := take("currency")).__class__ is str else _scalar(value)
        self.type_ = _debt_type[take("type")]
        self.designation = value if (value := take("designation")).__class__ is str else _scalar(value)
        self.recurrence = _new(Recurrence)._decode(take("recurrence"))
        self.contract_start_date = None if (value := take("contractStartDate", None)) is None else _read_date(value)
        self.service_period_start_date = (
            None if (value := take("servicePeriodStartDate", None)) is None else _read_date(value)
        )
        self.service_period_end_date = (
            None if (value := take("servicePeriodEndDate", None)) is None else _read_date(value)
        )
        self.maturity_type = _debt_maturity_type[take("maturityType", None)]
        self.latest_rejection_reason = _debt_rejection_reason[take("latestRejectionReason", None)]
        self.contract_id = (
            value if (value := take("contractId", None)) is None or value.__class__ is int else _scalar(value)
        )
        self.block = None if (value := take("block", None)) is None else _new(DebtCollectionBlock)._decode(value)
        if self.type_ is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.debt_id is None
            or self.debt_date is None
            or self.amount is None
            or self.currency is None
            or self.type_ is None
            or self.designation is None
            or self.recurrence is None
        ):
            raise _missing_member(
                self, "debt_id", "debt_date", "amount", "currency", "type_", "designation", "recurrence"
            )
        out = dict(self.additional_properties)
        out["debtId"] = self.debt_id
        out["debtDate"] = _format_date(self.debt_date, "Debt.debt_date")
        out["amount"] = self.amount
        out["currency"] = self.currency
        out["type"] = _text(self.type_)
        out["designation"] = self.designation
        out["recurrence"] = self.recurrence.to_dict()
        if self.contract_start_date is not None:
            out["contractStartDate"] = _format_date(self.contract_start_date, "Debt.contract_start_date")
        if self.service_period_start_date is not None:
            out["servicePeriodStartDate"] = _format_date(
                self.service_period_start_date, "Debt.service_period_start_date"
            )
        if self.service_period_end_date is not None:
            out["servicePeriodEndDate"] = _format_date(self.service_period_end_date, "Debt.service_period_end_date")
        if self.maturity_type is not None:
            out["maturityType"] = _text(self.maturity_type)
        if self.latest_rejection_reason is not None:
            out["latestRejectionReason"] = _text(self.latest_rejection_reason)
        if self.contract_id is not None:
            out["contractId"] = self.contract_id
        if self.block is not None:
            out["block"] = self.block.to_dict()
        return out
