from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .customer_title import VALUES as _customer_title
from .customer_title import CustomerTitle
from .gender import VALUES as _gender
from .gender import Gender


@_define(kw_only=True, repr=False)
class PendingMasterDataAmendment(_Model):
    """A requested change of personal details with the new values.

    Attributes:
        first_name: Given name of the customer.
        last_name: Family name of the customer.
        gender: Gender recorded for the customer.
        date_of_birth: Customer's birthday as a calendar date.
        customer_title: Academic title of the customer, or NONE.
        id: Id of the amendment, needed to withdraw it.
        country_of_birth: Country the customer was born in, as an ISO 3166-1 code (ISO 3166-1).
    """

    first_name: str
    last_name: str
    gender: Gender
    date_of_birth: datetime.date
    customer_title: CustomerTitle
    id: int | None = None
    country_of_birth: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "OpenApiV1CustomerDataPendingAmendmentDtoCustomerMasterData"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.first_name = value if (value := take("firstName")).__class__ is str else _scalar(value)
        self.last_name = value if (value := take("lastName")).__class__ is str else _scalar(value)
        self.gender = _gender[take("gender")]
        self.date_of_birth = _read_date(take("dateOfBirth"))
        self.customer_title = _customer_title[take("customerTitle")]
        self.id = value if (value := take("id", None)) is None or value.__class__ is int else _scalar(value)
        self.country_of_birth = (
            value if (value := take("countryOfBirth", None)) is None or value.__class__ is str else _scalar(value)
        )
        if self.gender is None or self.customer_title is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.first_name is None
            or self.last_name is None
            or self.gender is None
            or self.date_of_birth is None
            or self.customer_title is None
        ):
            raise _missing_member(self, "first_name", "last_name", "gender", "date_of_birth", "customer_title")
        out = dict(self.additional_properties)
        out["firstName"] = self.first_name
        out["lastName"] = self.last_name
        out["gender"] = _text(self.gender)
        out["dateOfBirth"] = _format_date(self.date_of_birth, "PendingMasterDataAmendment.date_of_birth")
        out["customerTitle"] = _text(self.customer_title)
        if self.id is not None:
            out["id"] = self.id
        if self.country_of_birth is not None:
            out["countryOfBirth"] = self.country_of_birth
        return out
