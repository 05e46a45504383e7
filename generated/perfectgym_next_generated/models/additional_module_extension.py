from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .additional_module_extension_type import VALUES as _additional_module_extension_type
from .additional_module_extension_type import AdditionalModuleExtensionType
from .term import Term


@_define(kw_only=True, repr=False)
class AdditionalModuleExtension(_Model):
    """How an additional module contract continues after its term.

    Attributes:
        extension_type: Kind of continuation once the term ends.
        term_extension: Length of time the contract is extended by.
        extension_cancelation_period: Notice period that applies to the extension.
    """

    extension_type: AdditionalModuleExtensionType
    term_extension: Term | None = None
    extension_cancelation_period: Term | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AdditionalModuleExtension"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.extension_type = _additional_module_extension_type[take("extensionType")]
        self.term_extension = None if (value := take("termExtension", None)) is None else _new(Term)._decode(value)
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
        if self.term_extension is not None:
            out["termExtension"] = self.term_extension.to_dict()
        if self.extension_cancelation_period is not None:
            out["extensionCancelationPeriod"] = self.extension_cancelation_period.to_dict()
        return out
