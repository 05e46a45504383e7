from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class Instructor(_Model):
    """A person who holds classes or appointments.

    Attributes:
        id: Id of the instructor.
        first_name: Given name.
        last_name: Family name.
        public_name: Name under which the instructor appears in public.
    """

    id: int
    first_name: str
    last_name: str
    public_name: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Instructor"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.first_name = value if (value := take("firstName")).__class__ is str else _scalar(value)
        self.last_name = value if (value := take("lastName")).__class__ is str else _scalar(value)
        self.public_name = (
            value if (value := take("publicName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None or self.first_name is None or self.last_name is None:
            raise _missing_member(self, "id", "first_name", "last_name")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["firstName"] = self.first_name
        out["lastName"] = self.last_name
        if self.public_name is not None:
            out["publicName"] = self.public_name
        return out
