from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.terms import TermBase

from .term_unit import VALUES as _term_unit
from .term_unit import TermUnit


@_define(kw_only=True, repr=False)
class Term(TermBase, _Model):
    """A time span of whole days, weeks, months or years.

    Attributes:
        value: Number of units.
        unit: Unit in which `value` counts.
    """

    value: int
    unit: TermUnit
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Term"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.value = value if (value := take("value")).__class__ is int else _scalar(value)
        self.unit = _term_unit[take("unit")]
        if self.unit is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.value is None or self.unit is None:
            raise _missing_member(self, "value", "unit")
        out = dict(self.additional_properties)
        out["value"] = self.value
        out["unit"] = _text(self.unit)
        return out
