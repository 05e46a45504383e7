from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class CustomerCreateResult(_Model):
    """Answer to the creation of a customer.

    Attributes:
        customer_id: Id of the newly created customer.
    """

    customer_id: int
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "OpenApiV1CustomerCreateResult"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.customer_id = value if (value := take("customerId")).__class__ is int else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.customer_id is None:
            raise _missing_member(self, "customer_id")
        out = dict(self.additional_properties)
        out["customerId"] = self.customer_id
        return out
