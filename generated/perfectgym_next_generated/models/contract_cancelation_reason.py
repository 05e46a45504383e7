from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class ContractCancelationReason(_Model):
    """A reason that can be chosen when cancelling a contract.

    Attributes:
        cancelation_reason_id: Identifier to send with a cancellation.
        cancelation_reason_name: Wording of the reason for display.
    """

    cancelation_reason_id: int
    cancelation_reason_name: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "ContractCancelationReason"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.cancelation_reason_id = (
            value if (value := take("cancelationReasonId")).__class__ is int else _scalar(value)
        )
        self.cancelation_reason_name = (
            value if (value := take("cancelationReasonName")).__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.cancelation_reason_id is None or self.cancelation_reason_name is None:
            raise _missing_member(self, "cancelation_reason_id", "cancelation_reason_name")
        out = dict(self.additional_properties)
        out["cancelationReasonId"] = self.cancelation_reason_id
        out["cancelationReasonName"] = self.cancelation_reason_name
        return out
