from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class UpdateCustomerPaymentInstrumentRequest(_Model):
    """The token behind a customer's new payment instrument.

    Attributes:
        payment_request_token: Token that identifies the payment request with the new instrument.
    """

    payment_request_token: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "PaymentsUpdateCustomerPaymentInstrumentRequest"
    _checks_: ClassVar[_Checks] = (("payment_request_token", _check_scalar),)

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.payment_request_token = (
            value if (value := take("paymentRequestToken")).__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.payment_request_token is None:
            raise _missing_member(self, "payment_request_token")
        out = dict(self.additional_properties)
        out["paymentRequestToken"] = self.payment_request_token
        return out
