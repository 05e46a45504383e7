from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .contact_status_type import VALUES as _contact_status_type
from .contact_status_type import ContactStatusType


@_define(kw_only=True, repr=False)
class ContactStatus(_Model):
    """Tells whether a contact entry, chiefly an e-mail address, has proved usable.

    Attributes:
        type_: Result of checking or using the contact.
        status_information: Further explanation of the status as free text.
    """

    type_: ContactStatusType
    status_information: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "ContactStatus"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.type_ = _contact_status_type[take("type")]
        self.status_information = (
            value if (value := take("statusInformation", None)) is None or value.__class__ is str else _scalar(value)
        )
        if self.type_ is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.type_ is None:
            raise _missing_member(self, "type_")
        out = dict(self.additional_properties)
        out["type"] = _text(self.type_)
        if self.status_information is not None:
            out["statusInformation"] = self.status_information
        return out
