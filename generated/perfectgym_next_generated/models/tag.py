from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class Tag(_Model):
    """A label attached to a studio.

    Attributes:
        name: Text of the label.
    """

    name: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Tag"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.name is None:
            raise _missing_member(self, "name")
        out = dict(self.additional_properties)
        out["name"] = self.name
        return out
