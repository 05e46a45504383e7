from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .contract_pre_use_type import VALUES as _contract_pre_use_type
from .contract_pre_use_type import ContractPreUseType
from .date_period import DatePeriod
from .membership_offer_term import MembershipOfferTerm
from .rate_code import RateCode


@_define(kw_only=True, repr=False)
class MembershipOffer(_Model):
    """Membership offer in the short form used by the list of offers.

    Attributes:
        id: Id of the membership offer, used to fetch its details.
        description: Main text that advertises the offer.
        name: Offer name shown to prospective members.
        pre_use_type: Whether use before the contract start is allowed, and whether it costs extra.
        rate_codes: Codes that classify the rate of this offer.
        terms: Terms in which the offer can be concluded, with their prices.
        sub_description: Additional, secondary text about the offer.
        image_url: Address of an image to show with the offer.
        footnote: Small print shown beneath the offer.
        limited_offering_period: Date span to which availability of the offer is limited.
    """

    id: int
    description: str
    name: str
    pre_use_type: ContractPreUseType
    rate_codes: list[RateCode]
    terms: list[MembershipOfferTerm]
    sub_description: str | None = None
    image_url: str | None = None
    footnote: str | None = None
    limited_offering_period: DatePeriod | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipOffer"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.description = value if (value := take("description")).__class__ is str else _scalar(value)
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.pre_use_type = _contract_pre_use_type[take("preUseType")]
        self.rate_codes = [_new(RateCode)._decode(item) for item in _array(take("rateCodes"))]
        self.terms = [_new(MembershipOfferTerm)._decode(item) for item in _array(take("terms"))]
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
            or self.terms is None
        ):
            raise _missing_member(self, "id", "description", "name", "pre_use_type", "rate_codes", "terms")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["description"] = self.description
        out["name"] = self.name
        out["preUseType"] = _text(self.pre_use_type)
        out["rateCodes"] = [item.to_dict() for item in self.rate_codes]
        out["terms"] = [item.to_dict() for item in self.terms]
        if self.sub_description is not None:
            out["subDescription"] = self.sub_description
        if self.image_url is not None:
            out["imageUrl"] = self.image_url
        if self.footnote is not None:
            out["footnote"] = self.footnote
        if self.limited_offering_period is not None:
            out["limitedOfferingPeriod"] = self.limited_offering_period.to_dict()
        return out
