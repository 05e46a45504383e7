from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.model import Model as _Model

from .additional_module_extension import AdditionalModuleExtension
from .term import Term


@_define(kw_only=True, repr=False)
class TermInformation(_Model):
    """Term, extension and notice period of an additional module contract.

    Attributes:
        term: Length of the contract's initial term.
        extension: How the contract continues after its term.
        cancelation_period: Notice period for cancelling the contract.
    """

    term: Term
    extension: AdditionalModuleExtension | None = None
    cancelation_period: Term | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "TermInformation"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.term = _new(Term)._decode(take("term"))
        self.extension = (
            None if (value := take("extension", None)) is None else _new(AdditionalModuleExtension)._decode(value)
        )
        self.cancelation_period = (
            None if (value := take("cancelationPeriod", None)) is None else _new(Term)._decode(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.term is None:
            raise _missing_member(self, "term")
        out = dict(self.additional_properties)
        out["term"] = self.term.to_dict()
        if self.extension is not None:
            out["extension"] = self.extension.to_dict()
        if self.cancelation_period is not None:
            out["cancelationPeriod"] = self.cancelation_period.to_dict()
        return out
