from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .cancelation_strategy import VALUES as _cancelation_strategy
from .cancelation_strategy import CancelationStrategy
from .contract_volume import ContractVolume
from .membership_offer_extension_type import VALUES as _membership_offer_extension_type
from .membership_offer_extension_type import MembershipOfferExtensionType
from .membership_offer_flat_fee import MembershipOfferFlatFee
from .membership_offer_module import MembershipOfferModule
from .membership_offer_payment_frequency import MembershipOfferPaymentFrequency
from .membership_offer_rate_bonus_period import MembershipOfferRateBonusPeriod
from .membership_offer_subsequent_rate import MembershipOfferSubsequentRate
from .membership_offer_term_adjustment_rule import MembershipOfferTermAdjustmentRule
from .money import DRAFT as _money
from .money import Money
from .term import Term


@_define(kw_only=True, repr=False)
class MembershipOfferTermExtended(_Model):
    """Contract duration with its price and all rules on start, extension, cancellation and extras.

    Attributes:
        id: Id of the offer term, to be named when signing up or switching.
        payment_frequency: How often the membership fee is charged and at what price.
        flat_fees: Flat fees charged in addition to the membership fee.
        extension_type: What follows when the initial duration ends.
        cancelation_strategy: Whether notice is reckoned against the term or the date of receipt.
        term: Initial contract duration.
        contract_volume_information: Total and average amounts for this term.
        extension_term: Duration by which the contract is extended.
        default_contract_start_date: Suggested start of the contract, as an ISO 8601 date.
        default_contract_start_date_of_use: Suggested first day of use, as an ISO 8601 date.
        price_adjustment_rules: Rules by which the price changes over time.
        extension_fixed_term: Fixed duration used for the extension.
        subsequent_rate: Rate that takes over after the initial duration.
        cancelation_period: Notice period during the initial duration.
        extension_cancelation_period: Notice period once the contract has been extended.
        rate_bonus_periods: Bonus periods granted with this term.
        rate_start_price: Price at which the rate starts, with its currency.
        optional_modules: Modules that can be added to the contract on request.
        term_after_extension: Duration that holds after the extension.
        price_after_extension: Price that holds after the extension, with its currency.
    """

    id: int
    payment_frequency: MembershipOfferPaymentFrequency
    flat_fees: list[MembershipOfferFlatFee]
    extension_type: MembershipOfferExtensionType
    cancelation_strategy: CancelationStrategy
    term: Term | None = None
    contract_volume_information: ContractVolume | None = None
    extension_term: Term | None = None
    default_contract_start_date: datetime.date | None = None
    default_contract_start_date_of_use: datetime.date | None = None
    price_adjustment_rules: list[MembershipOfferTermAdjustmentRule] | None = None
    extension_fixed_term: Term | None = None
    subsequent_rate: MembershipOfferSubsequentRate | None = None
    cancelation_period: Term | None = None
    extension_cancelation_period: Term | None = None
    rate_bonus_periods: list[MembershipOfferRateBonusPeriod] | None = None
    rate_start_price: Money | None = None
    optional_modules: list[MembershipOfferModule] | None = None
    term_after_extension: Term | None = None
    price_after_extension: Money | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipOfferTermExtended"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.payment_frequency = _new(MembershipOfferPaymentFrequency)._decode(take("paymentFrequency"))
        self.flat_fees = [_new(MembershipOfferFlatFee)._decode(item) for item in _array(take("flatFees"))]
        self.extension_type = _membership_offer_extension_type[take("extensionType")]
        self.cancelation_strategy = _cancelation_strategy[take("cancelationStrategy")]
        self.term = None if (value := take("term", None)) is None else _new(Term)._decode(value)
        self.contract_volume_information = (
            None if (value := take("contractVolumeInformation", None)) is None else _new(ContractVolume)._decode(value)
        )
        self.extension_term = None if (value := take("extensionTerm", None)) is None else _new(Term)._decode(value)
        self.default_contract_start_date = (
            None if (value := take("defaultContractStartDate", None)) is None else _read_date(value)
        )
        self.default_contract_start_date_of_use = (
            None if (value := take("defaultContractStartDateOfUse", None)) is None else _read_date(value)
        )
        self.price_adjustment_rules = (
            None
            if (value := take("priceAdjustmentRules", None)) is None
            else [
                _new(MembershipOfferTermAdjustmentRule)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.extension_fixed_term = (
            None if (value := take("extensionFixedTerm", None)) is None else _new(Term)._decode(value)
        )
        self.subsequent_rate = (
            None
            if (value := take("subsequentRate", None)) is None
            else _new(MembershipOfferSubsequentRate)._decode(value)
        )
        self.cancelation_period = (
            None if (value := take("cancelationPeriod", None)) is None else _new(Term)._decode(value)
        )
        self.extension_cancelation_period = (
            None if (value := take("extensionCancelationPeriod", None)) is None else _new(Term)._decode(value)
        )
        self.rate_bonus_periods = (
            None
            if (value := take("rateBonusPeriods", None)) is None
            else [
                _new(MembershipOfferRateBonusPeriod)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.rate_start_price = None if (value := take("rateStartPrice", None)) is None else _new(_money)._decode(value)
        self.optional_modules = (
            None
            if (value := take("optionalModules", None)) is None
            else [
                _new(MembershipOfferModule)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.term_after_extension = (
            None if (value := take("termAfterExtension", None)) is None else _new(Term)._decode(value)
        )
        self.price_after_extension = (
            None if (value := take("priceAfterExtension", None)) is None else _new(_money)._decode(value)
        )
        if self.extension_type is None or self.cancelation_strategy is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.id is None
            or self.payment_frequency is None
            or self.flat_fees is None
            or self.extension_type is None
            or self.cancelation_strategy is None
        ):
            raise _missing_member(
                self, "id", "payment_frequency", "flat_fees", "extension_type", "cancelation_strategy"
            )
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["paymentFrequency"] = self.payment_frequency.to_dict()
        out["flatFees"] = [item.to_dict() for item in self.flat_fees]
        out["extensionType"] = _text(self.extension_type)
        out["cancelationStrategy"] = _text(self.cancelation_strategy)
        if self.term is not None:
            out["term"] = self.term.to_dict()
        if self.contract_volume_information is not None:
            out["contractVolumeInformation"] = self.contract_volume_information.to_dict()
        if self.extension_term is not None:
            out["extensionTerm"] = self.extension_term.to_dict()
        if self.default_contract_start_date is not None:
            out["defaultContractStartDate"] = _format_date(
                self.default_contract_start_date, "MembershipOfferTermExtended.default_contract_start_date"
            )
        if self.default_contract_start_date_of_use is not None:
            out["defaultContractStartDateOfUse"] = _format_date(
                self.default_contract_start_date_of_use,
                "MembershipOfferTermExtended.default_contract_start_date_of_use",
            )
        if self.price_adjustment_rules is not None:
            out["priceAdjustmentRules"] = [item.to_dict() for item in self.price_adjustment_rules]
        if self.extension_fixed_term is not None:
            out["extensionFixedTerm"] = self.extension_fixed_term.to_dict()
        if self.subsequent_rate is not None:
            out["subsequentRate"] = self.subsequent_rate.to_dict()
        if self.cancelation_period is not None:
            out["cancelationPeriod"] = self.cancelation_period.to_dict()
        if self.extension_cancelation_period is not None:
            out["extensionCancelationPeriod"] = self.extension_cancelation_period.to_dict()
        if self.rate_bonus_periods is not None:
            out["rateBonusPeriods"] = [item.to_dict() for item in self.rate_bonus_periods]
        if self.rate_start_price is not None:
            out["rateStartPrice"] = self.rate_start_price.to_dict()
        if self.optional_modules is not None:
            out["optionalModules"] = [item.to_dict() for item in self.optional_modules]
        if self.term_after_extension is not None:
            out["termAfterExtension"] = self.term_after_extension.to_dict()
        if self.price_after_extension is not None:
            out["priceAfterExtension"] = self.price_after_extension.to_dict()
        return out
