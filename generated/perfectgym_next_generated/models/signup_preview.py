from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .company_fee_split_type import VALUES as _company_fee_split_type
from .company_fee_split_type import CompanyFeeSplitType
from .contract_volume import ContractVolume
from .discount_type import VALUES as _discount_type
from .discount_type import DiscountType
from .flat_fee_preview import FlatFeePreview
from .membership_offer_rate_bonus_period import MembershipOfferRateBonusPeriod
from .membership_offer_text_block import MembershipOfferTextBlock
from .module_contract_preview import ModuleContractPreview
from .money import DRAFT as _money
from .money import Money
from .signup_payment_preview import SignupPaymentPreview
from .term import Term
from .voucher_discount_period import VoucherDiscountPeriod
from .voucher_effective_period import VALUES as _voucher_effective_period
from .voucher_effective_period import VoucherEffectivePeriod
from .voucher_error_code import VALUES as _voucher_error_code
from .voucher_error_code import VoucherErrorCode
from .voucher_type import VALUES as _voucher_type
from .voucher_type import VoucherType


@_define(kw_only=True, repr=False)
class SignupPreview(_Model):
    """Calculated prices, voucher effects and payments of a membership contract before it is concluded.

    Attributes:
        base_price: Price without discounts, with its currency.
        pre_use_charge: Charge for use before the contract start, with its currency.
        voucher_type: Kind of benefit that the voucher gives.
        voucher_remarks: Remarks recorded for the voucher.
        voucher_effective_period: Deprecated. How long the voucher has effect; deprecated, compare `voucherDiscountPeriods`.
        effective_period_time_based_term: Deprecated. Length of the effective period when it is time-based.
        discounted_base_price: Deprecated. Base price after discount, with its currency.
        discount_type: Deprecated. Whether the discount is an amount or a percentage; deprecated, compare `voucherDiscountPeriods`.
        discount_value: Deprecated. Size of the discount. Money where `discountType` is ABSOLUTE; where it is PERCENTAGE, the amount is
            the percentage and the currency means nothing.
        voucher_discount_periods: Discounts of the voucher, one entry per period in which a discount applies.
        discounted_pre_use_charge: Pre-use charge after discount, with its currency.
        credit_value: Credit that the voucher gives, with its currency.
        company_fee_split_type: Whether the fee is split with the company by amount or by percentage.
        company_fee_split_value: Size of the split. Money where `companyFeeSplitType` is ABSOLUTE; where it is PERCENTAGE, the amount
            is the percentage and the currency means nothing.
        company_name: Name of the company that bears part of the fee.
        company_amount: Part of the price borne by the company, with its currency.
        member_amount: Part of the price borne by the member, with its currency.
        company_amount_without_discount: Company's part before any discount, with its currency.
        member_amount_without_discount: Member's part before any discount, with its currency.
        voucher_bonus_period: Bonus period that the voucher grants.
        voucher_text_blocks: Texts that come with the voucher, which may need confirming or signing.
        flat_fee_previews: Calculated prices of the flat fees.
        voucher_success_message: Message to show when the voucher was accepted.
        voucher_error_code: Reason why the voucher was not accepted.
        age_adjusted_price: Price after adjustment for the customer's age, with its currency.
        contract_volume_information: Total and average amounts of the contract.
        module_consent_text_blocks: Texts to which the customer consents for the modules.
        selected_optional_modules_previews: Calculated prices of the chosen optional modules.
        payment_preview: Payments to expect, including what is due on signing.
    """

    base_price: Money
    pre_use_charge: Money | None = None
    voucher_type: VoucherType | None = None
    voucher_remarks: str | None = None
    voucher_effective_period: VoucherEffectivePeriod | None = None
    effective_period_time_based_term: Term | None = None
    discounted_base_price: Money | None = None
    discount_type: DiscountType | None = None
    discount_value: Money | None = None
    voucher_discount_periods: list[VoucherDiscountPeriod] | None = None
    discounted_pre_use_charge: Money | None = None
    credit_value: Money | None = None
    company_fee_split_type: CompanyFeeSplitType | None = None
    company_fee_split_value: Money | None = None
    company_name: str | None = None
    company_amount: Money | None = None
    member_amount: Money | None = None
    company_amount_without_discount: Money | None = None
    member_amount_without_discount: Money | None = None
    voucher_bonus_period: MembershipOfferRateBonusPeriod | None = None
    voucher_text_blocks: list[MembershipOfferTextBlock] | None = None
    flat_fee_previews: list[FlatFeePreview] | None = None
    voucher_success_message: str | None = None
    voucher_error_code: VoucherErrorCode | None = None
    age_adjusted_price: Money | None = None
    contract_volume_information: ContractVolume | None = None
    module_consent_text_blocks: list[MembershipOfferTextBlock] | None = None
    selected_optional_modules_previews: list[ModuleContractPreview] | None = None
    payment_preview: SignupPaymentPreview | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "OpenApiV1SignupPreviewDto"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.base_price = _new(_money)._decode(take("basePrice"))
        self.pre_use_charge = None if (value := take("preUseCharge", None)) is None else _new(_money)._decode(value)
        self.voucher_type = _voucher_type[take("voucherType", None)]
        self.voucher_remarks = (
            value if (value := take("voucherRemarks", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.voucher_effective_period = _voucher_effective_period[take("voucherEffectivePeriod", None)]
        self.effective_period_time_based_term = (
            None if (value := take("effectivePeriodTimeBasedTerm", None)) is None else _new(Term)._decode(value)
        )
        self.discounted_base_price = (
            None if (value := take("discountedBasePrice", None)) is None else _new(_money)._decode(value)
        )
        self.discount_type = _discount_type[take("discountType", None)]
        self.discount_value = None if (value := take("discountValue", None)) is None else _new(_money)._decode(value)
        self.voucher_discount_periods = (
            None
            if (value := take("voucherDiscountPeriods", None)) is None
            else [
                _new(VoucherDiscountPeriod)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.discounted_pre_use_charge = (
            None if (value := take("discountedPreUseCharge", None)) is None else _new(_money)._decode(value)
        )
        self.credit_value = None if (value := take("creditValue", None)) is None else _new(_money)._decode(value)
        self.company_fee_split_type = _company_fee_split_type[take("companyFeeSplitType", None)]
        self.company_fee_split_value = (
            None if (value := take("companyFeeSplitValue", None)) is None else _new(_money)._decode(value)
        )
        self.company_name = (
            value if (value := take("companyName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.company_amount = None if (value := take("companyAmount", None)) is None else _new(_money)._decode(value)
        self.member_amount = None if (value := take("memberAmount", None)) is None else _new(_money)._decode(value)
        self.company_amount_without_discount = (
            None if (value := take("companyAmountWithoutDiscount", None)) is None else _new(_money)._decode(value)
        )
        self.member_amount_without_discount = (
            None if (value := take("memberAmountWithoutDiscount", None)) is None else _new(_money)._decode(value)
        )
        self.voucher_bonus_period = (
            None
            if (value := take("voucherBonusPeriod", None)) is None
            else _new(MembershipOfferRateBonusPeriod)._decode(value)
        )
        self.voucher_text_blocks = (
            None
            if (value := take("voucherTextBlocks", None)) is None
            else [
                _new(MembershipOfferTextBlock)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.flat_fee_previews = (
            None
            if (value := take("flatFeePreviews", None)) is None
            else [_new(FlatFeePreview)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.voucher_success_message = (
            value
            if (value := take("voucherSuccessMessage", None)) is None or value.__class__ is str
            else _scalar(value)
        )
        self.voucher_error_code = _voucher_error_code[take("voucherErrorCode", None)]
        self.age_adjusted_price = (
            None if (value := take("ageAdjustedPrice", None)) is None else _new(_money)._decode(value)
        )
        self.contract_volume_information = (
            None if (value := take("contractVolumeInformation", None)) is None else _new(ContractVolume)._decode(value)
        )
        self.module_consent_text_blocks = (
            None
            if (value := take("moduleConsentTextBlocks", None)) is None
            else [
                _new(MembershipOfferTextBlock)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.selected_optional_modules_previews = (
            None
            if (value := take("selectedOptionalModulesPreviews", None)) is None
            else [
                _new(ModuleContractPreview)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.payment_preview = (
            None if (value := take("paymentPreview", None)) is None else _new(SignupPaymentPreview)._decode(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.base_price is None:
            raise _missing_member(self, "base_price")
        out = dict(self.additional_properties)
        out["basePrice"] = self.base_price.to_dict()
        if self.pre_use_charge is not None:
            out["preUseCharge"] = self.pre_use_charge.to_dict()
        if self.voucher_type is not None:
            out["voucherType"] = _text(self.voucher_type)
        if self.voucher_remarks is not None:
            out["voucherRemarks"] = self.voucher_remarks
        if self.voucher_effective_period is not None:
            out["voucherEffectivePeriod"] = _text(self.voucher_effective_period)
        if self.effective_period_time_based_term is not None:
            out["effectivePeriodTimeBasedTerm"] = self.effective_period_time_based_term.to_dict()
        if self.discounted_base_price is not None:
            out["discountedBasePrice"] = self.discounted_base_price.to_dict()
        if self.discount_type is not None:
            out["discountType"] = _text(self.discount_type)
        if self.discount_value is not None:
            out["discountValue"] = self.discount_value.to_dict()
        if self.voucher_discount_periods is not None:
            out["voucherDiscountPeriods"] = [item.to_dict() for item in self.voucher_discount_periods]
        if self.discounted_pre_use_charge is not None:
            out["discountedPreUseCharge"] = self.discounted_pre_use_charge.to_dict()
        if self.credit_value is not None:
            out["creditValue"] = self.credit_value.to_dict()
        if self.company_fee_split_type is not None:
            out["companyFeeSplitType"] = _text(self.company_fee_split_type)
        if self.company_fee_split_value is not None:
            out["companyFeeSplitValue"] = self.company_fee_split_value.to_dict()
        if self.company_name is not None:
            out["companyName"] = self.company_name
        if self.company_amount is not None:
            out["companyAmount"] = self.company_amount.to_dict()
        if self.member_amount is not None:
            out["memberAmount"] = self.member_amount.to_dict()
        if self.company_amount_without_discount is not None:
            out["companyAmountWithoutDiscount"] = self.company_amount_without_discount.to_dict()
        if self.member_amount_without_discount is not None:
            out["memberAmountWithoutDiscount"] = self.member_amount_without_discount.to_dict()
        if self.voucher_bonus_period is not None:
            out["voucherBonusPeriod"] = self.voucher_bonus_period.to_dict()
        if self.voucher_text_blocks is not None:
            out["voucherTextBlocks"] = [item.to_dict() for item in self.voucher_text_blocks]
        if self.flat_fee_previews is not None:
            out["flatFeePreviews"] = [item.to_dict() for item in self.flat_fee_previews]
        if self.voucher_success_message is not None:
            out["voucherSuccessMessage"] = self.voucher_success_message
        if self.voucher_error_code is not None:
            out["voucherErrorCode"] = _text(self.voucher_error_code)
        if self.age_adjusted_price is not None:
            out["ageAdjustedPrice"] = self.age_adjusted_price.to_dict()
        if self.contract_volume_information is not None:
            out["contractVolumeInformation"] = self.contract_volume_information.to_dict()
        if self.module_consent_text_blocks is not None:
            out["moduleConsentTextBlocks"] = [item.to_dict() for item in self.module_consent_text_blocks]
        if self.selected_optional_modules_previews is not None:
            out["selectedOptionalModulesPreviews"] = [
                item.to_dict() for item in self.selected_optional_modules_previews
            ]
        if self.payment_preview is not None:
            out["paymentPreview"] = self.payment_preview.to_dict()
        return out
