from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .membership_offer_payment_frequency import MembershipOfferPaymentFrequency
from .term import Term


@_define(kw_only=True, repr=False)
class MembershipOfferFlatFee(_Model):
    """Flat fee charged with a membership, for example a starter package.

    Attributes:
        name: Display name of the flat fee.
        formatted_payment_frequency: Payment interval as a ready-made text.
        identifier: Text key that identifies the flat fee.
        first_booking_delay: Time span by which the first booking of the fee is delayed.
        payment_frequency: How often the fee is charged and at what price.
        starter_package: True if this fee is a starter package.
    """

    name: str
    formatted_payment_frequency: str
    identifier: str | None = None
    first_booking_delay: Term | None = None
    payment_frequency: MembershipOfferPaymentFrequency | None = None
    starter_package: bool | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipOfferFlatFee"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.formatted_payment_frequency = (
            value if (value := take("formattedPaymentFrequency")).__class__ is str else _scalar(value)
        )
        self.identifier = (
            value if (value := take("identifier", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.first_booking_delay = (
            None if (value := take("firstBookingDelay", None)) is None else _new(Term)._decode(value)
        )
        self.payment_frequency = (
            None
            if (value := take("paymentFrequency", None)) is None
            else _new(MembershipOfferPaymentFrequency)._decode(value)
        )
        self.starter_package = (
            value
            if (value := take("starterPackage", None)) is None or value is True or value is False
            else _boolean(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.name is None or self.formatted_payment_frequency is None:
            raise _missing_member(self, "name", "formatted_payment_frequency")
        out = dict(self.additional_properties)
        out["name"] = self.name
        out["formattedPaymentFrequency"] = self.formatted_payment_frequency
        if self.identifier is not None:
            out["identifier"] = self.identifier
        if self.first_booking_delay is not None:
            out["firstBookingDelay"] = self.first_booking_delay.to_dict()
        if self.payment_frequency is not None:
            out["paymentFrequency"] = self.payment_frequency.to_dict()
        if self.starter_package is not None:
            out["starterPackage"] = self.starter_package
        return out
