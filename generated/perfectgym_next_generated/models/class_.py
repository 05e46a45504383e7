from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .class_cancelation_condition import ClassCancelationCondition
from .class_type import VALUES as _class_type
from .class_type import ClassType


@_define(kw_only=True, repr=False)
class Class(_Model):
    """A course that takes place in dated sessions called slots.

    Attributes:
        id: Id of the class.
        bookable: Whether the class can be booked.
        title: Title shown to members.
        type_: Whether the class is held in the studio or streamed.
        duration: Length of one session in minutes.
        category: Name of the category the class belongs to.
        description: Text that describes the class.
        img_url: URL of a picture for the class.
        cancel_condition: Rules on how late a booking may be cancelled.
    """

    id: int
    bookable: bool
    title: str | None = None
    type_: ClassType | None = None
    duration: int | None = None
    category: str | None = None
    description: str | None = None
    img_url: str | None = None
    cancel_condition: ClassCancelationCondition | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Class"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.bookable = value if (value := take("bookable")) is True or value is False else _boolean(value)
        self.title = value if (value := take("title", None)) is None or value.__class__ is str else _scalar(value)
        self.type_ = _class_type[take("type", None)]
        self.duration = value if (value := take("duration", None)) is None or value.__class__ is int else _scalar(value)
        self.category = value if (value := take("category", None)) is None or value.__class__ is str else _scalar(value)
        self.description = (
            value if (value := take("description", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.img_url = value if (value := take("imgUrl", None)) is None or value.__class__ is str else _scalar(value)
        self.cancel_condition = (
            None if (value := take("cancelCondition", None)) is None else _new(ClassCancelationCondition)._decode(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None or self.bookable is None:
            raise _missing_member(self, "id", "bookable")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["bookable"] = self.bookable
        if self.title is not None:
            out["title"] = self.title
        if self.type_ is not None:
            out["type"] = _text(self.type_)
        if self.duration is not None:
            out["duration"] = self.duration
        if self.category is not None:
            out["category"] = self.category
        if self.description is not None:
            out["description"] = self.description
        if self.img_url is not None:
            out["imgUrl"] = self.img_url
        if self.cancel_condition is not None:
            out["cancelCondition"] = self.cancel_condition.to_dict()
        return out
