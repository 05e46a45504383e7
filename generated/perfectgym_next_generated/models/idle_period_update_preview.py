from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .account_preview_item import AccountPreviewItem
from .idle_period_update_validation_status import VALUES as _idle_period_update_validation_status
from .idle_period_update_validation_status import IdlePeriodUpdateValidationStatus


@_define(kw_only=True, repr=False)
class IdlePeriodUpdatePreview(_Model):
    """What a proposed change to an idle period would lead to.

    Attributes:
        validation_status: Whether the change is possible or, if not, what stands in the way.
        preview_end_date: Last day of the idle period after the change.
        preview_charges: Charges that the change would lead to.
    """

    validation_status: IdlePeriodUpdateValidationStatus
    preview_end_date: datetime.date | None = None
    preview_charges: list[AccountPreviewItem] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "IdlePeriodUpdatePreview"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.validation_status = _idle_period_update_validation_status[take("validationStatus")]
        self.preview_end_date = None if (value := take("previewEndDate", None)) is None else _read_date(value)
        self.preview_charges = (
            None
            if (value := take("previewCharges", None)) is None
            else [
                _new(AccountPreviewItem)._decode(item) for item in (value if value.__class__ is list else _array(value))
            ]
        )
        if self.validation_status is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.validation_status is None:
            raise _missing_member(self, "validation_status")
        out = dict(self.additional_properties)
        out["validationStatus"] = _text(self.validation_status)
        if self.preview_end_date is not None:
            out["previewEndDate"] = _format_date(self.preview_end_date, "IdlePeriodUpdatePreview.preview_end_date")
        if self.preview_charges is not None:
            out["previewCharges"] = [item.to_dict() for item in self.preview_charges]
        return out
