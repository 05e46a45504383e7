from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import check_list as _check_list
from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import scalars as _scalars
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .signature import Signature
from .text_block_signature import TextBlockSignature


@_define(kw_only=True, repr=False)
class MembershipSignupContract(_Model):
    """Contract part of a signup: the chosen offer term, dates, modules, signatures and voucher.

    Attributes:
        contract_offer_term_id: Id of the chosen offer term, found in the membership offer.
        start_date: First day of the contract, as an ISO 8601 date.
        preuse_date: Day from which the membership is used before contract start, as an ISO 8601 date.
        notes: Free remarks on the contract.
        third_party_id: Identifier of the contract in an external system.
        employee_id: Id of the employee associated with the signup.
        referral_code: Code with which another person referred the new member.
        selected_selectable_module_ids: Ids of modules picked from the offer's selectable modules.
        selected_optional_module_ids: Ids of modules picked from the term's optional modules.
        initial_payment_request_token: Token of the payment request that covers the initial payment.
        contract_signature: Signature given under the contract.
        text_block_signatures: Signatures given under individual text blocks.
        voucher_code: Code of the voucher to redeem with the signup.
    """

    contract_offer_term_id: int
    start_date: datetime.date
    preuse_date: datetime.date | None = None
    notes: str | None = None
    third_party_id: str | None = None
    employee_id: int | None = None
    referral_code: str | None = None
    selected_selectable_module_ids: list[int] | None = None
    selected_optional_module_ids: list[int] | None = None
    initial_payment_request_token: str | None = None
    contract_signature: Signature | None = None
    text_block_signatures: list[TextBlockSignature] | None = None
    voucher_code: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipSignupContract"
    _checks_: ClassVar[_Checks] = (
        ("contract_offer_term_id", _check_scalar),
        ("start_date", _format_date),
        ("preuse_date", _format_date),
        ("notes", _check_scalar),
        ("third_party_id", _check_scalar),
        ("employee_id", _check_scalar),
        ("referral_code", _check_scalar),
        ("selected_selectable_module_ids", _check_list(_check_scalar)),
        ("selected_optional_module_ids", _check_list(_check_scalar)),
        ("initial_payment_request_token", _check_scalar),
        ("contract_signature", _check_model(Signature)),
        ("text_block_signatures", _check_list(_check_model(TextBlockSignature))),
        ("voucher_code", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.contract_offer_term_id = (
            value if (value := take("contractOfferTermId")).__class__ is int else _scalar(value)
        )
        self.start_date = _read_date(take("startDate"))
        self.preuse_date = None if (value := take("preuseDate", None)) is None else _read_date(value)
        self.notes = value if (value := take("notes", None)) is None or value.__class__ is str else _scalar(value)
        self.third_party_id = (
            value if (value := take("thirdPartyId", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.employee_id = (
            value if (value := take("employeeId", None)) is None or value.__class__ is int else _scalar(value)
        )
        self.referral_code = (
            value if (value := take("referralCode", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.selected_selectable_module_ids = (
            None if (value := take("selectedSelectableModuleIds", None)) is None else _scalars(value)
        )
        self.selected_optional_module_ids = (
            None if (value := take("selectedOptionalModuleIds", None)) is None else _scalars(value)
        )
        self.initial_payment_request_token = (
            value
            if (value := take("initialPaymentRequestToken", None)) is None or value.__class__ is str
            else _scalar(value)
        )
        self.contract_signature = (
            None if (value := take("contractSignature", None)) is None else _new(Signature)._decode(value)
        )
        self.text_block_signatures = (
            None
            if (value := take("textBlockSignatures", None)) is None
            else [
                _new(TextBlockSignature)._decode(item) for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.voucher_code = (
            value if (value := take("voucherCode", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.contract_offer_term_id is None or self.start_date is None:
            raise _missing_member(self, "contract_offer_term_id", "start_date")
        out = dict(self.additional_properties)
        out["contractOfferTermId"] = self.contract_offer_term_id
        out["startDate"] = _format_date(self.start_date, "MembershipSignupContract.start_date")
        if self.preuse_date is not None:
            out["preuseDate"] = _format_date(self.preuse_date, "MembershipSignupContract.preuse_date")
        if self.notes is not None:
            out["notes"] = self.notes
        if self.third_party_id is not None:
            out["thirdPartyId"] = self.third_party_id
        if self.employee_id is not None:
            out["employeeId"] = self.employee_id
        if self.referral_code is not None:
            out["referralCode"] = self.referral_code
        if self.selected_selectable_module_ids is not None:
            out["selectedSelectableModuleIds"] = self.selected_selectable_module_ids
        if self.selected_optional_module_ids is not None:
            out["selectedOptionalModuleIds"] = self.selected_optional_module_ids
        if self.initial_payment_request_token is not None:
            out["initialPaymentRequestToken"] = self.initial_payment_request_token
        if self.contract_signature is not None:
            out["contractSignature"] = self.contract_signature.to_dict()
        if self.text_block_signatures is not None:
            out["textBlockSignatures"] = [item.to_dict() for item in self.text_block_signatures]
        if self.voucher_code is not None:
            out["voucherCode"] = self.voucher_code
        return out
