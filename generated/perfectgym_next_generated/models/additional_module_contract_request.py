from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next.model import Model as _Model
from perfectgym_next.wire import missing_member as _missing_member
from perfectgym_next.wire import null_member as _null_member


@_define(kw_only=True, repr=False)
class AdditionalModuleContractRequest(_Model):
    """Request body for buying an additional module, or for checking the purchase first.

    Attributes:
        additional_module_id: Id of the module to buy.
        payment_frequency_id: Id of the chosen payment frequency of that module.
        book_trial_period: Whether to book the module's trial period as well.
    """

    additional_module_id: int
    payment_frequency_id: int
    book_trial_period: bool
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AdditionalModuleContractRequest"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.additional_module_id = take("additionalModuleId")
        self.payment_frequency_id = take("paymentFrequencyId")
        self.book_trial_period = take("bookTrialPeriod")
        if self.additional_module_id is None or self.payment_frequency_id is None or self.book_trial_period is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.additional_module_id is None or self.payment_frequency_id is None or self.book_trial_period is None:
            raise _missing_member(self, "additional_module_id", "payment_frequency_id", "book_trial_period")
        out = dict(self.additional_properties)
        out["additionalModuleId"] = self.additional_module_id
        out["paymentFrequencyId"] = self.payment_frequency_id
        out["bookTrialPeriod"] = self.book_trial_period
        return out
