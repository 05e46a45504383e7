from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .contact_details_type import VALUES as _contact_details_type
from .contact_details_type import ContactDetailsType
from .contact_status import ContactStatus


@_define(kw_only=True, repr=False)
class ContactDetails(_Model):
    """One way to reach a person or company.

    Attributes:
        type_: Kind of contact: private or business phone, fax or e-mail.
        value: The phone number, fax number or e-mail address itself.
        status: What is known about whether this contact works.
    """

    type_: ContactDetailsType
    value: str
    status: ContactStatus | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "ContactDetails"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.type_ = _contact_details_type[take("type")]
        self.value = value if (value := take("value")).__class__ is str else _scalar(value)
        self.status = None if (value := take("status", None)) is None else _new(ContactStatus)._decode(value)
        if self.type_ is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.type_ is None or self.value is None:
            raise _missing_member(self, "type_", "value")
        out = dict(self.additional_properties)
        out["type"] = _text(self.type_)
        out["value"] = self.value
        if self.status is not None:
            out["status"] = self.status.to_dict()
        return out
