from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class StudioUtilization(_Model):
    """How full a studio is.

    Attributes:
        count: Number of people currently counted in the studio.
        capacity: Number of people the studio can hold.
    """

    count: int
    capacity: int | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "StudioUtilization"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.count = value if (value := take("count")).__class__ is int else _scalar(value)
        self.capacity = value if (value := take("capacity", None)) is None or value.__class__ is int else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.count is None:
            raise _missing_member(self, "count")
        out = dict(self.additional_properties)
        out["count"] = self.count
        if self.capacity is not None:
            out["capacity"] = self.capacity
        return out
