from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import number as _number
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .age_based_adjustment_type import VALUES as _age_based_adjustment_type
from .age_based_adjustment_type import AgeBasedAdjustmentType
from .age_range import AgeRange


@_define(kw_only=True, repr=False)
class MembershipOfferModuleAgeBasedAdjustment(_Model):
    """Change of a price for members within a certain age range.

    Attributes:
        age_range: Ages for which the adjustment holds.
        value: Size of the adjustment: an amount or a percentage, depending on `type`.
        type_: Whether `value` is an absolute amount or a percentage.
    """

    age_range: AgeRange
    value: Decimal
    type_: AgeBasedAdjustmentType
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipOfferModuleAgeBasedAdjustment"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.age_range = _new(AgeRange)._decode(take("ageRange"))
        self.value = value if (value := take("value")).__class__ is Decimal else _number(value)
        self.type_ = _age_based_adjustment_type[take("type")]
        if self.type_ is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.age_range is None or self.value is None or self.type_ is None:
            raise _missing_member(self, "age_range", "value", "type_")
        out = dict(self.additional_properties)
        out["ageRange"] = self.age_range.to_dict()
        out["value"] = self.value
        out["type"] = _text(self.type_)
        return out
