from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.model import Model as _Model

from .term import Term


@_define(kw_only=True, repr=False)
class RemainingIdlePeriods(_Model):
    """How much idle time a contract has left.

    Attributes:
        remaining_free_terms: Idle time still available free of charge.
        remaining_max_terms: Idle time still available under the upper limit.
    """

    remaining_free_terms: Term
    remaining_max_terms: Term | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "RemainingIdlePeriods"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.remaining_free_terms = _new(Term)._decode(take("remainingFreeTerms"))
        self.remaining_max_terms = (
            None if (value := take("remainingMaxTerms", None)) is None else _new(Term)._decode(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.remaining_free_terms is None:
            raise _missing_member(self, "remaining_free_terms")
        out = dict(self.additional_properties)
        out["remainingFreeTerms"] = self.remaining_free_terms.to_dict()
        if self.remaining_max_terms is not None:
            out["remainingMaxTerms"] = self.remaining_max_terms.to_dict()
        return out
