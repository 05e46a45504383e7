from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next.model import Model as _Model
from perfectgym_next.wire import missing_member as _missing_member
from perfectgym_next.wire import null_member as _null_member


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
        self.id = take("id")
        self.first_name = take("firstName")
        self.last_name = take("lastName")
        self.public_name = take("publicName", None)
        if self.id is None or self.first_name is None or self.last_name is None:
            raise _null_member()
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
