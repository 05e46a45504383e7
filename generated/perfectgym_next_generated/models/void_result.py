from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class VoidResult(_Model):
    """Answer of an operation that has no data of its own to return.

    Attributes:
        success: Text that reports success; a string, not a boolean.
    """

    success: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "VoidResult"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.success = value if (value := take("success", None)) is None or value.__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.success is not None:
            out["success"] = self.success
        return out
