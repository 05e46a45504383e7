from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class AdditionalModuleContract(_Model):
    """Reference to the additional module contract that a purchase created.

    Attributes:
        id: Identifier of the additional module contract.
    """

    id: int | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AdditionalModuleContract"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id", None)) is None or value.__class__ is int else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.id is not None:
            out["id"] = self.id
        return out
