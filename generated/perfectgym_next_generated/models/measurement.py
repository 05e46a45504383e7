from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import number as _number
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .gender import VALUES as _gender
from .gender import Gender


@_define(kw_only=True, repr=False)
class Measurement(_Model):
    """A customer's latest measurement record: personal data and height.

    Attributes:
        id: Id of the record.
        first_name: Given name of the customer.
        last_name: Family name of the customer.
        age: Age of the customer in years.
        date_of_birth: Date of birth (yyyy-MM-dd).
        gender: Gender of the customer.
        height: Body height; the example looks like centimetres.
    """

    id: int
    first_name: str | None = None
    last_name: str | None = None
    age: int | None = None
    date_of_birth: datetime.date | None = None
    gender: Gender | None = None
    height: Decimal | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Measurement"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.first_name = (
            value if (value := take("firstName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.last_name = (
            value if (value := take("lastName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.age = value if (value := take("age", None)) is None or value.__class__ is int else _scalar(value)
        self.date_of_birth = None if (value := take("dateOfBirth", None)) is None else _read_date(value)
        self.gender = _gender[take("gender", None)]
        self.height = value if (value := take("height", None)) is None or value.__class__ is Decimal else _number(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None:
            raise _missing_member(self, "id")
        out = dict(self.additional_properties)
        out["id"] = self.id
        if self.first_name is not None:
            out["firstName"] = self.first_name
        if self.last_name is not None:
            out["lastName"] = self.last_name
        if self.age is not None:
            out["age"] = self.age
        if self.date_of_birth is not None:
            out["dateOfBirth"] = _format_date(self.date_of_birth, "Measurement.date_of_birth")
        if self.gender is not None:
            out["gender"] = _text(self.gender)
        if self.height is not None:
            out["height"] = self.height
        return out
