from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .membership_offer_extension_type import VALUES as _membership_offer_extension_type
from .membership_offer_extension_type import MembershipOfferExtensionType
from .term import Term


@_define(kw_only=True, repr=False)
class MembershipOfferModuleTerm(_Model):
    """Duration of a module with its extension and cancellation rules.

    Attributes:
        extension_type: What follows when the initial duration ends.
        term: Initial duration of the module contract.
        term_extension: Duration by which the module contract is extended.
        cancelation_period: Notice period during the initial duration.
        extension_cancelation_period: Notice period once the module contract has been extended.
    """

    extension_type: MembershipOfferExtensionType
    term: Term | None = None
    term_extension: Term | None = None
    cancelation_period: Term | None = None
    extension_cancelation_period: Term | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipOfferModuleTerm"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.extension_type = _membership_offer_extension_type[take("extensionType")]
        self.term = None if (value := take("term", None)) is None else _new(Term)._decode(value)
        self.term_extension = None if (value := take("termExtension", None)) is None else _new(Term)._decode(value)
        self.cancelation_period = (
            None if (value := take("cancelationPeriod", None)) is None else _new(Term)._decode(value)
        )
        self.extension_cancelation_period = (
            None if (value := take("extensionCancelationPeriod", None)) is None else _new(Term)._decode(value)
        )
        if self.extension_type is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.extension_type is None:
            raise _missing_member(self, "extension_type")
        out = dict(self.additional_properties)
        out["extensionType"] = _text(self.extension_type)
        if self.term is not None:
            out["term"] = self.term.to_dict()
        if self.term_extension is not None:
            out["termExtension"] = self.term_extension.to_dict()
        if self.cancelation_period is not None:
            out["cancelationPeriod"] = self.cancelation_period.to_dict()
        if self.extension_cancelation_period is not None:
            out["extensionCancelationPeriod"] = self.extension_cancelation_period.to_dict()
        return out
