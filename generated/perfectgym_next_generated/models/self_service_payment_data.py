from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .amendment_configuration_status import VALUES as _amendment_configuration_status
from .amendment_configuration_status import AmendmentConfigurationStatus
from .pending_payment_data_amendment import PendingPaymentDataAmendment


@_define(kw_only=True, repr=False)
class SelfServicePaymentData(_Model):
    """A customer's current bank details, with the rule for changing them and any pending change.

    Attributes:
        amendment_configuration_status: Whether this data is read-only, or changeable with or without verification.
        account_holder: Name of the person the bank account belongs to.
        bank_name: Bank that keeps the account.
        iban: International bank account number.
        bic: Bank identifier code (SWIFT code).
        require_signature: Whether a signature is required for the bank details.
        pending_amendment: Change of bank details that is still pending, if any.
    """

    amendment_configuration_status: AmendmentConfigurationStatus
    account_holder: str | None = None
    bank_name: str | None = None
    iban: str | None = None
    bic: str | None = None
    require_signature: bool | None = None
    pending_amendment: PendingPaymentDataAmendment | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "OpenApiV1CustomerDataDtoCustomerPaymentData"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.amendment_configuration_status = _amendment_configuration_status[take("amendmentConfigurationStatus")]
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
        self.pending_amendment = (
            None
            if (value := take("pendingAmendment", None)) is None
            else _new(PendingPaymentDataAmendment)._decode(value)
        )
        if self.amendment_configuration_status is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.amendment_configuration_status is None:
            raise _missing_member(self, "amendment_configuration_status")
        out = dict(self.additional_properties)
        out["amendmentConfigurationStatus"] = _text(self.amendment_configuration_status)
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
        if self.pending_amendment is not None:
            out["pendingAmendment"] = self.pending_amendment.to_dict()
        return out
