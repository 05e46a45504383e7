from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import array_without_null as _array_without_null
from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .contract_pre_use_type import VALUES as _contract_pre_use_type
from .contract_pre_use_type import ContractPreUseType
from .date_period import DatePeriod
from .membership_offer_included_module import MembershipOfferIncludedModule
from .membership_offer_module import MembershipOfferModule
from .membership_offer_term_extended import MembershipOfferTermExtended
from .membership_offer_text_block import MembershipOfferTextBlock
from .payment_choice import VALUES as _payment_choice
from .payment_choice import PaymentChoice
from .rate_code import RateCode
from .time_restrictions import TimeRestrictions


@_define(kw_only=True, repr=False)
class MembershipOfferExtended(_Model):
    """Membership offer with everything needed to present and conclude the contract.

    Attributes:
        id: Id of the membership offer, used to fetch its details.
        description: Main text that advertises the offer.
        name: Offer name shown to prospective members.
        pre_use_type: Whether use before the contract start is allowed, and whether it costs extra.
        rate_codes: Codes that classify the rate of this offer.
        included_modules: Modules that are part of the offer without being chosen.
        allowed_payment_choices: Payment methods that a new member may choose for this offer.
        contract_text_blocks: Texts belonging to the contract, such as terms to accept or sign.
        sub_description: Additional, secondary text about the offer.
        image_url: Address of an image to show with the offer.
        footnote: Small print shown beneath the offer.
        limited_offering_period: Date span to which availability of the offer is limited.
        contract_signatures_required: True if the contract has to be signed.
        maximum_number_of_selectable_modules: Upper limit on how many of the selectable modules may be chosen.
        selectable_modules: Modules from which the member may pick, up to the stated maximum.
        terms: Detailed terms in which the offer can be concluded.
        time_restrictions: Limits on the times at which the membership may be used.
    """

    id: int
    description: str
    name: str
    pre_use_type: ContractPreUseType
    rate_codes: list[RateCode]
    included_modules: list[MembershipOfferIncludedModule]
    allowed_payment_choices: list[PaymentChoice]
    contract_text_blocks: list[MembershipOfferTextBlock]
    sub_description: str | None = None
    image_url: str | None = None
    footnote: str | None = None
    limited_offering_period: DatePeriod | None = None
    contract_signatures_required: bool | None = None
    maximum_number_of_selectable_modules: int | None = None
    selectable_modules: list[MembershipOfferModule] | None = None
    terms: list[MembershipOfferTermExtended] | None = None
    time_restrictions: TimeRestrictions | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipOfferExtended"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.description = value if (value := take("description")).__class__ is str else _scalar(value)
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.pre_use_type = _contract_pre_use_type[take("preUseType")]
        self.rate_codes = [_new(RateCode)._decode(item) for item in _array(take("rateCodes"))]
        self.included_modules = [
            _new(MembershipOfferIncludedModule)._decode(item) for item in _array(take("includedModules"))
        ]
        self.allowed_payment_choices = [
            _payment_choice[item] for item in _array_without_null(take("allowedPaymentChoices"))
        ]
        self.contract_text_blocks = [
            _new(MembershipOfferTextBlock)._decode(item) for item in _array(take("contractTextBlocks"))
        ]
        self.sub_description = (
            value if (value := take("subDescription", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.image_url = (
            value if (value := take("imageUrl", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.footnote = value if (value := take("footnote", None)) is None or value.__class__ is str else _scalar(value)
        self.limited_offering_period = (
            None if (value := take("limitedOfferingPeriod", None)) is None else _new(DatePeriod)._decode(value)
        )
        self.contract_signatures_required = (
            value
            if (value := take("contractSignaturesRequired", None)) is None or value is True or value is False
            else _boolean(value)
        )
        self.maximum_number_of_selectable_modules = (
            value
            if (value := take("maximumNumberOfSelectableModules", None)) is None or value.__class__ is int
            else _scalar(value)
        )
        self.selectable_modules = (
            None
            if (value := take("selectableModules", None)) is None
            else [
                _new(MembershipOfferModule)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.terms = (
            None
            if (value := take("terms", None)) is None
            else [
                _new(MembershipOfferTermExtended)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.time_restrictions = (
            None if (value := take("timeRestrictions", None)) is None else _new(TimeRestrictions)._decode(value)
        )
        if self.pre_use_type is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.id is None
            or self.description is None
            or self.name is None
            or self.pre_use_type is None
            or self.rate_codes is None
            or self.included_modules is None
            or self.allowed_payment_choices is None
            or self.contract_text_blocks is None
        ):
            raise _missing_member(
                self,
                "id",
                "description",
                "name",
                "pre_use_type",
                "rate_codes",
                "included_modules",
                "allowed_payment_choices",
                "contract_text_blocks",
            )
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["description"] = self.description
        out["name"] = self.name
        out["preUseType"] = _text(self.pre_use_type)
        out["rateCodes"] = [item.to_dict() for item in self.rate_codes]
        out["includedModules"] = [item.to_dict() for item in self.included_modules]
        out["allowedPaymentChoices"] = [_text(item) for item in self.allowed_payment_choices]
        out["contractTextBlocks"] = [item.to_dict() for item in self.contract_text_blocks]
        if self.sub_description is not None:
            out["subDescription"] = self.sub_description
        if self.image_url is not None:
            out["imageUrl"] = self.image_url
        if self.footnote is not None:
            out["footnote"] = self.footnote
        if self.limited_offering_period is not None:
            out["limitedOfferingPeriod"] = self.limited_offering_period.to_dict()
        if self.contract_signatures_required is not None:
            out["contractSignaturesRequired"] = self.contract_signatures_required
        if self.maximum_number_of_selectable_modules is not None:
            out["maximumNumberOfSelectableModules"] = self.maximum_number_of_selectable_modules
        if self.selectable_modules is not None:
            out["selectableModules"] = [item.to_dict() for item in self.selectable_modules]
        if self.terms is not None:
            out["terms"] = [item.to_dict() for item in self.terms]
        if self.time_restrictions is not None:
            out["timeRestrictions"] = self.time_restrictions.to_dict()
        return out
