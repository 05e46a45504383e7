from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import check_boolean as _check_boolean
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model


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
    _checks_: ClassVar[_Checks] = (
        ("additional_module_id", _check_scalar),
        ("payment_frequency_id", _check_scalar),
        ("book_trial_period", _check_boolean),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.additional_module_id = value if (value := take("additionalModuleId")).__class__ is int else _scalar(value)
        self.payment_frequency_id = value if (value := take("paymentFrequencyId")).__class__ is int else _scalar(value)
        self.book_trial_period = (
            value if (value := take("bookTrialPeriod")) is True or value is False else _boolean(value)
        )
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
