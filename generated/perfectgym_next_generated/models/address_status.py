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

from .address_status_type import VALUES as _address_status_type
from .address_status_type import AddressStatusType


@_define(kw_only=True, repr=False)
class AddressStatus(_Model):
    """Tells whether a postal address is considered valid.

    Attributes:
        type_: Whether the address counts as valid or invalid.
        status_information: Further explanation of the status as free text.
        since: Date from which this status applies.
    """

    type_: AddressStatusType
    status_information: str | None = None
    since: datetime.date | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AddressStatus"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.type_ = _address_status_type[take("type")]
        self.status_information = (
            value if (value := take("statusInformation", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.since = None if (value := take("since", None)) is None else _read_date(value)
        if self.type_ is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.type_ is None:
            raise _missing_member(self, "type_")
        out = dict(self.additional_properties)
        out["type"] = _text(self.type_)
        if self.status_information is not None:
            out["statusInformation"] = self.status_information
        if self.since is not None:
            out["since"] = _format_date(self.since, "AddressStatus.since")
        return out
