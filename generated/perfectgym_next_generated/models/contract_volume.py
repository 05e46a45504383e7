from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.model import Model as _Model

from .money import DRAFT as _money
from .money import Money


@_define(kw_only=True, repr=False)
class ContractVolume(_Model):
    """Amounts a membership contract adds up to, in total and on average.

    Attributes:
        total_contract_volume: Sum of all payments over the contract, with its currency.
        average_payment_volume_per_month: Average amount to pay per month, with its currency.
        average_payment_volume_per_payment_frequency_term: Average amount to pay per payment interval, with its currency.
    """

    total_contract_volume: Money | None = None
    average_payment_volume_per_month: Money | None = None
    average_payment_volume_per_payment_frequency_term: Money | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "ContractVolume"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.total_contract_volume = (
            None if (value := take("totalContractVolume", None)) is None else _new(_money)._decode(value)
        )
        self.average_payment_volume_per_month = (
            None if (value := take("averagePaymentVolumePerMonth", None)) is None else _new(_money)._decode(value)
        )
        self.average_payment_volume_per_payment_frequency_term = (
            None
            if (value := take("averagePaymentVolumePerPaymentFrequencyTerm", None)) is None
            else _new(_money)._decode(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.total_contract_volume is not None:
            out["totalContractVolume"] = self.total_contract_volume.to_dict()
        if self.average_payment_volume_per_month is not None:
            out["averagePaymentVolumePerMonth"] = self.average_payment_volume_per_month.to_dict()
        if self.average_payment_volume_per_payment_frequency_term is not None:
            out["averagePaymentVolumePerPaymentFrequencyTerm"] = (
                self.average_payment_volume_per_payment_frequency_term.to_dict()
            )
        return out
