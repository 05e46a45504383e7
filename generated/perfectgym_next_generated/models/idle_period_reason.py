from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next.model import Model as _Model
from perfectgym_next.wire import missing_member as _missing_member
from perfectgym_next.wire import null_member as _null_member


@_define(kw_only=True, repr=False)
class IdlePeriodReason(_Model):
    """A reason that can be chosen for an idle period.

    Attributes:
        id: Identifier to send as `reasonId`.
        name: Wording of the reason for display.
        document_required: Whether a supporting document must accompany this reason.
    """

    id: int
    name: str
    document_required: bool
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "IdlePeriodReason"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = take("id")
        self.name = take("name")
        self.document_required = take("documentRequired")
        if self.id is None or self.name is None or self.document_required is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None or self.name is None or self.document_required is None:
            raise _missing_member(self, "id", "name", "document_required")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["name"] = self.name
        out["documentRequired"] = self.document_required
        return out
