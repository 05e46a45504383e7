from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class BookableAppointment(_Model):
    """A type of appointment that customers can book.

    Attributes:
        id: Id of the bookable appointment type.
        title: Title shown to members.
        duration: Length of one appointment in minutes.
        category: Name of the category the appointment belongs to.
        description: Text that describes what is offered.
        img_url: URL of a picture for the appointment.
    """

    id: int
    title: str | None = None
    duration: int | None = None
    category: str | None = None
    description: str | None = None
    img_url: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "BookableAppointment"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.title = value if (value := take("title", None)) is None or value.__class__ is str else _scalar(value)
        self.duration = value if (value := take("duration", None)) is None or value.__class__ is int else _scalar(value)
        self.category = value if (value := take("category", None)) is None or value.__class__ is str else _scalar(value)
        self.description = (
            value if (value := take("description", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.img_url = value if (value := take("imgUrl", None)) is None or value.__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None:
            raise _missing_member(self, "id")
        out = dict(self.additional_properties)
        out["id"] = self.id
        if self.title is not None:
            out["title"] = self.title
        if self.duration is not None:
            out["duration"] = self.duration
        if self.category is not None:
            out["category"] = self.category
        if self.description is not None:
            out["description"] = self.description
        if self.img_url is not None:
            out["imgUrl"] = self.img_url
        return out
