from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class BasicClass(_Model):
    """Short reference to a class.

    Attributes:
        id: Id of the class.
        title: Title of the class shown to members.
    """

    id: int
    title: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "BasicClass"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.title = value if (value := take("title", None)) is None or value.__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None:
            raise _missing_member(self, "id")
        out = dict(self.additional_properties)
        out["id"] = self.id
        if self.title is not None:
            out["title"] = self.title
        return out
