from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date
from perfectgym_next.wire import missing_member as _missing_member
from perfectgym_next.wire import null_member as _null_member
from perfectgym_next.wire import read_date as _read_date


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

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.target_studio_id = take("targetStudioId")
        self.switch_date = _read_date(take("switchDate"))
        self.description = take("description", None)
        if self.target_studio_id is None:
            raise _null_member()
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
