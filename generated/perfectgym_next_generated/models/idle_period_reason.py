from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


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
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.document_required = (
            value if (value := take("documentRequired")) is True or value is False else _boolean(value)
        )
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
