from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next.model import Model as _Model

_MEMBERS: frozenset[str] = frozenset(
    (
        "id",
        "accountHolder",
        "bankName",
        "iban",
        "bic",
        "requireSignature",
    )
)


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
        get = src.get
        self.id = get("id")
        self.account_holder = get("accountHolder")
        self.bank_name = get("bankName")
        self.iban = get("iban")
        self.bic = get("bic")
        self.require_signature = get("requireSignature")
        self.additional_properties = (
            {} if _MEMBERS.issuperset(src) else {k: v for k, v in src.items() if k not in _MEMBERS}
        )
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
