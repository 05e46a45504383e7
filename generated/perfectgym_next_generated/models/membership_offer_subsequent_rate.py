from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .membership_offer_payment_frequency import MembershipOfferPaymentFrequency


@_define(kw_only=True, repr=False)
class MembershipOfferSubsequentRate(_Model):
    """Rate that follows once the current term of a membership has ended.

    Attributes:
        name: Display name of the following rate.
        payment_frequency: How often the following rate is charged and at what price.
    """

    name: str
    payment_frequency: MembershipOfferPaymentFrequency
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipOfferSubsequentRate"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.payment_frequency = _new(MembershipOfferPaymentFrequency)._decode(take("paymentFrequency"))
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.name is None or self.payment_frequency is None:
            raise _missing_member(self, "name", "payment_frequency")
        out = dict(self.additional_properties)
        out["name"] = self.name
        out["paymentFrequency"] = self.payment_frequency.to_dict()
        return out
