from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.model import Model as _Model

from .contract_volume import ContractVolume
from .membership_offer_text_block import MembershipOfferTextBlock
from .money import DRAFT as _money
from .money import Money
from .signup_payment_preview import SignupPaymentPreview


@_define(kw_only=True, repr=False)
class MembershipSwitchPreview(_Model):
    """Calculated consequences of a membership switch.

    Attributes:
        contract_volume_information: Total and average amounts of the new contract.
        age_adjusted_price: Price after adjustment for the customer's age, with its currency.
        module_consent_text_blocks: Texts to which the customer consents for the modules.
        payment_preview: Payments that the switch leads to.
    """

    contract_volume_information: ContractVolume | None = None
    age_adjusted_price: Money | None = None
    module_consent_text_blocks: list[MembershipOfferTextBlock] | None = None
    payment_preview: SignupPaymentPreview | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipSwitchPreview"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.contract_volume_information = (
            None if (value := take("contractVolumeInformation", None)) is None else _new(ContractVolume)._decode(value)
        )
        self.age_adjusted_price = (
            None if (value := take("ageAdjustedPrice", None)) is None else _new(_money)._decode(value)
        )
        self.module_consent_text_blocks = (
            None
            if (value := take("moduleConsentTextBlocks", None)) is None
            else [
                _new(MembershipOfferTextBlock)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.payment_preview = (
            None if (value := take("paymentPreview", None)) is None else _new(SignupPaymentPreview)._decode(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.contract_volume_information is not None:
            out["contractVolumeInformation"] = self.contract_volume_information.to_dict()
        if self.age_adjusted_price is not None:
            out["ageAdjustedPrice"] = self.age_adjusted_price.to_dict()
        if self.module_consent_text_blocks is not None:
            out["moduleConsentTextBlocks"] = [item.to_dict() for item in self.module_consent_text_blocks]
        if self.payment_preview is not None:
            out["paymentPreview"] = self.payment_preview.to_dict()
        return out
