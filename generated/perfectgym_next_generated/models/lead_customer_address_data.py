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
class LeadCustomerAddressData(_Model):
    """Postal address of a lead.

    Attributes:
        street: Street without the house number.
        zip_code: Postal code of the place.
        city: Town or city of the address.
        house_number: House number including any letter suffix.
    """

    street: str
    zip_code: str
    city: str
    house_number: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "LeadCustomerAddressData"
    _checks_: ClassVar[_Checks] = (
        ("street", _check_scalar),
        ("zip_code", _check_scalar),
        ("city", _check_scalar),
        ("house_number", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.street = value if (value := take("street")).__class__ is str else _scalar(value)
        self.zip_code = value if (value := take("zipCode")).__class__ is str else _scalar(value)
        self.city = value if (value := take("city")).__class__ is str else _scalar(value)
        self.house_number = (
            value if (value := take("houseNumber", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.street is None or self.zip_code is None or self.city is None:
            raise _missing_member(self, "street", "zip_code", "city")
        out = dict(self.additional_properties)
        out["street"] = self.street
        out["zipCode"] = self.zip_code
        out["city"] = self.city
        if self.house_number is not None:
            out["houseNumber"] = self.house_number
        return out
