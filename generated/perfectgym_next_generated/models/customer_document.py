from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class CustomerDocument(_Model):
    """A document stored for a customer.

    Attributes:
        url: URL under which the content can be fetched.
        id: Id of the document.
        file_name: Name of the stored file.
        description: Text that describes the document.
    """

    url: str | None = None
    id: int | None = None
    file_name: str | None = None
    description: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "CustomerDocument"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.url = value if (value := take("url", None)) is None or value.__class__ is str else _scalar(value)
        self.id = value if (value := take("id", None)) is None or value.__class__ is int else _scalar(value)
        self.file_name = (
            value if (value := take("fileName", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.description = (
            value if (value := take("description", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.url is not None:
            out["url"] = self.url
        if self.id is not None:
            out["id"] = self.id
        if self.file_name is not None:
            out["fileName"] = self.file_name
        if self.description is not None:
            out["description"] = self.description
        return out
