from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .address_status import AddressStatus


@_define(kw_only=True, repr=False)
class AddressDetails(_Model):
    """A street address split into its parts, with what is known about its validity.

    Attributes:
        street: Street name, without the house number.
        house_number: House number including any letter suffix.
        address_status: What is known about whether the address is right.
    """

    street: str | None = None
    house_number: str | None = None
    address_status: AddressStatus | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AddressDetails"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.street = value if (value := take("street", None)) is None or value.__class__ is str else _scalar(value)
        self.house_number = (
            value if (value := take("houseNumber", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.address_status = (
            None if (value := take("addressStatus", None)) is None else _new(AddressStatus)._decode(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.street is not None:
            out["street"] = self.street
        if self.house_number is not None:
            out["houseNumber"] = self.house_number
        if self.address_status is not None:
            out["addressStatus"] = self.address_status.to_dict()
        return out
