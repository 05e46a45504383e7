from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import check_boolean as _check_boolean
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .idle_period_unit import VALUES as _idle_period_unit
from .idle_period_unit import IdlePeriodUnit


@_define(kw_only=True, repr=False)
class IdlePeriodRequest(_Model):
    """Details of an idle period to be created.

    Attributes:
        start_date: First day of the requested pause.
        reason_id: Id of an idle period reason, as listed by `membership_self_service.get_idle_period_config`.
        temporal_unit: Time unit in which `termValue` is counted.
        term_value: Length of the pause as a number of `temporalUnit` units.
        unlimited: Whether the pause is requested without a fixed length.
    """

    start_date: datetime.date
    reason_id: int
    temporal_unit: IdlePeriodUnit | None = None
    term_value: int | None = None
    unlimited: bool | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "IdlePeriodRequest"
    _checks_: ClassVar[_Checks] = (
        ("start_date", _format_date),
        ("reason_id", _check_scalar),
        ("temporal_unit", _check_scalar),
        ("term_value", _check_scalar),
        ("unlimited", _check_boolean),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.start_date = _read_date(take("startDate"))
        self.reason_id = value if (value := take("reasonId")).__class__ is int else _scalar(value)
        self.temporal_unit = _idle_period_unit[take("temporalUnit", None)]
        self.term_value = (
            value if (value := take("termValue", None)) is None or value.__class__ is int else _scalar(value)
        )
        self.unlimited = (
            value if (value := take("unlimited", None)) is None or value is True or value is False else _boolean(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.start_date is None or self.reason_id is None:
            raise _missing_member(self, "start_date", "reason_id")
        out = dict(self.additional_properties)
        out["startDate"] = _format_date(self.start_date, "IdlePeriodRequest.start_date")
        out["reasonId"] = self.reason_id
        if self.temporal_unit is not None:
            out["temporalUnit"] = _text(self.temporal_unit)
        if self.term_value is not None:
            out["termValue"] = self.term_value
        if self.unlimited is not None:
            out["unlimited"] = self.unlimited
        return out
