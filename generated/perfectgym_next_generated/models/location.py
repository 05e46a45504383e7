from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class Location(_Model):
    """A room or place where a class slot is held.

    Attributes:
        id: Id of the location.
        name: Name of the room or place.
        description: Text that describes the location.
    """

    id: int
    name: str
    description: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Location"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.description = (
            value if (value := take("description", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None or self.name is None:
            raise _missing_member(self, "id", "name")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["name"] = self.name
        if self.description is not None:
            out["description"] = self.description
        return out
