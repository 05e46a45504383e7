from __future__ import annotations

from typing import Any, ClassVar, Self
from uuid import UUID

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class LeadCreationResponse(_Model):
    """The identifiers assigned to a new lead.

    Attributes:
        id: Numeric id of the lead.
        uuid: UUID of the lead.
        customer_number: Customer number assigned to the lead, e.g. 1-4139.
    """

    id: int
    uuid: UUID
    customer_number: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "LeadCreationResponse"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.uuid = UUID(take("uuid"))
        self.customer_number = value if (value := take("customerNumber")).__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None or self.uuid is None or self.customer_number is None:
            raise _missing_member(self, "id", "uuid", "customer_number")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["uuid"] = str(self.uuid)
        out["customerNumber"] = self.customer_number
        return out
