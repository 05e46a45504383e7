from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class PaymentDetails(_Model):
    """A bank account and its holder.

    Attributes:
        bank: Name of the bank that keeps the account.
        account_number: Account number in the national format.
        bank_code: National code of the bank.
        iban: International bank account number.
        bic: Bank identifier code (SWIFT code).
        bank_country_code: Two-letter code of the country the bank is in.
        account_holder: Name of the person or company the account belongs to.
    """

    bank: str
    account_number: str | None = None
    bank_code: str | None = None
    iban: str | None = None
    bic: str | None = None
    bank_country_code: str | None = None
    account_holder: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "PaymentDetails"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.bank = value if (value := take("bank")).__class__ is str else _scalar(value)
        self.account_number = (
            value if (value := take("accountNumber", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.bank_code = (
            value if (value := take("bankCode", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.iban = value if (value := take("iban", None)) is None or value.__class__ is str else _scalar(value)
        self.bic = value if (value := take("bic", None)) is None or value.__class__ is str else _scalar(value)
        self.bank_country_code = (
            value if (value := take("bankCountryCode", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.account_holder = (
            value if (value := take("accountHolder", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.bank is None:
            raise _missing_member(self, "bank")
        out = dict(self.additional_properties)
        out["bank"] = self.bank
        if self.account_number is not None:
            out["accountNumber"] = self.account_number
        if self.bank_code is not None:
            out["bankCode"] = self.bank_code
        if self.iban is not None:
            out["iban"] = self.iban
        if self.bic is not None:
            out["bic"] = self.bic
        if self.bank_country_code is not None:
            out["bankCountryCode"] = self.bank_country_code
        if self.account_holder is not None:
            out["accountHolder"] = self.account_holder
        return out
