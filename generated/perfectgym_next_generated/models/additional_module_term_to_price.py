from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.model import Model as _Model

from .money import DRAFT as _money
from .money import Money
from .term import Term


@_define(kw_only=True, repr=False)
class AdditionalModuleTermToPrice(_Model):
    """Price of an additional module for a particular term.

    Attributes:
        term: Time span the price belongs to.
        price: Price for that term with its currency.
    """

    term: Term
    price: Money
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AdditionalModuleTermToPrice"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.term = _new(Term)._decode(take("term"))
        self.price = _new(_money)._decode(take("price"))
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.term is None or self.price is None:
            raise _missing_member(self, "term", "price")
        out = dict(self.additional_properties)
        out["term"] = self.term.to_dict()
        out["price"] = self.price.to_dict()
        return out
