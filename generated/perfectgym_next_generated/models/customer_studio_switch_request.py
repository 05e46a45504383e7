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
class CustomerStudioSwitchRequest(_Model):
    """Target and date of a customer's move to another studio.

    Attributes:
        target_studio_id: Id of the studio the customer moves to.
        switch_date: Day on which the move takes effect (yyyy-MM-dd).
        description: Note on the move.
    """

    target_studio_id: int
    switch_date: datetime.date
    description: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "OpenApiV1CustomerStudioSwitchRequestDto"
    _checks_: ClassVar[_Checks] = (
        ("target_studio_id", _check_scalar),
        ("switch_date", _format_date),
        ("description", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.target_studio_id = value if (value := take("targetStudioId")).__class__ is int else _scalar(value)
        self.switch_date = _read_date(take("switchDate"))
        self.description = (
            value if (value := take("description", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.target_studio_id is None or self.switch_date is None:
            raise _missing_member(self, "target_studio_id", "switch_date")
        out = dict(self.additional_properties)
        out["targetStudioId"] = self.target_studio_id
        out["switchDate"] = _format_date(self.switch_date, "CustomerStudioSwitchRequest.switch_date")
        if self.description is not None:
            out["description"] = self.description
        return out
