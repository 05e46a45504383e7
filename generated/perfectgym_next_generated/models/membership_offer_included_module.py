from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .membership_offer_module_term import MembershipOfferModuleTerm
from .membership_offer_text_block import MembershipOfferTextBlock
from .membership_offer_trial_period import MembershipOfferTrialPeriod
from .rate_code import RateCode


@_define(kw_only=True, repr=False)
class MembershipOfferIncludedModule(_Model):
    """Module that comes with a membership offer and carries no price of its own here.

    Attributes:
        id: Id of the module, used to refer to it in other calls.
        name: Module name shown to members.
        description: Text that explains the module to members.
        term: Duration, extension and cancellation rules of the module.
        image_url: Address of an image to show with the module.
        trial_period: Initial period in which the module can be tried.
        consent_text_block: Text to which the member consents when taking the module.
        rate_codes: Codes that classify the rate of this module.
    """

    id: int
    name: str
    description: str
    term: MembershipOfferModuleTerm
    image_url: str | None = None
    trial_period: MembershipOfferTrialPeriod | None = None
    consent_text_block: MembershipOfferTextBlock | None = None
    rate_codes: list[RateCode] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipOfferIncludedModule"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.description = value if (value := take("description")).__class__ is str else _scalar(value)
        self.term = _new(MembershipOfferModuleTerm)._decode(take("term"))
        self.image_url = (
            value if (value := take("imageUrl", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.trial_period = (
            None if (value := take("trialPeriod", None)) is None else _new(MembershipOfferTrialPeriod)._decode(value)
        )
        self.consent_text_block = (
            None if (value := take("consentTextBlock", None)) is None else _new(MembershipOfferTextBlock)._decode(value)
        )
        self.rate_codes = (
            None
            if (value := take("rateCodes", None)) is None
            else [_new(RateCode)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None or self.name is None or self.description is None or self.term is None:
            raise _missing_member(self, "id", "name", "description", "term")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["name"] = self.name
        out["description"] = self.description
        out["term"] = self.term.to_dict()
        if self.image_url is not None:
            out["imageUrl"] = self.image_url
        if self.trial_period is not None:
            out["trialPeriod"] = self.trial_period.to_dict()
        if self.consent_text_block is not None:
            out["consentTextBlock"] = self.consent_text_block.to_dict()
        if self.rate_codes is not None:
            out["rateCodes"] = [item.to_dict() for item in self.rate_codes]
        return out
