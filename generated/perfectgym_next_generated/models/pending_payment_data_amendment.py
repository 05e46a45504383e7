from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class PendingPaymentDataAmendment(_Model):
    """A requested change of bank details with the new values.

    Attributes:
        id: Id of the amendment, needed to withdraw it.
        account_holder: Name of the person the bank account belongs to.
        bank_name: Bank that keeps the account.
        iban: International bank account number.
        bic: Bank identifier code (SWIFT code).
        require_signature: Whether a signature is required for the bank details.
    """

    id: int | None = None
    account_holder: str | None = None
    bank_name: str | None = None
    iban: str | None = None
    bic: str | None = None
    require_signature: bool | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "OpenApiV1CustomerDataPendingAmendmentDtoCustomerPaymentData"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id", None)) is None or value.__class__ is int else _scalar(value)
        self.account_holder = (
            value if (value := take("accountHolder", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.bank_name = (
            value if (value := take("bankName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.iban = value if (value := take("iban", None)) is None or value.__class__ is str else _scalar(value)
        self.bic = value if (value := take("bic", None)) is None or value.__class__ is str else _scalar(value)
        self.require_signature = (
            value
            if (value := take("requireSignature", None)) is None or value is True or value is False
            else _boolean(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.id is not None:
            out["id"] = self.id
        if self.account_holder is not None:
            out["accountHolder"] = self.account_holder
        if self.bank_name is not None:
            out["bankName"] = self.bank_name
        if self.iban is not None:
            out["iban"] = self.iban
        if self.bic is not None:
            out["bic"] = self.bic
        if self.require_signature is not None:
            out["requireSignature"] = self.require_signature
        return out
