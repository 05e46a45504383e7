from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_list as _check_list
from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import scalars as _scalars
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model

from .money import DRAFT as _money
from .money import Money


@_define(kw_only=True, repr=False)
class BookCustomerPaymentRequest(_Model):
    """A payment to be booked on a customer's account.

    Attributes:
        payment_request_token: Token that identifies the payment request.
        amount: Amount paid, with its currency.
        debt_claim_ids: Ids of the debt claims the payment is meant for.
    """

    payment_request_token: str
    amount: Money
    debt_claim_ids: list[int] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "BookCustomerPaymentRequest"
    _checks_: ClassVar[_Checks] = (
        ("payment_request_token", _check_scalar),
        ("amount", _check_model(Money)),
        ("debt_claim_ids", _check_list(_check_scalar)),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.payment_request_token = (
            value if (value := take("paymentRequestToken")).__class__ is str else _scalar(value)
        )
        self.amount = _new(_money)._decode(take("amount"))
        self.debt_claim_ids = None if (value := take("debtClaimIds", None)) is None else _scalars(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.payment_request_token is None or self.amount is None:
            raise _missing_member(self, "payment_request_token", "amount")
        out = dict(self.additional_properties)
        out["paymentRequestToken"] = self.payment_request_token
        out["amount"] = self.amount.to_dict()
        if self.debt_claim_ids is not None:
            out["debtClaimIds"] = self.debt_claim_ids
        return out
