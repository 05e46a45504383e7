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
class AdditionalModuleContractCancelation(_Model):
    """Request body for cancelling an additional module contract.

    Attributes:
        cancelation_date: Date for which the cancellation is requested.
        cancelation_reason_id: Id of the chosen cancellation reason.
    """

    cancelation_date: datetime.date
    cancelation_reason_id: int
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AdditionalModuleContractCancelation"
    _checks_: ClassVar[_Checks] = (
        ("cancelation_date", _format_date),
        ("cancelation_reason_id", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.cancelation_date = _read_date(take("cancelationDate"))
        self.cancelation_reason_id = (
            value if (value := take("cancelationReasonId")).__class__ is int else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.cancelation_date is None or self.cancelation_reason_id is None:
            raise _missing_member(self, "cancelation_date", "cancelation_reason_id")
        out = dict(self.additional_properties)
        out["cancelationDate"] = _format_date(
            self.cancelation_date, "AdditionalModuleContractCancelation.cancelation_date"
        )
        out["cancelationReasonId"] = self.cancelation_reason_id
        return out
