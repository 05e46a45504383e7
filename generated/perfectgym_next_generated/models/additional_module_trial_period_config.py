from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .term import Term


@_define(kw_only=True, repr=False)
class AdditionalModuleTrialPeriodConfig(_Model):
    """The trial period an additional module offers.

    Attributes:
        term: Length of the trial on offer.
        description: Text that explains the trial.
    """

    term: Term
    description: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AdditionalModuleTrialPeriodConfig"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.term = _new(Term)._decode(take("term"))
        self.description = (
            value if (value := take("description", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.term is None:
            raise _missing_member(self, "term")
        out = dict(self.additional_properties)
        out["term"] = self.term.to_dict()
        if self.description is not None:
            out["description"] = self.description
        return out
