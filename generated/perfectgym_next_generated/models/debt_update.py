from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import check_number as _check_number
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import number as _number
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.money import money_view as _money_view

from .debt_collection_block_update import DebtCollectionBlockUpdate
from .money import Money


@_define(kw_only=True, repr=False)
class DebtUpdate(_Model):
    """What has been paid or cancelled on one debt.

    Attributes:
        debt_id: Id of the debt the figures belong to.
        original_amount: Amount owed at the outset, in the currency given by `currency`.
        canceled_amount: Part of the amount that was cancelled, in the currency given by `currency`.
        paid_amount: Part of the amount that was paid, in the currency given by `currency`.
        currency: Currency of all three amounts as an ISO 4217 code.
        block: Debt collection block on this debt, if any.
    """

    debt_id: str
    original_amount: Decimal
    canceled_amount: Decimal
    paid_amount: Decimal
    currency: str
    block: DebtCollectionBlockUpdate | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "DebtUpdate"
    _checks_: ClassVar[_Checks] = (
        ("debt_id", _check_scalar),
        ("original_amount", _check_number),
        ("canceled_amount", _check_number),
        ("paid_amount", _check_number),
        ("currency", _check_scalar),
        ("block", _check_model(DebtCollectionBlockUpdate)),
    )

    @property
    def original_amount_money(self) -> Money:
        """`original_amount` with its currency."""
        return _money_view(Money, self.original_amount, self.currency)

    @property
    def canceled_amount_money(self) -> Money:
        """`canceled_amount` with its currency."""
        return _money_view(Money, self.canceled_amount, self.currency)

    @property
    def paid_amount_money(self) -> Money:
        """`paid_amount` with its currency."""
        return _money_view(Money, self.paid_amount, self.currency)

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.debt_id = value if (value := take("debtId")).__class__ is str else _scalar(value)
        self.original_amount = value if (value := take("originalAmount")).__class__ is Decimal else _number(value)
        self.canceled_amount = value if (value := take("canceledAmount")).__class__ is Decimal else _number(value)
        self.paid_amount = value if (value := take("paidAmount")).__class__ is Decimal else _number(value)
        self.currency = value if (value := take("currency")).__class__ is str else _scalar(value)
        self.block = None if (value := take("block", None)) is None else _new(DebtCollectionBlockUpdate)._decode(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.debt_id is None
            or self.original_amount is None
            or self.canceled_amount is None
            or self.paid_amount is None
            or self.currency is None
        ):
            raise _missing_member(self, "debt_id", "original_amount", "canceled_amount", "paid_amount", "currency")
        out = dict(self.additional_properties)
        out["debtId"] = self.debt_id
        out["originalAmount"] = self.original_amount
        out["canceledAmount"] = self.canceled_amount
        out["paidAmount"] = self.paid_amount
        out["currency"] = self.currency
        if self.block is not None:
            out["block"] = self.block.to_dict()
        return out
