from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class BankAccount(_Model):
    """Bank details of a customer.

    Attributes:
        account_holder: Name of the person the account belongs to.
        bank_name: Name of the bank.
        bic: Bank Identifier Code (ISO 9362).
        iban: International Bank Account Number (ISO 13616); the example contains spaces.
    """

    account_holder: str | None = None
    bank_name: str | None = None
    bic: str | None = None
    iban: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "BankAccount"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.account_holder = (
            value if (value := take("accountHolder", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.bank_name = (
            value if (value := take("bankName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.bic = value if (value := take("bic", None)) is None or value.__class__ is str else _scalar(value)
        self.iban = value if (value := take("iban", None)) is None or value.__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.account_holder is not None:
            out["accountHolder"] = self.account_holder
        if self.bank_name is not None:
            out["bankName"] = self.bank_name
        if self.bic is not None:
            out["bic"] = self.bic
        if self.iban is not None:
            out["iban"] = self.iban
        return out
