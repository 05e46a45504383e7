from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class ClassSlotBookingRequest(_Model):
    """The customer and the class slot of a booking to be made or tested.

    Attributes:
        customer_id: Id of the customer to book for.
        class_slot_id: Id of the class slot to book.
    """

    customer_id: int
    class_slot_id: int
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "ClassSlotBookingRequest"
    _checks_: ClassVar[_Checks] = (
        ("customer_id", _check_scalar),
        ("class_slot_id", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.customer_id = value if (value := take("customerId")).__class__ is int else _scalar(value)
        self.class_slot_id = value if (value := take("classSlotId")).__class__ is int else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.customer_id is None or self.class_slot_id is None:
            raise _missing_member(self, "customer_id", "class_slot_id")
        out = dict(self.additional_properties)
        out["customerId"] = self.customer_id
        out["classSlotId"] = self.class_slot_id
        return out
