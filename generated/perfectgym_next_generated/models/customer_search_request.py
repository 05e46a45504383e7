from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .card_number_format import VALUES as _card_number_format
from .card_number_format import CardNumberFormat


@_define(kw_only=True, repr=False)
class CustomerSearchRequest(_Model):
    """Criteria for a customer search.

    Attributes:
        first_name: Given name to look for; the example is only the beginning of one.
        last_name: Family name to look for; the example is only the beginning of one.
        email: E-mail address to look for.
        date_of_birth: Date of birth to look for (yyyy-MM-dd).
        card_number_format: Notation of card numbers (the service's default is DECIMAL).
    """

    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    date_of_birth: datetime.date | None = None
    card_number_format: CardNumberFormat | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "CustomerSearchRequest"
    _checks_: ClassVar[_Checks] = (
        ("first_name", _check_scalar),
        ("last_name", _check_scalar),
        ("email", _check_scalar),
        ("date_of_birth", _format_date),
        ("card_number_format", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.first_name = (
            value if (value := take("firstName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.last_name = (
            value if (value := take("lastName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.email = value if (value := take("email", None)) is None or value.__class__ is str else _scalar(value)
        self.date_of_birth = None if (value := take("dateOfBirth", None)) is None else _read_date(value)
        self.card_number_format = _card_number_format[take("cardNumberFormat", None)]
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.first_name is not None:
            out["firstName"] = self.first_name
        if self.last_name is not None:
            out["lastName"] = self.last_name
        if self.email is not None:
            out["email"] = self.email
        if self.date_of_birth is not None:
            out["dateOfBirth"] = _format_date(self.date_of_birth, "CustomerSearchRequest.date_of_birth")
        if self.card_number_format is not None:
            out["cardNumberFormat"] = _text(self.card_number_format)
        return out
