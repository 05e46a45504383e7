from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .idle_period_state import VALUES as _idle_period_state
from .idle_period_state import IdlePeriodState
from .money import DRAFT as _money
from .money import Money


@_define(kw_only=True, repr=False)
class IdlePeriod(_Model):
    """A stretch of time during which a membership contract is paused.

    Attributes:
        id: Identifier of the idle period.
        start_date: First day of the pause.
        reason: Name of the reason given for the pause.
        fee: Fee for the idle period with its currency.
        state: Whether the idle period is accepted or still awaits verification.
        end_date: Last day of the pause.
        unlimited: Whether the pause was set up without a fixed length.
        document_url: URL of the supporting document, if there is one.
    """

    id: int
    start_date: datetime.date
    reason: str
    fee: Money
    state: IdlePeriodState
    end_date: datetime.date | None = None
    unlimited: bool | None = None
    document_url: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "IdlePeriod"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.start_date = _read_date(take("startDate"))
        self.reason = value if (value := take("reason")).__class__ is str else _scalar(value)
        self.fee = _new(_money)._decode(take("fee"))
        self.state = _idle_period_state[take("state")]
        self.end_date = None if (value := take("endDate", None)) is None else _read_date(value)
        self.unlimited = (
            value if (value := take("unlimited", None)) is None or value is True or value is False else _boolean(value)
        )
        self.document_url = (
            value if (value := take("documentUrl", None)) is None or value.__class__ is str else _scalar(value)
        )
        if self.state is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None or self.start_date is None or self.reason is None or self.fee is None or self.state is None:
            raise _missing_member(self, "id", "start_date", "reason", "fee", "state")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["startDate"] = _format_date(self.start_date, "IdlePeriod.start_date")
        out["reason"] = self.reason
        out["fee"] = self.fee.to_dict()
        out["state"] = _text(self.state)
        if self.end_date is not None:
            out["endDate"] = _format_date(self.end_date, "IdlePeriod.end_date")
        if self.unlimited is not None:
            out["unlimited"] = self.unlimited
        if self.document_url is not None:
            out["documentUrl"] = self.document_url
        return out
