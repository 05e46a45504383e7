from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date


@_define(kw_only=True, repr=False)
class AccessRestriction(_Model):
    """A restriction of a customer's access to the studio, with reason and period.

    Attributes:
        reason: Why access is restricted.
        start_date: First day of the restriction.
        end_date: Last day of the restriction.
    """

    reason: str
    start_date: datetime.date | None = None
    end_date: datetime.date | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AccessRestriction"
    _checks_: ClassVar[_Checks] = (
        ("reason", _check_scalar),
        ("start_date", _format_date),
        ("end_date", _format_date),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.reason = value if (value := take("reason")).__class__ is str else _scalar(value)
        self.start_date = None if (value := take("startDate", None)) is None else _read_date(value)
        self.end_date = None if (value := take("endDate", None)) is None else _read_date(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.reason is None:
            raise _missing_member(self, "reason")
        out = dict(self.additional_properties)
        out["reason"] = self.reason
        if self.start_date is not None:
            out["startDate"] = _format_date(self.start_date, "AccessRestriction.start_date")
        if self.end_date is not None:
            out["endDate"] = _format_date(self.end_date, "AccessRestriction.end_date")
        return out
