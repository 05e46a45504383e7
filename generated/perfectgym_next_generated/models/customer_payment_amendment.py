from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model

from .signature import Signature


@_define(kw_only=True, repr=False)
class CustomerPaymentAmendment(_Model):
    """The bank details to put forward for a customer, with a signature where one is required.

    Attributes:
        account_holder: Name of the person the bank account belongs to.
        bank_name: Bank that keeps the account.
        iban: International bank account number.
        bic: Bank identifier code (SWIFT code).
        signature: Customer's signature, where one is required.
    """

    account_holder: str
    bank_name: str
    iban: str
    bic: str
    signature: Signature | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "OpenApiV1CustomerPaymentAmendment"
    _checks_: ClassVar[_Checks] = (
        ("account_holder", _check_scalar),
        ("bank_name", _check_scalar),
        ("iban", _check_scalar),
        ("bic", _check_scalar),
        ("signature", _check_model(Signature)),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.account_holder = value if (value := take("accountHolder")).__class__ is str else _scalar(value)
        self.bank_name = value if (value := take("bankName")).__class__ is str else _scalar(value)
        self.iban = value if (value := take("iban")).__class__ is str else _scalar(value)
        self.bic = value if (value := take("bic")).__class__ is str else _scalar(value)
        self.signature = None if (value := take("signature", None)) is None else _new(Signature)._decode(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.account_holder is None or self.bank_name is None or self.iban is None or self.bic is None:
            raise _missing_member(self, "account_holder", "bank_name", "iban", "bic")
        out = dict(self.additional_properties)
        out["accountHolder"] = self.account_holder
        out["bankName"] = self.bank_name
        out["iban"] = self.iban
        out["bic"] = self.bic
        if self.signature is not None:
            out["signature"] = self.signature.to_dict()
        return out
