from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model

from .identification_document_type import VALUES as _identification_document_type
from .identification_document_type import IdentificationDocumentType


@_define(kw_only=True, repr=False)
class DocumentIdentification(_Model):
    """An identity document presented by a customer.

    Attributes:
        document_number: Number of the identity document.
        document_type: Kind of identity document.
    """

    document_number: str
    document_type: IdentificationDocumentType
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "DocumentIdentification"
    _checks_: ClassVar[_Checks] = (
        ("document_number", _check_scalar),
        ("document_type", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.document_number = value if (value := take("documentNumber")).__class__ is str else _scalar(value)
        self.document_type = _identification_document_type[take("documentType")]
        if self.document_type is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.document_number is None or self.document_type is None:
            raise _missing_member(self, "document_number", "document_type")
        out = dict(self.additional_properties)
        out["documentNumber"] = self.document_number
        out["documentType"] = _text(self.document_type)
        return out
