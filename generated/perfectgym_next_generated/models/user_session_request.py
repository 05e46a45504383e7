from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self
from uuid import UUID

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array_without_null as _array_without_null
from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import check_boolean as _check_boolean
from perfectgym_next._core.decoding import check_list as _check_list
from perfectgym_next._core.decoding import check_number as _check_number
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import check_uuid as _check_uuid
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import number as _number
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model

from .payment_choice import VALUES as _payment_choice
from .payment_choice import PaymentChoice
from .user_session_scope import VALUES as _user_session_scope
from .user_session_scope import UserSessionScope


@_define(kw_only=True, repr=False)
class UserSessionRequest(_Model):
    """What is to be paid, by whom and by which methods.

    Attributes:
        amount: Amount to be paid as a decimal number, e.g. 19.99; no currency is sent.
        scope: Whether the payment concerns a member account or online sales.
        reference_text: Text attached to the payment as its reference.
        customer_id: Id of the paying customer.
        finion_pay_customer_id: UUID of the payer in FinionPay.
        permitted_payment_choices: Payment methods the user may choose from.
        require_direct_debit_signature: Whether a signature is demanded for payment by direct debit.
        show_existing_payment_instruments: Whether payment instruments already on file are shown to the user.
    """

    amount: Decimal
    scope: UserSessionScope
    reference_text: str
    customer_id: int | None = None
    finion_pay_customer_id: UUID | None = None
    permitted_payment_choices: list[PaymentChoice] | None = None
    require_direct_debit_signature: bool | None = None
    show_existing_payment_instruments: bool | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "PaymentsUserSessionRequest"
    _checks_: ClassVar[_Checks] = (
        ("amount", _check_number),
        ("scope", _check_scalar),
        ("reference_text", _check_scalar),
        ("customer_id", _check_scalar),
        ("finion_pay_customer_id", _check_uuid),
        ("permitted_payment_choices", _check_list(_check_scalar)),
        ("require_direct_debit_signature", _check_boolean),
        ("show_existing_payment_instruments", _check_boolean),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.amount = value if (value := take("amount")).__class__ is Decimal else _number(value)
        self.scope = _user_session_scope[take("scope")]
        self.reference_text = value if (value := take("referenceText")).__class__ is str else _scalar(value)
        self.customer_id = (
            value if (value := take("customerId", None)) is None or value.__class__ is int else _scalar(value)
        )
        self.finion_pay_customer_id = None if (value := take("finionPayCustomerId", None)) is None else UUID(value)
        self.permitted_payment_choices = (
            None
            if (value := take("permittedPaymentChoices", None)) is None
            else [_payment_choice[item] for item in _array_without_null(value)]
        )
        self.require_direct_debit_signature = (
            value
            if (value := take("requireDirectDebitSignature", None)) is None or value is True or value is False
            else _boolean(value)
        )
        self.show_existing_payment_instruments = (
            value
            if (value := take("showExistingPaymentInstruments", None)) is None or value is True or value is False
            else _boolean(value)
        )
        if self.scope is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.amount is None or self.scope is None or self.reference_text is None:
            raise _missing_member(self, "amount", "scope", "reference_text")
        out = dict(self.additional_properties)
        out["amount"] = self.amount
        out["scope"] = _text(self.scope)
        out["referenceText"] = self.reference_text
        if self.customer_id is not None:
            out["customerId"] = self.customer_id
        if self.finion_pay_customer_id is not None:
            out["finionPayCustomerId"] = str(self.finion_pay_customer_id)
        if self.permitted_payment_choices is not None:
            out["permittedPaymentChoices"] = [_text(item) for item in self.permitted_payment_choices]
        if self.require_direct_debit_signature is not None:
            out["requireDirectDebitSignature"] = self.require_direct_debit_signature
        if self.show_existing_payment_instruments is not None:
            out["showExistingPaymentInstruments"] = self.show_existing_payment_instruments
        return out
