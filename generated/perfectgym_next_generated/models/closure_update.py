from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import check_list as _check_list
from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .closure_option import ClosureOption
from .closure_rejection_reason import VALUES as _closure_rejection_reason
from .closure_rejection_reason import ClosureRejectionReason
from .closure_type import VALUES as _closure_type
from .closure_type import ClosureType


@_define(kw_only=True, repr=False)
class ClosureUpdate(_Model):
    """Tells how, when and why a collection case was closed.

    Attributes:
        type_: Outcome of the closure: success, failure, reversal or rejection of the case.
        date: Calendar date of the closure.
        options: Extra instructions that accompany the closure.
        rejection_reason: Predefined reason for rejecting the case.
        closure_reason: Reason for the closure as free text.
    """

    type_: ClosureType
    date: datetime.date
    options: list[ClosureOption] | None = None
    rejection_reason: ClosureRejectionReason | None = None
    closure_reason: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "ClosureUpdate"
    _checks_: ClassVar[_Checks] = (
        ("type_", _check_scalar),
        ("date", _format_date),
        ("options", _check_list(_check_model(ClosureOption))),
        ("rejection_reason", _check_scalar),
        ("closure_reason", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.type_ = _closure_type[take("type")]
        self.date = _read_date(take("date"))
        self.options = (
            None
            if (value := take("options", None)) is None
            else [_new(ClosureOption)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.rejection_reason = _closure_rejection_reason[take("rejectionReason", None)]
        self.closure_reason = (
            value if (value := take("closureReason", None)) is None or value.__class__ is str else _scalar(value)
        )
        if self.type_ is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.type_ is None or self.date is None:
            raise _missing_member(self, "type_", "date")
        out = dict(self.additional_properties)
        out["type"] = _text(self.type_)
        out["date"] = _format_date(self.date, "ClosureUpdate.date")
        if self.options is not None:
            out["options"] = [item.to_dict() for item in self.options]
        if self.rejection_reason is not None:
            out["rejectionReason"] = _text(self.rejection_reason)
        if self.closure_reason is not None:
            out["closureReason"] = self.closure_reason
        return out
