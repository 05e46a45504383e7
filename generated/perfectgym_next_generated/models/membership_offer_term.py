from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .contract_volume import ContractVolume
from .membership_offer_payment_frequency import MembershipOfferPaymentFrequency
from .term import Term


@_define(kw_only=True, repr=False)
class MembershipOfferTerm(_Model):
    """Contract duration with its price, as shown in the list of offers.

    Attributes:
        id: Id of the offer term, to be named when signing up or switching.
        payment_frequency: How often the membership fee is charged and at what price.
        term: Initial contract duration.
        contract_volume_information: Total and average amounts for this term.
        extension_term: Duration by which the contract is extended.
    """

    id: int
    payment_frequency: MembershipOfferPaymentFrequency
    term: Term | None = None
    contract_volume_information: ContractVolume | None = None
    extension_term: Term | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipOfferTerm"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.payment_frequency = _new(MembershipOfferPaymentFrequency)._decode(take("paymentFrequency"))
        self.term = None if (value := take("term", None)) is None else _new(Term)._decode(value)
        self.contract_volume_information = (
            None if (value := take("contractVolumeInformation", None)) is None else _new(ContractVolume)._decode(value)
        )
        self.extension_term = None if (value := take("extensionTerm", None)) is None else _new(Term)._decode(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None or self.payment_frequency is None:
            raise _missing_member(self, "id", "payment_frequency")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["paymentFrequency"] = self.payment_frequency.to_dict()
        if self.term is not None:
            out["term"] = self.term.to_dict()
        if self.contract_volume_information is not None:
            out["contractVolumeInformation"] = self.contract_volume_information.to_dict()
        if self.extension_term is not None:
            out["extensionTerm"] = self.extension_term.to_dict()
        return out
