from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .charge_adjustment_type import VALUES as _charge_adjustment_type
from .charge_adjustment_type import ChargeAdjustmentType
from .price_adjustment_type import VALUES as _price_adjustment_type
from .price_adjustment_type import PriceAdjustmentType


@_define(kw_only=True, repr=False)
class MembershipOfferTermAdjustmentRule(_Model):
    """Rule by which the price of a membership changes over time.

    Attributes:
        default_description: Standard text that describes the adjustment.
        value: Size of the adjustment as text, possibly with a percent sign.
        recurrence_frequency: How often the adjustment takes place, as text.
        type_: Whether the price is raised, reduced or replaced by a new basic amount.
        charge_adjustment_type: How `value` is to be read: relative, absolute or as a basic amount.
    """

    default_description: str
    value: str
    recurrence_frequency: str
    type_: PriceAdjustmentType
    charge_adjustment_type: ChargeAdjustmentType
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipOfferTermAdjustmentRule"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.default_description = value if (value := take("defaultDescription")).__class__ is str else _scalar(value)
        self.value = value if (value := take("value")).__class__ is str else _scalar(value)
        self.recurrence_frequency = value if (value := take("recurrenceFrequency")).__class__ is str else _scalar(value)
        self.type_ = _price_adjustment_type[take("type")]
        self.charge_adjustment_type = _charge_adjustment_type[take("chargeAdjustmentType")]
        if self.type_ is None or self.charge_adjustment_type is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.default_description is None
            or self.value is None
            or self.recurrence_frequency is None
            or self.type_ is None
            or self.charge_adjustment_type is None
        ):
            raise _missing_member(
                self, "default_description", "value", "recurrence_frequency", "type_", "charge_adjustment_type"
            )
        out = dict(self.additional_properties)
        out["defaultDescription"] = self.default_description
        out["value"] = self.value
        out["recurrenceFrequency"] = self.recurrence_frequency
        out["type"] = _text(self.type_)
        out["chargeAdjustmentType"] = _text(self.charge_adjustment_type)
        return out
