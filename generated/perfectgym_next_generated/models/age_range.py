from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class AgeRange(_Model):
    """Range of ages to which a rule applies.

    Attributes:
        start_age: Lower bound of the range, in years.
        end_age: Upper bound of the range, in years.
    """

    start_age: int
    end_age: int
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AgeRange"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.start_age = value if (value := take("startAge")).__class__ is int else _scalar(value)
        self.end_age = value if (value := take("endAge")).__class__ is int else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.start_age is None or self.end_age is None:
            raise _missing_member(self, "start_age", "end_age")
        out = dict(self.additional_properties)
        out["startAge"] = self.start_age
        out["endAge"] = self.end_age
        return out
