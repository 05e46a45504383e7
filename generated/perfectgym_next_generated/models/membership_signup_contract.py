from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date
from perfectgym_next.wire import array as _array
from perfectgym_next.wire import missing_member as _missing_member
from perfectgym_next.wire import new as _new
from perfectgym_next.wire import null_member as _null_member
from perfectgym_next.wire import read_date as _read_date

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

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.contract_offer_term_id = take("contractOfferTermId")
        self.start_date = _read_date(take("startDate"))
        self.preuse_date = None if (value := take("preuseDate", None)) is None else _read_date(value)
        self.notes = take("notes", None)
        self.third_party_id = take("thirdPartyId", None)
        self.employee_id = take("employeeId", None)
        self.referral_code = take("referralCode", None)
        self.selected_selectable_module_ids = (
            None if (value := take("selectedSelectableModuleIds", None)) is None else _array(value)
        )
        self.selected_optional_module_ids = (
            None if (value := take("selectedOptionalModuleIds", None)) is None else _array(value)
        )
        self.initial_payment_request_token = take("initialPaymentRequestToken", None)
        self.contract_signature = (
            None if (value := take("contractSignature", None)) is None else _new(Signature)._decode(value)
        )
        self.text_block_signatures = (
            None
            if (value := take("textBlockSignatures", None)) is None
            else [_new(TextBlockSignature)._decode(item) for item in _array(value)]
        )
        self.voucher_code = take("voucherCode", None)
        if self.contract_offer_term_id is None:
            raise _null_member()
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
